"""What stops, restores and lengthens the term: each act is a step, a dated row, and a last day counted anew."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from vikno.cases import counting, policies, rules
from vikno.cases.enums import Step
from vikno.cases.errors import (
    CureDayOutOfBounds,
    CureTooLate,
    DayInFuture,
    DayOutOfOrder,
    DefectsMissing,
    ExtensionTooLong,
    GroundNotInRules,
    StepNotInRules,
    TermNotBegun,
)
from vikno.cases.guarding import require_lawful, require_possible
from vikno.cases.models import Case, StatusChange, TermChange
from vikno.cases.services.steps import lock_case, record_step
from vikno.cases.services.telling import tell_of_defects
from vikno.cases.services.workflow import reschedule_tasks
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point


@dataclass(frozen=True, kw_only=True)
class _Act:
    """One act on the term while it is being recorded: the case is locked and may be acted on."""

    case: Case
    step: Step
    actor: Actor
    at: datetime
    on: date
    point: Point | None
    law: rules.RuleSet
    events: list[rules.TermEvent]

    def recorded(
        self, *, note: str, words: str = "", until: date | None = None, days: int = 0, ground: str = ""
    ) -> StatusChange:
        change = record_step(
            case=self.case, step=self.step, actor=self.actor, at=self.at, point=self.point,
            organisation=self.case.provider, note=note,
        )  # fmt: skip
        TermChange.objects.create(
            hromada_id=self.case.hromada_id, case=self.case, step=change, kind=self.step, happened_on=self.on,
            until=until, days=days, ground=ground, words=words.strip(),
        )  # fmt: skip
        recount_term(self.case)
        return change


@transaction.atomic
def leave_without_motion(
    *, case: Case, actor: Actor, at: datetime, on: date, defects: str, cure_by: date, point: Point | None = None
) -> StatusChange:
    """Tell the applicant what is wrong with the application and by which day to mend it.

    Raises DefectsMissing, CureDayOutOfBounds and what every act on the term may raise.
    """
    act = _begin(case, Step.WITHOUT_MOTION, actor=actor, at=at, on=on, point=point)
    cure = act.law.cure
    assert cure is not None  # asked by the guard of the step
    if not defects.strip():
        raise DefectsMissing
    first, last = rules.cure_bounds(on=on, cure=cure)
    if not first <= cure_by <= last:
        raise CureDayOutOfBounds(first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}")
    note = f"Усунути до {cure_by:%d.%m.%Y}: {defects.strip()}"
    change = act.recorded(note=note, words=defects, until=cure_by)
    tell_of_defects(case, actor=actor, at=at, cure_by=cure_by)
    return change


@transaction.atomic
def record_cure(
    *, case: Case, actor: Actor, at: datetime, on: date, note: str = "", point: Point | None = None
) -> StatusChange:
    """The applicant mended the defects: in time the term goes on, late it begins anew or CureTooLate says so."""
    act = _begin(case, Step.CURED, actor=actor, at=at, on=on, point=point)
    until = counting.cure_by(case)
    if until is not None and on > until and act.law.cure is not None and act.law.cure.late == "refused":
        raise CureTooLate(until=f"{until:%d.%m.%Y}")
    return act.recorded(note=_dated(act, note), words=note)


@transaction.atomic
def suspend_case(
    *, case: Case, actor: Actor, at: datetime, on: date, ground: str, detail: str = "", point: Point | None = None
) -> StatusChange:
    """Stop the term on a ground that the rules name. Raises GroundNotInRules and what every act may raise."""
    act = _begin(case, Step.SUSPENDED, actor=actor, at=at, on=on, point=point)
    assert act.law.suspension is not None  # asked by the guard of the step
    words = act.law.suspension.grounds.get(ground)
    if words is None:
        raise GroundNotInRules
    return act.recorded(note=_dated(act, f"{words}. {detail}"), words=detail, ground=ground)


@transaction.atomic
def resume_case(
    *, case: Case, actor: Actor, at: datetime, on: date, note: str = "", point: Point | None = None
) -> StatusChange:
    """The ground is gone: from this day the term is counted on."""
    act = _begin(case, Step.RESUMED, actor=actor, at=at, on=on, point=point)
    return act.recorded(note=_dated(act, note), words=note)


@transaction.atomic
def extend_term(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    on: date,
    days: int,
    ground: str,
    detail: str = "",
    point: Point | None = None,
) -> StatusChange:
    """Lengthen the term within its bounds, for a reason that the rules name.

    Raises GroundNotInRules, ExtensionTooLong and what every act on the term may raise.
    """
    act = _begin(case, Step.EXTENDED, actor=actor, at=at, on=on, point=point)
    assert act.law.extension is not None  # asked by the guard of the step
    words = act.law.extension.reasons.get(ground)
    if words is None:
        raise GroundNotInRules
    term = counting.term_of(case.version, case.regime)
    most = rules.most_extension_days(term=term, course=_course(act), rules=act.law)
    if not 1 <= days <= most:
        raise ExtensionTooLong(most=rules.extension_in_words(most, term=term, rules=act.law))
    longer = rules.extension_in_words(days, term=term, rules=act.law)
    return act.recorded(note=_dated(act, f"на {longer}: {words}. {detail}"), words=detail, days=days, ground=ground)


def recount_term(case: Case) -> None:
    """Count the last day of a case anew from its rows and save it with its explanation."""
    found = counting.deadline_of_case(
        case, started_on=counting.term_started_on(case), events=counting.term_events(case)
    )
    case.due_on, case.term_explanation = found.due_on, found.as_json()
    case.save(update_fields=["due_on", "term_explanation"])
    reschedule_tasks(case)


def _begin(case: Case, step: Step, *, actor: Actor, at: datetime, on: date, point: Point | None) -> _Act:
    """Lock the case and ask what every act asks: the right, the state, the order of days."""
    policies.require_may_record(actor, case, step)
    lock_case(case, actor=actor)
    require_possible(case, step)
    if step != Step.CURED:
        policies.require_may_decide(actor, case, step)
    if case.is_immediate:
        raise StepNotInRules(step=step.label)
    events = counting.term_events(case)
    _require_order(case, on=on, at=at, events=events)
    require_lawful(case, step, actor=actor, at=at, on=on)
    return _Act(
        case=case, step=step, actor=actor, at=at, on=on, point=point, law=counting.rules_for(case), events=events
    )


def _require_order(case: Case, *, on: date, at: datetime, events: list[rules.TermEvent]) -> None:
    if on > clock.today(at):
        raise DayInFuture
    started_on = counting.term_started_on(case)
    if started_on is None:
        raise TermNotBegun
    after = max([started_on, *(event.on for event in events)])
    if on < after:
        raise DayOutOfOrder(after=f"{after:%d.%m.%Y}")


def _course(act: _Act) -> rules.Course:
    started_on = counting.term_started_on(act.case)
    assert started_on is not None
    return counting.course_of(act.case, started_on=started_on, events=act.events)


def _dated(act: _Act, words: str) -> str:
    """The note of the progress sheet: the day of the act when it was recorded on another one."""
    text = words.strip()
    return text if act.on == clock.today(act.at) else f"{act.on:%d.%m.%Y}. {text}".strip()
