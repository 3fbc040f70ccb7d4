"""Answers of a hromada: accepted, corrected with a reason, or not measurable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vikno.assessments import policies, queries, rules
from vikno.assessments.enums import AssessmentState, Reply, Source
from vikno.assessments.errors import (
    LevelMissing,
    MoveRefused,
    NotAsked,
    NothingProposed,
    ReasonMissing,
    RoundClosed,
    RoundNotOpen,
)
from vikno.assessments.models import Assessment, Said
from vikno.assessments.queries import Line
from vikno.assessments.services.moving import move_assessment
from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import KYIV


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a person says to one question. `level` only with Reply.ANSWER."""

    reply: str
    level: int | None = None
    reason: str = ""


@transaction.atomic
def answer(*, assessment: int, answers: Mapping[str, Answer], actor: Actor, at: datetime) -> int:
    """Keep answers that differ from what stands there; how many. What the records proposed is kept beside each.

    Refusals: MayNotAssess, NoSuchAssessment, MoveRefused, RoundNotOpen, RoundClosed, NotAsked, NothingProposed,
    LevelMissing, ReasonMissing.
    """
    policies.require_may_assess(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    require_open(row, at=at)
    sheet = queries.sheet_of(row, actor=actor, at=at)
    made = [
        said
        for code, one in answers.items()
        if (said := _said(row, sheet.line(code), one, by=actor.name, at=at)) is not None
    ]
    if not made:
        return 0
    Said.objects.bulk_create(made)
    if row.state in (AssessmentState.NOT_STARTED, AssessmentState.PREFILLED):
        move_assessment(row, AssessmentState.IN_PROGRESS, actor=actor, at=at)
    audit.record(
        actor=actor, action="assessment.answered", subject=row, at=at, hromada_code=actor.hromada_code,
        facts={"questions": sorted(one.question for one in made)},
    )  # fmt: skip
    return len(made)


def require_open(row: Assessment, *, at: datetime) -> None:
    """What may be filled now. What a reviewer returned may be mended after the round has closed."""
    if row.state not in rules.EDITABLE:
        raise MoveRefused(state=row.get_state_display())
    if row.round is None or row.state == AssessmentState.RETURNED:
        return
    if at < row.round.opens_at:
        raise RoundNotOpen(opens=f"{row.round.opens_at.astimezone(KYIV):%d.%m.%Y %H:%M}")
    if at >= row.round.closes_at:
        raise RoundClosed(closes=f"{row.round.closes_at.astimezone(KYIV):%d.%m.%Y %H:%M}")


def _said(row: Assessment, line: Line | None, one: Answer, *, by: str, at: datetime) -> Said | None:
    """None where the same is said already."""
    if line is None:
        raise NotAsked
    proposed = line.measured_level
    level = _level(one, proposed)
    reason = one.reason.strip()
    if one.reply != Reply.ACCEPT and proposed is not None and level != proposed and not reason:
        raise ReasonMissing
    standing = line.declared
    if standing is not None and (standing.reply, standing.level, standing.reason) == (one.reply, level, reason):
        return None
    return Said(
        hromada_id=row.hromada_id, assessment=row, question=line.question.code, source=Source.USER, reply=one.reply,
        level=level, proposed=proposed, reference=line.measured.reference if line.measured else {},
        as_of=line.measured.as_of if line.measured else None, reason=reason, at=at, by_name=by,
    )  # fmt: skip


def _level(one: Answer, proposed: int | None) -> int | None:
    if one.reply == Reply.NOT_MEASURABLE:
        return None
    if one.reply == Reply.ACCEPT:
        if proposed is None:
            raise NothingProposed
        return proposed
    if one.level is None or not 0 <= one.level <= rules.MOST_LEVEL:
        raise LevelMissing
    return one.level
