"""From a filled assessment to a closed one: handed in, returned, verified, closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vikno.assessments import policies, queries, rules
from vikno.assessments.enums import AssessmentState, EvidenceState, ItemState
from vikno.assessments.errors import LevelMissing, MoveRefused, NotAnswered, NotAsked, ReasonMissing
from vikno.assessments.framework import fingerprint
from vikno.assessments.models import Assessment, Evidence, RoadmapItem, Submission, Verification
from vikno.assessments.queries import Sheet
from vikno.assessments.services.answering import require_open
from vikno.assessments.services.moving import move_assessment, move_evidence, move_item_to
from vikno.common.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A level as a reviewer found it; None: it could not be seen."""

    level: int | None
    comment: str = ""


@transaction.atomic
def hand_in(*, assessment: int, actor: Actor, at: datetime) -> Submission:
    """Freeze what was answered, with its hash; drafts of evidence go with it.

    Refusals: MayNotAssess, NoSuchAssessment, MoveRefused, RoundNotOpen, RoundClosed, NotAnswered.
    """
    policies.require_may_assess(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    require_open(row, at=at)
    sheet = queries.sheet_of(row, actor=actor, at=at)
    if sheet.unanswered or sheet.without_evidence:
        raise NotAnswered(answers=len(sheet.unanswered), proofs=len(sheet.without_evidence))
    again = row.state == AssessmentState.RETURNED
    for proof in Evidence.objects.filter(assessment=row, state=EvidenceState.DRAFT).order_by("pk"):
        move_evidence(proof, EvidenceState.SUBMITTED, actor=actor, at=at)
    snapshot = queries.snapshot_of(queries.sheet_of(row, actor=actor, at=at))
    made = Submission.objects.create(
        hromada_id=row.hromada_id, organisation_id=row.organisation_id, assessment=row,
        number=Submission.objects.filter(assessment=row).count() + 1, snapshot=snapshot, sha256=fingerprint(snapshot),
        at=at, by_name=actor.name,
    )  # fmt: skip
    to = AssessmentState.RESUBMITTED if again else AssessmentState.SUBMITTED
    move_assessment(row, to, actor=actor, at=at)
    return made


@transaction.atomic
def verify(*, assessment: int, findings: Mapping[str, Finding], actor: Actor, at: datetime) -> int:
    """Keep a reviewer's levels that differ from what stands there; how many. A lower level says why.

    Refusals: MayNotVerify, NoSuchAssessment, MoveRefused, NotAsked, LevelMissing, ReasonMissing.
    """
    policies.require_may_verify(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    _require_with_programme(row)
    sheet = queries.sheet_of(row, actor=actor, at=at)
    made = Verification.objects.bulk_create(
        Verification(
            hromada_id=row.hromada_id, organisation_id=row.organisation_id, assessment=row, question=code,
            level=one.level, comment=one.comment.strip(), at=at, by_name=actor.name,
        )
        for code, one in findings.items()
        if _is_new(sheet, code, one)
    )  # fmt: skip
    return len(made)


@transaction.atomic
def send_back(*, assessment: int, comment: str, actor: Actor, at: datetime) -> None:
    """To be mended, with what is wrong. Refusals: MayNotVerify, NoSuchAssessment, MoveRefused, ReasonMissing."""
    policies.require_may_verify(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    if not comment.strip():
        raise ReasonMissing
    move_assessment(row, AssessmentState.RETURNED, actor=actor, at=at, reason=comment.strip())


@transaction.atomic
def accept(*, assessment: int, actor: Actor, at: datetime) -> str:
    """The reviewer has finished: verified where any level was, else accepted unverified. The new state.

    Refusals: MayNotVerify, NoSuchAssessment, MoveRefused.
    """
    policies.require_may_verify(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    seen = Verification.objects.filter(assessment=row).exists()
    move_assessment(row, AssessmentState.VERIFIED if seen else AssessmentState.ACCEPTED, actor=actor, at=at)
    _close(row, actor=actor, at=at)
    return row.state


@transaction.atomic
def close_own(*, assessment: int, actor: Actor, at: datetime) -> None:
    """A hromada closes its own assessment, which nobody verifies.

    Refusals: MayNotAssess, NoSuchAssessment, MoveRefused.
    """
    policies.require_may_assess(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    if row.round_id is not None:
        raise MoveRefused(state=row.get_state_display())
    move_assessment(row, AssessmentState.ACCEPTED, actor=actor, at=at)
    _close(row, actor=actor, at=at)


def _close(row: Assessment, *, actor: Actor, at: datetime) -> None:
    """Locked for good; the one before it is superseded, and what it has confirmed in the roadmap is confirmed."""
    move_assessment(row, AssessmentState.LOCKED, actor=actor, at=at)
    before = row.previous or queries.previous_of(row)
    if before is not None and before.state == AssessmentState.LOCKED:
        move_assessment(before, AssessmentState.SUPERSEDED, actor=actor, at=at)
    levels = {
        line.question.code: line for line in queries.sheet_of(row, actor=actor, at=at).lines if not line.is_gap
    }  # fmt: skip
    done = RoadmapItem.objects.filter(hromada_id=row.hromada_id, state=ItemState.DONE).exclude(assessment=row)
    for item in done.filter(assessment__framework__code=row.framework.code).order_by("pk"):
        if item.question in levels and levels[item.question].best_known is not None:
            move_item_to(item, ItemState.CONFIRMED, actor=actor, at=at)


def _require_with_programme(row: Assessment) -> None:
    if row.state not in rules.WITH_PROGRAMME:
        raise MoveRefused(state=row.get_state_display())


def _is_new(sheet: Sheet, code: str, one: Finding) -> bool:
    line = sheet.line(code)
    if line is None:
        raise NotAsked
    if one.level is not None and not 0 <= one.level <= rules.MOST_LEVEL:
        raise LevelMissing
    if one.level != line.declared_level and not one.comment.strip():
        raise ReasonMissing
    standing = line.verified
    return standing is None or (standing.level, standing.comment) != (one.level, one.comment.strip())
