"""A timetable in free text read into weekly hours, or left as text with the reason why a person must look.

The register's column is the time of reception; where the text itself tells work from reception, both are kept.
"""

import datetime as dt
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vikno.common.text import is_blank
from vikno.network.rules.clock_words import Ambiguous, TimeSpan, minutes_of, spans_in
from vikno.network.rules.dragfill import dragged_run
from vikno.network.rules.words import tidy

RECEPTION: Final = "reception"
WORKING: Final = "working"
_DAY_MINUTES: Final = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of a weekday (1 = Monday … 7 = Sunday), reception or work without visitors."""

    weekday: int
    opens: dt.time
    closes: dt.time
    kind: str = RECEPTION


@dataclass(frozen=True, slots=True)
class Timetable:
    """Read without doubt; days that are not named, or named as days off, have no periods."""

    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A person must look. `reason` is a value of `enums.TimetableReason`; `suggested` may be empty."""

    reason: str
    fragment: str = ""
    suggested: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """The text says nothing: empty, a dash, or a dash at every day."""


type Reading = Timetable | Question | Absent
type _Week = dict[int, tuple[TimeSpan, ...]]


class _NotUnderstood(Exception):
    def __init__(self, reason: str, fragment: str = "") -> None:
        super().__init__(reason)
        self.reason, self.fragment = reason, fragment


_DAY_STEMS: Final = (
    ("понеділ[а-яі]*|пон|пнд|пн", 1),
    ("вівтор[а-яі]*|вів|втр|вт", 2),
    ("серед[аиуою]*|сер|ср", 3),
    ("четвер[а-яі]*|чет|чтв|чт", 4),
    ("п'?ятниц[а-яі]*|п'?ят|птн|пт", 5),
    ("субот[а-яі]*|суб|сб", 6),
    ("неділ[а-яі]*|нед|ндл|нд", 7),
)
_EVERY_DAY: Final = "щодня|щоденно|кожного дня|кожен день"
_WORKDAYS: Final = "будн[а-яі]*(?: дн[а-яі]*)?|робочі дні"
_DAY: Final = re.compile(
    rf"(?<![а-яіїєґ'])(?:{'|'.join(f'(?P<d{n}>{stem})' for stem, n in _DAY_STEMS)}"
    rf"|(?P<all>{_EVERY_DAY})|(?P<work>{_WORKDAYS}))(?![а-яіїєґ'])\.?"
)
_JOIN_RANGE: Final = re.compile(r"\s*(?:-|по|до)\s*")
_JOIN_LIST: Final = re.compile(r"\s*(?:,|/|та|і|й|\+)\s*(?:у\s+|в\s+)?")
_NOTHING: Final = re.compile(r"\s*")
_BEFORE_DAY: Final = re.compile(r"(?:^|(?<=[\s;,.]))(?:з|із|у|в|по|кожн[а-яі]+|щ[оо])\s*$")
_OFF: Final = re.compile(
    r"(?:вихідн[а-яі]*(?: день)?|вих|не\s?працює[а-я]*|не\s?прийомн[а-яі]*(?: день)?|прийому немає|зачинено|"
    r"закрито|ні|немає|-|0|00[:.]00\s*-\s*00[:.]00)\.?"
)
_BREAK: Final = re.compile(r"(?:обідня\s+)?(?:перерв[а-я]*|обід[а-я]*)(?:\s+на\s+обід)?\s*:?\s*")
_NO_BREAK: Final = re.compile(r"\(?без\s+(?:обідньої\s+)?(?:перерв[а-я]*|обіду)(?:\s+на\s+обід)?\)?")
_FILLER: Final = re.compile(
    r"(?<![а-яіїєґ'])(?:прийо[мн][а-яі]*|громадян[а-я]*|суб'?єкт[а-яі]*|звернен[а-я]+|відвідувач[а-яі]*|заявник[а-яі]*|"
    r"графік[а-я]*|режим[а-я]*|робот[а-яи]*|працю[а-яє]+|час[а-яи]*|годин[а-яи]*|год|розклад|хв|дні|день)(?![а-яіїєґ'])\.?"
)
_LABELS: Final = (
    (WORKING, re.compile(r"(?:графік|режим|час|години|розклад)\s+роботи(?!\s+з)|робочий\s+час")),
    (
        RECEPTION,
        re.compile(r"(?:графік|режим|час|години|розклад)\s+прийому|прийомн\w+\s+(?:години|час)|прийом(?=\s*:)"),
    ),
)
_TAG: Final = re.compile(r"<[^>]{0,200}>")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’ʼ`‘′´", "'") | dict.fromkeys("–—−‐‑‒―˗", "-"))
_BRACKETS: Final = str.maketrans("()[]", "    ")
_SEPARATORS_ONLY: Final = re.compile(r"[\s;,.:()\-/]*")


def parse_timetable(text: str) -> Reading:
    """Weekly hours of a free text; doubt of any kind makes a `Question`, never a guess."""
    written = _normal(text)
    if is_blank(written):
        return Absent()
    try:
        week, working = _weeks(written)
    except _NotUnderstood as doubt:
        return Question(doubt.reason, doubt.fragment)
    if not any(week.values()):
        return Absent()
    periods = _periods(week, working)
    if doubt_found := _implausible(week):
        reason, fragment, repaired = doubt_found
        return Question(reason, fragment, _periods(repaired, {}))
    return Timetable(periods)


def _normal(text: str) -> str:
    text = html.unescape(_TAG.sub(" ; ", text))
    return tidy(text).lower().translate(_APOSTROPHES)


def _weeks(written: str) -> tuple[_Week, _Week]:
    """Reception, and work where the text tells it from reception."""
    parts = _labelled(written)
    if RECEPTION in parts and WORKING in parts:
        return _week(parts[RECEPTION]), _week(parts[WORKING])
    return _week(written), {}


def _labelled(written: str) -> dict[str, str]:
    """Text by label («графік роботи: …; прийом: …»); a label met twice is not understood."""
    marks = sorted((m.start(), m.end(), kind) for kind, shape in _LABELS for m in shape.finditer(written))
    parts: dict[str, str] = {}
    for place, (_start, end, kind) in enumerate(marks):
        until = marks[place + 1][0] if place + 1 < len(marks) else len(written)
        if kind in parts:
            return {}
        parts[kind] = written[end:until]
    return parts


def _week(written: str) -> _Week:
    written = _NO_BREAK.sub(" ", written).translate(_BRACKETS)
    groups = list(_day_groups(written))
    if not groups:
        raise _NotUnderstood("no_days", written[:80])
    lead = _stripped(written[: groups[0][0]])
    if lead:
        raise _NotUnderstood("words", lead[:80])
    week: _Week = {}
    common_break: TimeSpan | None = None
    for place, (_start, end, days) in enumerate(groups):
        until = groups[place + 1][0] if place + 1 < len(groups) else len(written)
        spans, break_for_all = _hours(written[end:until], is_last=place + 1 == len(groups) and len(groups) > 1)
        common_break = break_for_all or common_break
        for day in days:
            if day in week:
                raise _NotUnderstood("day_twice", written[_start:until].strip()[:80])
            week[day] = spans
    return {day: _without(spans, common_break) for day, spans in week.items()}


def _day_groups(written: str) -> Iterable[tuple[int, int, tuple[int, ...]]]:
    """(start, end, weekdays) for each run of day names: «пн-чт», «понеділок, середа», «з вівторка по п'ятницю»."""
    found = list(_DAY.finditer(written))
    place = 0
    while place < len(found):
        first = found[place]
        days = list(_days_of(first))
        end = first.end()
        while place + 1 < len(found):
            between = written[end : found[place + 1].start()]
            following = _days_of(found[place + 1])
            if _JOIN_RANGE.fullmatch(between) and days and len(following) == 1:
                if following[0] <= days[-1]:
                    raise _NotUnderstood("words", written[first.start() : found[place + 1].end()])
                days += range(days[-1] + 1, following[0] + 1)
            elif _JOIN_LIST.fullmatch(between):
                days += following
            else:
                break
            place += 1
            end = found[place].end()
        before = _BEFORE_DAY.search(written[: first.start()])
        yield (before.start() if before else first.start()), end, tuple(days)
        place += 1


def _days_of(match: re.Match[str]) -> tuple[int, ...]:
    if match["all"]:
        return (1, 2, 3, 4, 5, 6, 7)
    if match["work"]:
        return (1, 2, 3, 4, 5)
    return next((n,) for n in range(1, 8) if match[f"d{n}"])


def _hours(written: str, *, is_last: bool) -> tuple[tuple[TimeSpan, ...], TimeSpan | None]:
    """Reception spans of one group of days, and a break said after the last day for the whole week."""
    body = written.strip(" ;,.:-")
    if not body or _OFF.fullmatch(body) or _OFF.fullmatch(_stripped(body)):
        return (), None
    hours, *breaks = _BREAK.split(body)
    is_for_all = is_last and bool(breaks) and bool(re.search(r"[;.]\s*\(?$", hours))
    spans = _spans(hours)
    for written_break in breaks:
        gap = _spans(written_break)
        if len(gap) != 1:
            raise _NotUnderstood("words", written_break.strip()[:80])
        if is_for_all:
            return spans, gap[0]
        spans = _cut(spans, gap[0], written)
    return spans, None


def _spans(written: str) -> tuple[TimeSpan, ...]:
    text = _stripped(written)
    try:
        found = spans_in(text)
    except Ambiguous:
        raise _NotUnderstood("hours", written.strip(" ;,.")[:80]) from None
    if not found:
        raise _NotUnderstood("hours", written.strip(" ;,.")[:80])
    return found


def _stripped(written: str) -> str:
    text = _FILLER.sub(" ", written)
    return "" if _SEPARATORS_ONLY.fullmatch(text) and "-" not in text else text.strip(" ;,.:")


def _cut(spans: tuple[TimeSpan, ...], gap: TimeSpan, written: str) -> tuple[TimeSpan, ...]:
    """The spans with a break taken out; a break outside reception is not understood."""
    if not any(start < gap[0] and gap[1] < end for start, end in spans):
        raise _NotUnderstood("break", written.strip(" ;,.")[:80])
    return _without(spans, gap)


def _without(spans: tuple[TimeSpan, ...], gap: TimeSpan | None) -> tuple[TimeSpan, ...]:
    if gap is None:
        return spans
    pieces = [p for start, end in spans for p in ((start, min(end, gap[0])), (max(start, gap[1]), end))]
    return tuple(dict.fromkeys((start, end) for start, end in pieces if start < end))


def _periods(reception: _Week, working: _Week) -> tuple[Period, ...]:
    """Periods in order; work without visitors is working time outside reception."""
    found = [_period(day, span, RECEPTION) for day, spans in reception.items() for span in spans]
    for day, spans in working.items():
        rest: tuple[TimeSpan, ...] = spans
        for span in reception.get(day, ()):
            rest = _without(rest, span)
        found += [_period(day, span, WORKING) for span in rest]
    return tuple(sorted(found))


def _period(day: int, span: TimeSpan, kind: str) -> Period:
    return Period(day, _time(span[0]), _time(span[1]), kind)


def _time(minutes: int) -> dt.time:
    """24:00 cannot be written as a time of day: the last minute stands for it."""
    return dt.time.max.replace(second=0, microsecond=0) if minutes >= _DAY_MINUTES else dt.time(*divmod(minutes, 60))


def _implausible(week: _Week) -> tuple[str, str, _Week] | None:
    """(reason, fragment, repaired week) of hours that a spreadsheet or a slip of the hand made."""
    days = [(day, spans) for day, spans in sorted(week.items()) if spans]
    for edge in (0, 1):
        values = [(day, spans[-1 if edge else 0][edge]) for day, spans in days]
        if run := dragged_run([value for _, value in values]):
            first, last = run
            shown = ", ".join(minutes_of(value) for _, value in values[first : last + 1])
            return "dragged", shown, _undragged(week, [d for d, _ in values[first : last + 1]], edge)
    for _day, spans in days:
        for start, end in spans:
            if start % 5 or end % 5:
                return "odd_minutes", f"{minutes_of(start)}-{minutes_of(end)}", week
            if end - start < 60 or start < 5 * 60 or end > 23 * 60:
                return "odd_hours", f"{minutes_of(start)}-{minutes_of(end)}", week
    return None


def _undragged(week: _Week, days: list[int], edge: int) -> _Week:
    """The first value for all dragged days; where the drag began before the first fives, rounded down to them."""
    first = week[days[0]]
    value = first[-1 if edge else 0][edge]
    value -= value % 5
    repaired = dict(week)
    for day in days:
        spans = list(repaired[day])
        place = -1 if edge else 0
        spans[place] = (spans[place][0], value) if edge else (value, spans[place][1])
        repaired[day] = tuple(spans)
    return repaired
