"""The term of a case: one set of rules, one course of events, one last day.

Nothing here knows a number of the law: days, bounds and grounds come with `RuleSet`, days off with `WorkingCalendar`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vikno.cases.enums import Step, TermRegime
from vikno.cases.rules.calendar import (
    DAY,
    Span,
    WorkingCalendar,
    counted_to,
    is_working_day,
    months_later,
)
from vikno.catalogue.enums import StartEvent, TermUnit

MONTHS: Final = "months"


@dataclass(frozen=True, kw_only=True)
class Length:
    """So many days or months; `unit` is a TermUnit or MONTHS."""

    days: int
    unit: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class CureRule:
    """«Без руху»: notice within `notice_days` working days, cure in `least_days`…`most_days`, what the clock does."""

    notice_days: int
    least_days: int
    most_days: int
    clock: str
    late: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ExtensionRule:
    """Bounds of an extension: its own days, or days of the whole term, and how many times."""

    source: str
    reasons: Mapping[str, str]
    times: int = 1
    most_days: int | None = None
    most_total_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class SuspensionRule:
    """Grounds on which a term may be suspended: code and words that follow «тому що»."""

    source: str
    grounds: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """What one act says of terms from a day to a day. What is None the act does not have."""

    regime: str
    version: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    default: Length
    short: Length | None = None
    working_below: int | None = None
    moves_to_working_day: bool = True
    end_source: str = ""
    collegial_source: str = ""
    cure: CureRule | None = None
    extension: ExtensionRule | None = None
    suspension: SuspensionRule | None = None
    tacit_consent: Length | None = None
    is_confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Term:
    """What the card of a service says of its term; `days` None and `unit` empty mean it says nothing.

    `lists`: codes of acts that stop terms of such services. `is_short`: an appeal that needs no study.
    """

    days: int | None
    unit: str = TermUnit.CALENDAR_DAYS
    start_event: str = StartEvent.REGISTERED
    regime: str = TermRegime.SERVICE
    is_collegial: bool = False
    is_immediate: bool = False
    is_short: bool = False
    has_tacit_consent: bool = False
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class TermEvent:
    """What happened to a term. `kind`: Step WITHOUT_MOTION, CURED, SUSPENDED, RESUMED or EXTENDED.

    `until` is the day of cure, `days` the length of an extension, `ground` the code of its reason.
    """

    kind: str
    on: dt.date
    until: dt.date | None = None
    days: int = 0
    ground: str = ""


@dataclass(frozen=True, kw_only=True)
class Pause(Span):
    """Days that are not counted, from the day of the pause to the day before its end, and why."""

    why: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Course:
    """Events of a term put in order: from when it runs, what stopped it, how much was added."""

    started_on: dt.date
    filed_on: dt.date
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[TermEvent, ...] = ()
    cures: tuple[tuple[TermEvent, TermEvent | None], ...] = ()

    @property
    def extended_days(self) -> int:
        return sum(extension.days for extension in self.extensions)


@dataclass(frozen=True, kw_only=True)
class Count:
    """How the last day came out: `counted_on` before it was moved to a working day or to a sitting."""

    length: Length
    is_default: bool
    counted_on: dt.date | None
    working_on: dt.date | None
    due_on: dt.date | None
    tacit_on: dt.date | None


class NotInTheseRules(ValueError):
    """Regimes are never mixed: this set of rules does not have what happened, or is of another regime."""


def rules_on(day: dt.date, *, regime: str, sets: Sequence[RuleSet]) -> RuleSet:
    """The set of rules of a regime in force on the day the term began. LookupError when no row covers the day."""
    for each in sets:
        if each.regime == regime and each.valid_from <= day and (each.valid_to is None or day <= each.valid_to):
            return each
    raise LookupError(f"no rules of {regime} on {day}")


def length_of(term: Term, rules: RuleSet) -> Length:
    """The card's own term, or the one the rules give when it is silent."""
    if term.days is None:
        return rules.short if term.is_short and rules.short else rules.default
    below = rules.working_below
    unit = term.unit or (TermUnit.WORKING_DAYS if below and term.days < below else TermUnit.CALENDAR_DAYS)
    return Length(days=term.days, unit=unit)


def course_of(
    *,
    started_on: dt.date,
    events: Sequence[TermEvent],
    rules: RuleSet,
    calendar: WorkingCalendar,
    lists: frozenset[str] = frozenset(),
) -> Course:
    """Put events in order. A day of a pause is not counted; the day of its end is."""
    pauses: list[Pause] = [
        Pause(starts_on=act.starts_on, ends_on=act.ends_on, why=act.name, source=act.source)
        for act in calendar.stopped
        if act.code in lists
    ]
    began, extensions = started_on, []
    cures: list[tuple[TermEvent, TermEvent | None]] = []
    ordered = sorted(events, key=lambda event: event.on)
    for position, event in enumerate(ordered):
        end = _end_of(event, ordered[position + 1 :])
        if event.kind == Step.WITHOUT_MOTION:
            cure = _required(rules.cure, event, rules)
            cures.append((event, end))
            if cure.clock == "stops":
                pauses.append(
                    _pause(event, end, why="заяву залишено без руху до усунення недоліків", source=cure.source)
                )
            if end is not None and (cure.clock == "restarts" or _is_late(event, end, cure)):
                began = end.on
        elif event.kind == Step.SUSPENDED:
            suspension = _required(rules.suspension, event, rules)
            why = suspension.grounds.get(event.ground, event.ground)
            pauses.append(_pause(event, end, why=why, source=suspension.source))
        elif event.kind == Step.EXTENDED:
            _required(rules.extension, event, rules)
            extensions.append(event)
    kept = tuple(p for p in pauses if p.ends_on is None or (p.ends_on > began and p.ends_on >= p.starts_on))
    return Course(started_on=began, filed_on=started_on, pauses=kept, extensions=tuple(extensions), cures=tuple(cures))


def count(
    *, term: Term, course: Course, rules: RuleSet, calendar: WorkingCalendar, sittings: Sequence[dt.date] = ()
) -> Count:
    """The last day of a term that began; None while a pause without an end stands in the way."""
    if rules.regime != term.regime:
        raise NotInTheseRules(f"a term of {term.regime} is not counted by {rules.version}")
    length = length_of(term, rules)
    counted_on = counted_to(
        started_on=course.started_on, days=total_days(length, course), unit=length.unit, calendar=calendar,
        pauses=course.pauses,
    )  # fmt: skip
    working_on = counted_on
    if counted_on is not None and rules.moves_to_working_day and not term.is_immediate:
        working_on = _moved(counted_on, calendar=calendar, pauses=course.pauses)
    due_on = _sitting_after(working_on, course.started_on, sittings) if term.is_collegial else working_on
    return Count(
        length=length, is_default=term.days is None, counted_on=counted_on, working_on=working_on, due_on=due_on,
        tacit_on=_tacit(due_on, term=term, rules=rules, calendar=calendar),
    )  # fmt: skip


def total_days(length: Length, course: Course) -> int:
    """Days of the term with its extensions; months become days from the start of this very term."""
    own = length.days
    if length.unit == MONTHS:
        own = (months_later(course.started_on, length.days) - course.started_on).days
    return own + course.extended_days


def most_extension_days(*, term: Term, course: Course, rules: RuleSet) -> int:
    """How many days may still be added; 0 when the rules know no extension or it was used."""
    rule = rules.extension
    if rule is None or len(course.extensions) >= rule.times:
        return 0
    left = [rule.most_days] if rule.most_days is not None else []
    if rule.most_total_days is not None:
        left.append(rule.most_total_days - total_days(length_of(term, rules), course))
    return max(0, min(left, default=0))


def cure_bounds(*, on: dt.date, cure: CureRule) -> tuple[dt.date, dt.date]:
    """The earliest and the latest day that may be set for mending defects notified on a day."""
    return on + DAY * cure.least_days, on + DAY * cure.most_days


def notice_by(*, filed_on: dt.date, cure: CureRule, calendar: WorkingCalendar) -> dt.date:
    """The last day to tell of defects."""
    found = counted_to(started_on=filed_on, days=cure.notice_days, unit=TermUnit.WORKING_DAYS, calendar=calendar)
    return found or filed_on


def _required[Rule](rule: Rule | None, event: TermEvent, rules: RuleSet) -> Rule:
    if rule is None:
        raise NotInTheseRules(f"{rules.version} has no {event.kind}")
    return rule


def _end_of(event: TermEvent, later: Sequence[TermEvent]) -> TermEvent | None:
    ends = {Step.WITHOUT_MOTION: Step.CURED, Step.SUSPENDED: Step.RESUMED}.get(Step(event.kind))
    return next((each for each in later if each.kind == ends), None) if ends else None


def _pause(event: TermEvent, end: TermEvent | None, *, why: str, source: str) -> Pause:
    return Pause(starts_on=event.on, ends_on=end.on - DAY if end else None, why=why, source=source)


def _is_late(event: TermEvent, end: TermEvent, cure: CureRule) -> bool:
    return cure.late == "restarts" and event.until is not None and end.on > event.until


def _moved(day: dt.date, *, calendar: WorkingCalendar, pauses: Sequence[Pause]) -> dt.date | None:
    """The first working day from `day` on that no pause covers."""
    while True:
        pause = next((pause for pause in pauses if day in pause), None)
        if pause is not None:
            if pause.ends_on is None:
                return None
            day = pause.ends_on + DAY
        elif is_working_day(day, calendar):
            return day
        else:
            day += DAY


def _sitting_after(due_on: dt.date | None, started_on: dt.date, sittings: Sequence[dt.date]) -> dt.date | None:
    """A sitting inside the term is enough; otherwise the nearest one after it; unknown ones change nothing."""
    if due_on is None or any(started_on < sitting <= due_on for sitting in sittings):
        return due_on
    return min((sitting for sitting in sittings if sitting > due_on), default=due_on)


def _tacit(due_on: dt.date | None, *, term: Term, rules: RuleSet, calendar: WorkingCalendar) -> dt.date | None:
    if due_on is None or not term.has_tacit_consent or rules.tacit_consent is None:
        return None
    after = rules.tacit_consent
    return counted_to(started_on=due_on, days=after.days, unit=after.unit, calendar=calendar)
