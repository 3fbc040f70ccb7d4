"""The applicant is heard before an adverse decision: invited, and what was said or that nothing was."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import override

from vikno.cases import policies, rules
from vikno.cases.enums import HearingResponse, HearingWay, Step
from vikno.cases.errors import DayInFuture, DayOutOfOrder, HearingTooSoon, HearingUnexplained, HearingWordsMissing
from vikno.cases.guarding import hearing_rule_of, not_allowed, open_hearing, require_lawful, require_possible
from vikno.cases.models import Case, Hearing
from vikno.cases.services.steps import lock_case, record_step
from vikno.cases.services.telling import tell_of_hearing
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point


@transaction.atomic
def invite_to_hearing(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    held_on: date,
    way: str,
    place: str,
    about: str,
    point: Point | None = None,
) -> Hearing:
    """Tell the applicant what is going to be refused and why, and when and how they may speak.

    `place` says where and at what hour, or where to write. Raises CaseNotFound, MayNotAct, StepNotAllowed,
    ProviderDecides, StepNotInRules, HearingTooSoon, HearingUnexplained.
    """
    today = clock.today(at)
    policies.require_may_record(actor, case, Step.INVITED)
    lock_case(case, actor=actor)
    require_possible(case, Step.INVITED)
    policies.require_may_decide(actor, case, Step.INVITED)
    require_lawful(case, Step.INVITED, actor=actor, at=at, on=today)
    rule = hearing_rule_of(case, on=today)
    assert rule is not None  # asked by the guard of the step
    first = rules.hearing_from(invited_on=today, rule=rule)
    if held_on < first:
        raise HearingTooSoon(first=f"{first:%d.%m.%Y}")
    if not place.strip() or not about.strip():
        raise HearingUnexplained
    with override("uk"):  # what is recorded does not depend on the language of a screen
        note = f"{held_on:%d.%m.%Y}, {HearingWay(way).label}: {place.strip()}"
    step = record_step(
        case=case, step=Step.INVITED, actor=actor, at=at, point=point, organisation=case.provider, note=note
    )
    hearing = Hearing.objects.create(
        hromada_id=case.hromada_id, case=case, step=step, invited_on=today, held_on=held_on, way=way,
        place=place.strip(), about=about.strip(),
    )  # fmt: skip
    tell_of_hearing(case, hearing, actor=actor, at=at)
    return hearing


@transaction.atomic
def record_hearing(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    response: str,
    on: date,
    words: str = "",
    point: Point | None = None,
) -> Hearing:
    """Write down what the applicant said, or that nothing was said by the day.

    Raises CaseNotFound, MayNotAct, StepNotAllowed, HearingWordsMissing, AbsenceTooSoon, DayInFuture, DayOutOfOrder.
    """
    step = Step.UNHEARD if response == HearingResponse.ABSENT else Step.HEARD
    policies.require_may_record(actor, case, step)
    lock_case(case, actor=actor)
    require_possible(case, step)
    hearing = open_hearing(case)
    if hearing is None:
        raise not_allowed(case, step)
    if on > clock.today(at):
        raise DayInFuture
    if on < hearing.invited_on:
        raise DayOutOfOrder(after=f"{hearing.invited_on:%d.%m.%Y}")
    require_lawful(case, step, actor=actor, at=at, on=on)
    if step == Step.HEARD and not words.strip():
        raise HearingWordsMissing
    record_step(case=case, step=step, actor=actor, at=at, point=point, note=_note(response, on=on))
    hearing.response, hearing.response_on, hearing.response_words = response, on, words.strip()
    hearing.save(update_fields=["response", "response_on", "response_words"])
    return hearing


def _note(response: str, *, on: date) -> str:
    """What was said is kept with the hearing: the progress sheet is shown to many."""
    with override("uk"):
        return f"{on:%d.%m.%Y}: {HearingResponse(response).label}"
