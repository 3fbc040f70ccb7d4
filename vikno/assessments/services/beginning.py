"""Beginning an assessment, and what the records propose for it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from vikno.assessments import policies, queries, rules
from vikno.assessments.enums import AssessmentState, Source
from vikno.assessments.errors import AlreadyBegun, MoveRefused
from vikno.assessments.measured import Proposal, proposals_of
from vikno.assessments.models import Assessment, Said
from vikno.assessments.services.frameworks import lay_own_framework
from vikno.assessments.services.moving import move_assessment
from vikno.common.actors import Actor
from vikno.indicators.queries import people_of


@transaction.atomic
def begin(*, actor: Actor, at: datetime, is_demo: bool = False) -> Assessment:
    """A hromada's own assessment by our model, with what its records propose. It begins prefilled, never done.

    Refusals: MayNotAssess, AlreadyBegun.
    """
    policies.require_may_assess(actor)
    if queries.own_open(actor.hromada_code) is not None:
        raise AlreadyBegun
    version = lay_own_framework(at=at)
    people = people_of([actor.hromada_code]).get(actor.hromada_code)
    made = Assessment(
        hromada_id=actor.hromada_code, framework=version, people=people,
        profile=queries.read(version).profile_of(people), begun_at=at, is_demo=is_demo,
    )  # fmt: skip
    made.previous = queries.previous_of(made)
    _write_once(made)
    _propose(made, actor=actor, at=at)
    return made


def _write_once(made: Assessment) -> None:
    """Of two presses at once the database lets in one."""
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise AlreadyBegun from error


@transaction.atomic
def prefill(*, assessment: int, actor: Actor, at: datetime) -> int:
    """Read the records anew; how many proposals are new. An answer of a person is never touched.

    Refusals: MayNotAssess, NoSuchAssessment, MoveRefused.
    """
    policies.require_may_assess(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    if row.state not in rules.EDITABLE:
        raise MoveRefused(state=row.get_state_display())
    return _propose(row, actor=actor, at=at)


def _propose(row: Assessment, *, actor: Actor, at: datetime) -> int:
    framework = queries.read(row.framework)
    standing = queries.standing_proposals(row)
    fresh = [
        one
        for one in proposals_of(framework, row.profile, row.hromada_id, at=at)
        if (told := standing.get(one.question)) is None or told.reference != one.reading.as_json()
    ]
    Said.objects.bulk_create(_said(row, one, by=actor.name, at=at) for one in fresh)
    row.prefilled_at = at
    if row.state == AssessmentState.NOT_STARTED:
        move_assessment(row, AssessmentState.PREFILLED, actor=actor, at=at)
    else:
        row.save(update_fields=["prefilled_at"])
    return len(fresh)


def _said(row: Assessment, one: Proposal, *, by: str, at: datetime) -> Said:
    return Said(
        hromada_id=row.hromada_id, assessment=row, question=one.question, source=Source.OPERATIONAL, level=one.level,
        proposed=one.level, reference=one.reading.as_json(), as_of=at, at=at, by_name=by,
    )  # fmt: skip
