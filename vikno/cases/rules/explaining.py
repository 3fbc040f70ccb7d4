"""A last day that says why: full sentences in Ukrainian, for the screen, the paper and a lawyer's eye."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from vikno.cases.enums import TermRegime
from vikno.cases.rules.calendar import DAY, WorkingCalendar, days_counted, regime_on, why_off
from vikno.cases.rules.terms import (
    MONTHS,
    Count,
    Course,
    Length,
    Pause,
    RuleSet,
    Term,
    TermEvent,
    count,
    course_of,
    length_of,
    notice_by,
    total_days,
)
from vikno.catalogue.enums import StartEvent, TermUnit

IMMEDIATE = "Послуга надається одразу."
_WEEKDAYS = ("понеділок", "вівторок", "середа", "четвер", "п'ятниця", "субота", "неділя")
_SINCE = {
    StartEvent.REGISTERED: "з дня реєстрації заяви",
    StartEvent.RECEIVED_BY_PROVIDER: "з дня, коли документи прийняв суб'єкт надання",
}
_MOST_DAYS_NAMED = 6


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The last day (None: the term has not begun or stands still), why, and what it was computed from.

    `tacit_on` is the second clock: the day after which silence means consent.
    """

    due_on: dt.date | None
    sentences: tuple[str, ...]
    facts: dict[str, Any]
    tacit_on: dt.date | None = None

    @property
    def sentence(self) -> str:
        return " ".join(self.sentences)

    def as_json(self) -> dict[str, Any]:
        """The shape stored with the case."""
        return {"sentence": self.sentence, "sentences": list(self.sentences), **self.facts}


def deadline(
    *,
    term: Term,
    started_on: dt.date | None,
    calendar: WorkingCalendar,
    rules: RuleSet,
    events: Sequence[TermEvent] = (),
    sittings: Sequence[dt.date] = (),
) -> Deadline:
    """When a case is due, and why; `started_on` None when the event that starts the term has not happened.

    Raises NotInTheseRules when an event or the term belongs to another regime.
    """
    facts = _facts(term, rules=rules, calendar=calendar, started_on=started_on)
    if term.is_immediate:
        return Deadline(due_on=started_on, sentences=(IMMEDIATE,), facts=facts)
    if started_on is None:
        return Deadline(due_on=None, sentences=(_not_begun(term, rules),), facts=facts)
    course = course_of(started_on=started_on, events=events, rules=rules, calendar=calendar, lists=term.lists)
    found = count(term=term, course=course, rules=rules, calendar=calendar, sittings=sittings)
    facts |= _course_facts(course, found)
    sentences = tuple(_said(term, course=course, found=found, rules=rules, calendar=calendar, sittings=sittings))
    return Deadline(due_on=found.due_on, sentences=sentences, facts=facts, tacit_on=found.tacit_on)


def days_in_words(days: int, unit: str) -> str:
    """«1 робочий день», «3 робочі дні», «30 календарних днів», «1 місяць»."""
    if unit == MONTHS:
        return f"{days} місяц{_ending(days, 'ь', 'і', 'ів')}"
    stem = "робоч" if unit == TermUnit.WORKING_DAYS else "календарн"
    return f"{days} {stem}{_ending(days, 'ий день', 'і дні', 'их днів')}"


def _ending(count_: int, one: str, few: str, many: str) -> str:
    tens, ones = count_ % 100 // 10, count_ % 10
    return one if ones == 1 and tens != 1 else few if ones in (2, 3, 4) and tens != 1 else many


def _plain_days(days: int) -> str:
    return f"{days} {_ending(days, 'день', 'дні', 'днів')}"


def _facts(term: Term, *, rules: RuleSet, calendar: WorkingCalendar, started_on: dt.date | None) -> dict[str, Any]:
    length = length_of(term, rules)
    return {
        "regime": str(rules.regime), "rules": rules.version, "rules_confirmed": rules.is_confirmed,
        "calendar": calendar.version, "days": length.days, "unit": str(length.unit),
        "start_event": str(term.start_event), "started_on": started_on.isoformat() if started_on else None,
        "is_default": term.days is None,
    }  # fmt: skip


def _course_facts(course: Course, found: Count) -> dict[str, Any]:
    """Only what happened: an undisturbed term keeps a short row."""
    facts: dict[str, Any] = {}
    if course.pauses:
        facts["pauses"] = [
            [p.starts_on.isoformat(), p.ends_on.isoformat() if p.ends_on else None] for p in course.pauses
        ]
    if course.extended_days:
        facts["extended_days"] = course.extended_days
    if course.started_on != course.filed_on:
        facts["counted_from"] = course.started_on.isoformat()
    if course.cures and course.cures[-1][1] is None and course.cures[-1][0].until is not None:
        facts["cure_by"] = course.cures[-1][0].until.isoformat()
    if found.tacit_on is not None:
        facts["tacit_on"] = found.tacit_on.isoformat()
    return facts


def _not_begun(term: Term, rules: RuleSet) -> str:
    length = length_of(term, rules)
    return f"Строк: {days_in_words(length.days, length.unit)} з дня, коли документи прийме суб'єкт надання."


def _said(
    term: Term, *, course: Course, found: Count, rules: RuleSet, calendar: WorkingCalendar, sittings: Sequence[dt.date]
) -> Iterator[str]:
    yield _rule(term, course=course, found=found)
    if found.is_default:
        yield from _general(found.length, term)
    for left, cured in course.cures:
        yield from _cure(left, cured, course=course, rules=rules, calendar=calendar)
    for pause in course.pauses:
        yield _pause(pause, began=course.started_on)
    for extension in course.extensions:
        yield _extension(extension, unit=found.length.unit, rules=rules)
    if found.due_on is None:
        yield _standing(course, found.length, calendar)
        return
    yield from _days(course, found, rules=rules, calendar=calendar)
    if term.is_collegial:
        yield _collegial(found, course=course, sittings=sittings, rules=rules)
    if found.tacit_on is not None and rules.tacit_consent is not None:
        yield _tacit(found, rules.tacit_consent)


def _rule(term: Term, *, course: Course, found: Count) -> str:
    since = (
        "з дня, коли усунено недоліки" if course.started_on != course.filed_on else _SINCE[StartEvent(term.start_event)]
    )
    end = f"останній день — {_date(found.due_on)}" if found.due_on else "перебіг строку зупинено"
    return f"Строк: {days_in_words(found.length.days, found.length.unit)} {since} ({_date(course.started_on)}); {end}."


def _general(length: Length, term: Term) -> Iterator[str]:
    if not length.source:
        return
    if term.regime == TermRegime.SERVICE:
        yield f"Картка послуги строку не називає, тому взято загальний: {length.source}."
    else:
        yield f"Підстава: {length.source}."


def _cure(
    left: TermEvent, cured: TermEvent | None, *, course: Course, rules: RuleSet, calendar: WorkingCalendar
) -> Iterator[str]:
    rule = rules.cure
    if rule is None:
        return
    by = f" Усунути їх треба до {_date(left.until)} включно." if left.until else ""
    yield f"{_date(left.on)} заявника повідомлено про недоліки заяви ({rule.source}).{by}"
    notice = notice_by(filed_on=course.filed_on, cure=rule, calendar=calendar)
    if left.on > notice:
        within = f"{rule.notice_days} {_ending(rule.notice_days, 'робочого дня', 'робочих днів', 'робочих днів')}"
        yield f"Повідомити належало протягом {within}, до {_date(notice)}; повідомлено пізніше."
    if cured is None:
        return
    if cured.on == course.started_on:
        late = left.until is not None and cured.on > left.until
        when = f"{_date(cured.on)}, пізніше за визначений день" if late else _date(cured.on)
        yield f"Недоліки усунено {when}, тому строк рахують заново з цього дня."
    else:
        yield f"Недоліки усунено {_date(cured.on)} вчасно, тому заява вважається поданою {_date(course.filed_on)}."


def _pause(pause: Pause, *, began: dt.date) -> str:
    source = f" ({pause.source})" if pause.source else ""
    if pause.ends_on is None:
        return f"Строк зупинено з {_date(pause.starts_on)}, тому що {pause.why}{source}."
    lasted = f"з {_date(pause.starts_on)} до {_date(pause.ends_on)} включно"
    days = (pause.ends_on - max(pause.starts_on, began + DAY)).days + 1
    counted = "цей день не рахують" if days == 1 else f"ці {_plain_days(days)} не рахують"
    return f"Строк було зупинено {lasted}, тому що {pause.why}{source}; {counted}."


def _extension(extension: TermEvent, *, unit: str, rules: RuleSet) -> str:
    rule = rules.extension
    source = f" ({rule.source})" if rule else ""
    reason = rule.reasons.get(extension.ground, extension.ground) if rule else extension.ground
    length = days_in_words(extension.days, TermUnit.CALENDAR_DAYS if unit == MONTHS else unit)
    return f"{_date(extension.on)} строк продовжено на {length}, тому що {reason}{source}."


def _standing(course: Course, length: Length, calendar: WorkingCalendar) -> str:
    stopped = min((pause.starts_on for pause in course.pauses if pause.ends_on is None), default=course.started_on)
    unit = TermUnit.CALENDAR_DAYS if length.unit == MONTHS else length.unit
    gone = days_counted(
        started_on=course.started_on, until=stopped - DAY, unit=unit, calendar=calendar, pauses=course.pauses
    )
    left = total_days(length, course) - gone
    passed = _ending(gone, "минув", "минуло", "минуло")
    remained = _ending(left, "залишився", "залишилося", "залишилося")
    return (
        f"До зупинення {passed} {days_in_words(gone, unit)}, {remained} {days_in_words(left, unit)}; "
        "останній день порахуємо, коли перебіг строку поновиться."
    )


def _days(course: Course, found: Count, *, rules: RuleSet, calendar: WorkingCalendar) -> Iterator[str]:
    """What the calendar did: days off in between, a regime, an end that was moved."""
    assert found.counted_on is not None and found.working_on is not None  # noqa: PT018
    if found.length.unit == TermUnit.WORKING_DAYS:
        yield from _working_days(course, found.working_on, calendar)
    if found.working_on != found.counted_on:
        was = f"{_weekday(found.counted_on)}, {_date(found.counted_on)}"
        why = _off_words(found.counted_on, calendar)
        source = f" ({rules.end_source})" if rules.end_source else ""
        yield (
            f"Строк спливав у неробочий день ({was}{why}), тому його перенесено на перший робочий: "
            f"{_weekday(found.working_on)}, {_date(found.working_on)}{source}."
        )


def _working_days(course: Course, until: dt.date, calendar: WorkingCalendar) -> Iterator[str]:
    span = [course.started_on + DAY * n for n in range(1, (until - course.started_on).days + 1)]
    regime = next((found for found in (regime_on(day, calendar) for day in span) if found), None)
    words = "Робочі дні — з понеділка до п'ятниці"
    yield f"{words}; свята під час дії режиму «{regime.name}» — робочі." if regime else f"{words}, крім свят."
    named = [f"{_date(day)} ({why_off(day, calendar)})" for day in span if _is_named(day, calendar)]
    if named:
        more = f" та ще {_plain_days(len(named) - _MOST_DAYS_NAMED)}" if len(named) > _MOST_DAYS_NAMED else ""
        yield f"Не рахують також: {', '.join(named[:_MOST_DAYS_NAMED])}{more}."
    moved = [f"{_date(day)} ({calendar.working_days[day]})" for day in span if day in calendar.working_days]
    if moved:
        yield f"Робочими оголошено: {', '.join(moved)}."


def _is_named(day: dt.date, calendar: WorkingCalendar) -> bool:
    return day.isoweekday() < 6 and bool(why_off(day, calendar))


def _off_words(day: dt.date, calendar: WorkingCalendar) -> str:
    reason = why_off(day, calendar)
    return f", {reason}" if reason and reason != _weekday(day) else ""


def _collegial(found: Count, *, course: Course, sittings: Sequence[dt.date], rules: RuleSet) -> str:
    source = f" ({rules.collegial_source})" if rules.collegial_source else ""
    body = f"Рішення ухвалює колегіальний орган{source}"
    assert found.working_on is not None
    inside = [s for s in sittings if course.started_on < s <= found.working_on]
    if inside:
        return f"{body}; засідання {_date(max(inside))} припадає на цей строк."
    if found.due_on != found.working_on:
        none_till = f"до {_date(found.working_on)} засідань немає"
        return f"{body}; {none_till}, тому строк — найближче засідання, {_date(found.due_on)}."
    return f"{body}: якщо в межах строку засідання не буде, — на найближчому засіданні після нього."


def _tacit(found: Count, after: Length) -> str:
    source = f" ({after.source})" if after.source else ""
    return (
        f"Мовчазна згода: якщо до {_date(found.due_on)} не надіслати рішення, то через "
        f"{days_in_words(after.days, after.unit)}, після {_date(found.tacit_on)}, діяти дозволено без нього{source}."
    )


def _date(day: dt.date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else "—"


def _weekday(day: dt.date) -> str:
    return _WEEKDAYS[day.weekday()]


def extension_in_words(days: int, *, term: Term, rules: RuleSet) -> str:
    """«10 календарних днів»: an extension in the unit of its term."""
    unit = length_of(term, rules).unit
    return days_in_words(days, TermUnit.CALENDAR_DAYS if unit == MONTHS else unit)
