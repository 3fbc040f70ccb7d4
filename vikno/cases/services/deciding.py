"""The decision on a case."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import override

from vikno.cases import policies, rules
from vikno.cases.enums import CaseState, Outcome, Step
from vikno.cases.errors import (
    DecisionBeforeCase,
    DecisionInFuture,
    GroundNotInRules,
    GroundsMissing,
    HearingNeeded,
    HearingNotOver,
    OnlyLeftWithoutConsideration,
    UnheardUnexplained,
)
from vikno.cases.guarding import heard_in, hearing_rule_of, open_hearing, require_lawful, require_possible
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
    unheard_ground: str = "",
    unheard_words: str = "",
    point: Point | None = None,
) -> Decision:
    """Write down what was decided. An adverse outcome needs grounds, and a hearing or a ground to do without it.

    Raises CaseNotFound, MayNotAct, ProviderDecides, SameHands, GroundsMissing, DecisionInFuture, DecisionBeforeCase,
    StepNotAllowed; for an application without motion OnlyLeftWithoutConsideration, CureNotOver; for a refusal
    HearingNeeded, HearingNotOver, GroundNotInRules, UnheardUnexplained.
    """
    policies.require_may_record(actor, case, Step.DECIDED)
    lock_case(case, actor=actor)
    require_possible(case, Step.DECIDED)
    policies.require_may_decide(actor, case)
    _require_dates(case, decided_on=decided_on, at=at)
    if case.state == CaseState.WITHOUT_MOTION and outcome != Outcome.LEFT_WITHOUT_CONSIDERATION:
        raise OnlyLeftWithoutConsideration
    require_lawful(case, Step.DECIDED, actor=actor, at=at, on=clock.today(at))
    if outcome != Outcome.GRANTED and not grounds.strip():
        raise GroundsMissing
    unheard = _require_heard(case, outcome=outcome, ground=unheard_ground, words=unheard_words, on=decided_on)
    decision = Decision.objects.create(
        hromada_id=case.hromada_id, case=case, outcome=outcome, number=number.strip(), decided_on=decided_on,
        grounds=grounds.strip(), unheard_ground=unheard, unheard_words=unheard_words.strip() if unheard else "",
        decided_by_id=actor.user_id, recorded_at=clock.now(),
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


def _require_heard(case: Case, *, outcome: str, ground: str, words: str, on: date) -> str:
    """The code of the exception the decision stands on, or "" where the applicant was heard or need not be."""
    rule = hearing_rule_of(case, on=on)
    verdict = rules.hearing_verdict(rule=rule, outcome=outcome, heard=heard_in(case), ground=ground)
    if verdict == rules.Verdict.UNKNOWN_GROUND:
        raise GroundNotInRules
    if verdict == rules.Verdict.STILL_HEARD:
        hearing = open_hearing(case)
        raise HearingNotOver(held_on=f"{hearing.held_on:%d.%m.%Y}" if hearing else "")
    if verdict == rules.Verdict.NOT_HEARD:
        raise HearingNeeded(source=rule.source if rule else "")
    if verdict == rules.Verdict.EXCEPTED and not words.strip():
        raise UnheardUnexplained
    return ground if verdict == rules.Verdict.EXCEPTED else ""
