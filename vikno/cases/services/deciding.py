"""The decision on a case."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import override

from vikno.cases import counting, policies, rules
from vikno.cases.enums import CaseState, Outcome, Step
from vikno.cases.errors import (
    CureNotOver,
    DecisionBeforeCase,
    DecisionInFuture,
    GroundsMissing,
    OnlyLeftWithoutConsideration,
    StepNotAllowed,
)
from vikno.cases.models import Case, Decision
from vikno.cases.services.steps import lock_case, record_step
from vikno.cases.services.telling import tell_of_decision
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point


@transaction.atomic
def decide_case(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    outcome: str,
    decided_on: date,
    number: str = "",
    grounds: str = "",
    point: Point | None = None,
) -> Decision:
    """Write down what was decided. An adverse outcome needs grounds.

    Raises CaseNotFound, MayNotAct, ProviderDecides, GroundsMissing, DecisionInFuture, DecisionBeforeCase,
    StepNotAllowed; for an application without motion OnlyLeftWithoutConsideration, CureNotOver.
    """
    policies.require_may_record(actor, case, Step.DECIDED)
    lock_case(case, actor=actor)
    if rules.state_after(case.state, Step.DECIDED) is None:
        raise StepNotAllowed(
            number=rules.number_formatted(case.number), state=CaseState(case.state).label, step=Step.DECIDED.label
        )
    policies.require_may_decide(actor, case)
    _require_dates(case, decided_on=decided_on, at=at)
    _require_time_to_mend(case, outcome=outcome, at=at)
    if outcome != Outcome.GRANTED and not grounds.strip():
        raise GroundsMissing
    decision = Decision.objects.create(
        hromada_id=case.hromada_id, case=case, outcome=outcome, number=number.strip(), decided_on=decided_on,
        grounds=grounds.strip(), decided_by_id=actor.user_id, recorded_at=clock.now(),
    )  # fmt: skip
    with override("uk"):  # what is recorded does not depend on the language of a screen
        note = str(Outcome(outcome).label)
    record_step(case=case, step=Step.DECIDED, actor=actor, at=at, point=point, organisation=case.provider, note=note)
    tell_of_decision(case, actor=actor, at=at)
    return decision


def _require_dates(case: Case, *, decided_on: date, at: datetime) -> None:
    registered_on = clock.today(case.registered_at)
    if decided_on > clock.today(at):
        raise DecisionInFuture
    if decided_on < registered_on:
        raise DecisionBeforeCase(registered_on=f"{registered_on:%d.%m.%Y}")


def _require_time_to_mend(case: Case, *, outcome: str, at: datetime) -> None:
    """Defects not mended by their day lead to one decision only, and not before that day is over."""
    if case.state != CaseState.WITHOUT_MOTION:
        return
    if outcome != Outcome.LEFT_WITHOUT_CONSIDERATION:
        raise OnlyLeftWithoutConsideration
    until = counting.cure_by(case)
    if until is not None and clock.today(at) <= until:
        raise CureNotOver(until=f"{until:%d.%m.%Y}")
