"""Why a step may not be taken now: what must come first, and what the law bars. Services and screens ask the same.

The table of moves says what is possible from a state. Here stand reasons that depend on days, on the regime and on what
was done before.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.cases import counting, duties, law, rules
from vikno.cases.enums import CaseState, HearingResponse, Step
from vikno.cases.errors import (
    AbsenceTooSoon,
    CureNotOver,
    ExtensionUsed,
    NotYetUnclaimed,
    StepNotAllowed,
    StepNotInRules,
    TermAlreadyOver,
    TermNotBegun,
)
from vikno.cases.models import Case, Hearing, Result
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal

_UNDER_STUDY = _("Це роблять, доки справа на розгляді: її прийнято, розгляд не зупинено і рішення ще немає.")
_PAPERS_GONE = _("Документи цієї справи вже у заявника або в архіві.")
_RESULT_HERE = _("Спершу запишіть рішення і те, що результат надійшов до ЦНАП.")
# What must come first, for every step that has to wait for something.
ADVICE: Final[Mapping[Step, Promise]] = {
    Step.REGISTERED: _("Нову заяву реєструють окремою справою."),
    Step.BAGGED: _PAPERS_GONE,
    Step.DISPATCHED: _PAPERS_GONE,
    Step.RECEIVED: _PAPERS_GONE,
    Step.FORWARDED: _("Передають справу, яку суб'єкт надання ще не прийняв."),
    Step.ACCEPTED: _("Спершу передайте справу суб'єкту надання."),
    Step.WITHOUT_MOTION: _UNDER_STUDY,
    Step.CURED: _("Недоліки усувають у справі, яку залишено без руху."),
    Step.SUSPENDED: _UNDER_STUDY,
    Step.RESUMED: _("Поновлюють лише зупинений розгляд."),
    Step.EXTENDED: _UNDER_STUDY,
    Step.INVITED: _UNDER_STUDY,
    Step.HEARD: _("Спершу запросіть заявника висловитися."),
    Step.UNHEARD: _("Спершу запросіть заявника висловитися."),
    Step.DECIDED: _UNDER_STUDY,
    Step.RETURNED: _("Спершу запишіть рішення. Надходження записують один раз."),
    Step.NOTIFIED: _RESULT_HERE,
    Step.UNCLAIMED: _("Спершу повідомте заявника, що результат на нього чекає."),
    Step.ISSUED: _RESULT_HERE,
    Step.POSTED: _RESULT_HERE,
    Step.CAME_BACK: _("Повернутися може лише результат, який надіслано поштою."),
    Step.WITHDRAWN: _("Заяву відкликають лише до рішення."),
    Step.ARCHIVED: _("До архіву йде справа, де результат видано, надіслано чи не забрано, або заяву відкликано."),
    Step.NOTE: _("Оновіть сторінку."),
    Step.INTERNAL_NOTE: _("Оновіть сторінку."),
    Step.APPLICANT_NOTE: _("Оновіть сторінку."),
    Step.REASSIGNED: _("Справу завершено, вести її далі нікому."),
}


def not_allowed(case: Case, step: Step) -> StepNotAllowed:
    """The table of moves has no such step from here: what must come first."""
    return StepNotAllowed(
        number=rules.number_formatted(case.number), state=CaseState(case.state).label, step=step.label,
        advice=ADVICE[step],
    )  # fmt: skip


def require_possible(case: Case, step: str) -> CaseState:
    """The state a step leads to; StepNotAllowed when the table has no such move."""
    reached = rules.state_after(case.state, step)
    if reached is None:
        raise not_allowed(case, Step(step))
    return reached


def bar_of(case: Case, step: Step, *, actor: Actor, at: datetime) -> Refusal | None:
    """What bars a step of the table today, with words that say what to do; None when nothing does."""
    try:
        require_lawful(case, step, actor=actor, at=at, on=clock.today(at))
    except Refusal as refusal:
        return refusal
    return None


def require_lawful(case: Case, step: Step, *, actor: Actor, at: datetime, on: date) -> None:
    """Refuse a step that the law bars on a day, whatever else is said of it.

    Raises StepNotInRules, TermNotBegun, TermAlreadyOver, ExtensionUsed, AbsenceTooSoon, CureNotOver, SameHands,
    NotYetUnclaimed.
    """
    guard = _GUARDS.get(step)
    if guard is not None:
        guard(case, on)
    if step == Step.DECIDED:
        duties.require_other_hands(case, actor=actor, on=clock.today(at))


def hearing_rule_of(case: Case, *, on: date) -> rules.HearingRule | None:
    """What the law asks about hearing in this case on a day."""
    return rules.hearing_rule(
        on, regime=case.regime, service=case.service.code, is_immediate=case.is_immediate, rows=law.hearing_rules()
    )


def heard_in(case: Case) -> rules.Heard:
    """How far the hearing of a case has gone."""
    responses = set(
        Hearing.objects.filter(hromada_id=case.hromada_id, case=case).order_by().values_list("response", flat=True)
    )
    if responses & set(HearingResponse.values):
        return rules.Heard.DONE
    return rules.Heard.INVITED if responses else rules.Heard.NOT_ASKED


def open_hearing(case: Case) -> Hearing | None:
    """The invitation that waits for an answer."""
    return Hearing.objects.filter(hromada_id=case.hromada_id, case=case, response="").order_by("pk").first()


def _may_be_defective(case: Case, on: date) -> None:
    if counting.rules_for(case).cure is None:
        raise StepNotInRules(step=Step.WITHOUT_MOTION.label)
    _still_runs(case, on)


def _may_be_suspended(case: Case, on: date) -> None:
    if counting.rules_for(case).suspension is None:
        raise StepNotInRules(step=Step.SUSPENDED.label)
    _still_runs(case, on)


def _may_be_extended(case: Case, on: date) -> None:
    if counting.rules_for(case).extension is None:
        raise StepNotInRules(step=Step.EXTENDED.label)
    _still_runs(case, on)
    if not counting.most_extension(case):
        raise ExtensionUsed


def _still_runs(case: Case, on: date) -> None:
    """A term that has not begun or is over cannot be stopped or lengthened."""
    if counting.term_started_on(case) is None:
        raise TermNotBegun
    if case.due_on is not None and case.due_on < on:
        raise TermAlreadyOver(due_on=f"{case.due_on:%d.%m.%Y}")


def _may_be_invited(case: Case, on: date) -> None:
    if hearing_rule_of(case, on=on) is None:
        raise StepNotInRules(step=Step.INVITED.label)


def _may_be_silent(case: Case, on: date) -> None:
    hearing = open_hearing(case)
    if hearing is None:
        raise not_allowed(case, Step.UNHEARD)
    first = rules.absence_from(held_on=hearing.held_on, way=hearing.way)
    if on < first:
        raise AbsenceTooSoon(until=f"{hearing.held_on:%d.%m.%Y}", first=f"{first:%d.%m.%Y}")


def _may_be_decided(case: Case, on: date) -> None:
    """Defects may be mended until the end of their day."""
    until = counting.cure_by(case) if case.state == CaseState.WITHOUT_MOTION else None
    if until is not None and on <= until:
        raise CureNotOver(until=f"{until:%d.%m.%Y}")


def _may_be_unclaimed(case: Case, on: date) -> None:
    result = Result.objects.filter(hromada_id=case.hromada_id, case=case).first()
    since = result.unclaimed_on if result else None
    if since is None or on < since:
        until = since - timedelta(days=1) if since else on
        raise NotYetUnclaimed(until=f"{until:%d.%m.%Y}")


_GUARDS: Final[Mapping[Step, Callable[[Case, date], None]]] = {
    Step.WITHOUT_MOTION: _may_be_defective,
    Step.SUSPENDED: _may_be_suspended,
    Step.EXTENDED: _may_be_extended,
    Step.INVITED: _may_be_invited,
    Step.UNHEARD: _may_be_silent,
    Step.DECIDED: _may_be_decided,
    Step.UNCLAIMED: _may_be_unclaimed,
}
