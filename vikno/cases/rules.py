"""Decisions about cases: allowed moves, numbers, codes on receipts, terms. Values in, values out."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from vikno.cases.enums import FINAL, CaseState, Step
from vikno.catalogue.enums import StartEvent, TermUnit
from vikno.common import identifiers

# ---- lifecycle -----------------------------------------------------------------------------------------------------

# Papers move in almost every state and do not change what was decided about the case.
PAPER_MOVES: Final = frozenset({Step.BAGGED, Step.DISPATCHED, Step.RECEIVED})
_WHERE_PAPERS_MOVE: Final = frozenset(CaseState) - {CaseState.ISSUED}
# Something is still to be done.
OPEN: Final = tuple(state for state in CaseState if state not in FINAL)
# Before a decision the applicant may take the application back.
UNDECIDED: Final = frozenset({CaseState.REGISTERED, CaseState.HANDED_OVER, CaseState.ACCEPTED})
# The result lies at the centre and waits for the person.
WAITING_FOR_APPLICANT: Final = frozenset({CaseState.RESULT_RECEIVED, CaseState.NOTIFIED})

# The one table of allowed moves; screens and services read it, nothing else decides.
MOVES: Final[Mapping[tuple[CaseState, Step], CaseState]] = MappingProxyType(
    {
        (CaseState.REGISTERED, Step.FORWARDED): CaseState.HANDED_OVER,
        # The centre itself decides what it gives at once or in its own name.
        (CaseState.REGISTERED, Step.DECIDED): CaseState.DECIDED,
        # The provider sent the packet back as incomplete, and it goes again.
        (CaseState.HANDED_OVER, Step.FORWARDED): CaseState.HANDED_OVER,
        (CaseState.HANDED_OVER, Step.ACCEPTED): CaseState.ACCEPTED,
        (CaseState.ACCEPTED, Step.DECIDED): CaseState.DECIDED,
        (CaseState.DECIDED, Step.RETURNED): CaseState.RESULT_RECEIVED,
        (CaseState.RESULT_RECEIVED, Step.NOTIFIED): CaseState.NOTIFIED,
        (CaseState.NOTIFIED, Step.NOTIFIED): CaseState.NOTIFIED,
        (CaseState.RESULT_RECEIVED, Step.ISSUED): CaseState.ISSUED,
        (CaseState.NOTIFIED, Step.ISSUED): CaseState.ISSUED,
        **{(state, Step.WITHDRAWN): CaseState.WITHDRAWN for state in UNDECIDED},
        **{(state, step): state for state in _WHERE_PAPERS_MOVE for step in PAPER_MOVES},
        **{(state, Step.NOTE): state for state in CaseState},
    }
)


def state_after(state: str, step: str) -> CaseState | None:
    """The state a step leads to; None when the step is not allowed from this state."""
    return MOVES.get((CaseState(state), Step(step)))


def steps_from(state: str) -> frozenset[Step]:
    """Steps allowed from a state."""
    return frozenset(step for before, step in MOVES if before == state)


# ---- numbers -------------------------------------------------------------------------------------------------------

NUMBER_LENGTH: Final = 13
LAST_IN_A_YEAR: Final = 999_999
_GROUPS: Final = (2, 4, 6, 1)


def case_number(*, year: int, network: int, sequence: int) -> str:
    """`YY` + network (4 digits) + sequence (6) + Damm check digit: 13 digits, unique over the country."""
    if not 1 <= network <= 9999 or not 1 <= sequence <= LAST_IN_A_YEAR:
        raise ValueError(f"no case number for network {network}, sequence {sequence}")
    return identifiers.with_check_digit(f"{year % 100:02d}{network:04d}{sequence:06d}")


def number_formatted(number: str) -> str:
    """`26-0417-000123-5` from thirteen digits; another text as it is."""
    return identifiers.grouped(number, _GROUPS) if len(number) == NUMBER_LENGTH else number


def number_read(text: str) -> str | None:
    """Thirteen digits from any spelling of a case number (spaces, dashes, a scan); None when it is none."""
    digits = identifiers.ungrouped(text)
    if len(digits) != NUMBER_LENGTH or not identifiers.has_valid_check_digit(digits):
        return None
    return digits


def numbers_ending(text: str, *, years: tuple[int, ...], network: int) -> list[str]:
    """Full numbers that a typed tail may mean: `123-5` is sequence 123 with its check digit.

    Two to seven digits; a tail whose check digit fits no year gives nothing.
    """
    digits = identifiers.ungrouped(text)
    if not (digits.isascii() and digits.isdigit() and 2 <= len(digits) <= 7) or not 1 <= network <= 9999:
        return []
    tail = digits.zfill(7)
    found = [f"{year % 100:02d}{network:04d}{tail}" for year in years]
    return [number for number in found if identifiers.has_valid_check_digit(number)]


# ---- the code on the receipt ---------------------------------------------------------------------------------------

CODE_CHOICES: Final = 10**8


def access_code(chosen: int) -> str:
    """Nine digits from a random number below `CODE_CHOICES`: eight and a check digit. Digits survive any layout."""
    if not 0 <= chosen < CODE_CHOICES:
        raise ValueError("a code is made from eight digits")
    return identifiers.with_check_digit(f"{chosen:08d}")


def access_code_formatted(code: str) -> str:
    """`123-456-789`: easy to read aloud."""
    return identifiers.grouped(code, (3, 3, 3))


def access_code_read(text: str) -> str | None:
    """Nine digits from any spelling; None for a mistyped code, which the check digit shows."""
    digits = identifiers.ungrouped(text)
    return digits if len(digits) == 9 and identifiers.has_valid_check_digit(digits) else None


def code_digest(*, key: str, number: str, code: str) -> str:
    """What is kept of a code: keyed, bound to its case; useless without the key of the installation."""
    return hmac.new(key.encode(), f"vikno.case.{number}.{code}".encode(), hashlib.sha256).hexdigest()


def code_matches(*, keys: tuple[str, ...], number: str, code: str, digest: str) -> bool:
    """Whether a code is right, in time that does not depend on how wrong it is."""
    found = [hmac.compare_digest(code_digest(key=key, number=number, code=code), digest) for key in keys]
    return any(found)


# ---- terms ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Regime:
    """A period in which holidays are ordinary working days."""

    name: str
    starts_on: dt.date
    ends_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """Dated rows of law: which days work. `version` is kept with every term computed from it."""

    version: str
    holidays: Mapping[dt.date, str] = field(default_factory=dict)
    regimes: tuple[Regime, ...] = ()
    moves_end_to_working_day: bool = True
    default_days: int = 30
    default_source: str = ""


@dataclass(frozen=True, kw_only=True)
class Term:
    """What a version of a service says of its term; `days` None means it says nothing."""

    days: int | None
    unit: str = TermUnit.CALENDAR_DAYS
    start_event: str = StartEvent.REGISTERED
    is_collegial: bool = False
    is_immediate: bool = False


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The last day (None: the term has not begun), a sentence that explains it, and what it was computed from."""

    due_on: dt.date | None
    sentence: str
    facts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The shape stored with the case."""
        return {"sentence": self.sentence, **self.facts}


def regime_on(day: dt.date, calendar: WorkingCalendar) -> Regime | None:
    """The regime a day falls under, if any."""
    for regime in calendar.regimes:
        if regime.starts_on <= day and (regime.ends_on is None or day <= regime.ends_on):
            return regime
    return None


def is_working_day(day: dt.date, calendar: WorkingCalendar) -> bool:
    """Monday to Friday, except holidays; under a regime holidays work too."""
    if day.isoweekday() > 5:
        return False
    return day not in calendar.holidays or regime_on(day, calendar) is not None


def last_day(*, started_on: dt.date, days: int, unit: str, calendar: WorkingCalendar) -> dt.date:
    """The last day of a term: counting begins on the day after the start."""
    if unit == TermUnit.WORKING_DAYS:
        day, left = started_on, days
        while left:
            day += dt.timedelta(days=1)
            left -= is_working_day(day, calendar)
        return day
    day = started_on + dt.timedelta(days=days)
    while calendar.moves_end_to_working_day and not is_working_day(day, calendar):
        day += dt.timedelta(days=1)
    return day


def deadline(*, term: Term, started_on: dt.date | None, calendar: WorkingCalendar) -> Deadline:
    """When a case is due, and why; `started_on` None when the event that starts the term has not happened."""
    days = calendar.default_days if term.days is None else term.days
    facts: dict[str, Any] = {
        "days": days, "unit": str(term.unit), "start_event": str(term.start_event), "calendar": calendar.version,
        "started_on": started_on.isoformat() if started_on else None, "is_default": term.days is None,
    }  # fmt: skip
    if term.is_immediate:
        return Deadline(due_on=started_on, sentence="Послуга надається одразу.", facts=facts)
    if started_on is None:
        words = f"Строк — {days_in_words(days, term.unit)} з дня, коли документи прийме суб'єкт надання."
        return Deadline(due_on=None, sentence=words, facts=facts)
    due_on = last_day(started_on=started_on, days=days, unit=term.unit, calendar=calendar)
    sentences = _why(term, days=days, started_on=started_on, due_on=due_on, calendar=calendar)
    return Deadline(due_on=due_on, sentence=" ".join(sentences), facts=facts)


def days_in_words(days: int, unit: str) -> str:
    """«1 робочий день», «3 робочі дні», «30 календарних днів»."""
    stem = "робоч" if unit == TermUnit.WORKING_DAYS else "календарн"
    one, few, many = ("ий день", "і дні", "их днів")
    tens, ones = days % 100 // 10, days % 10
    ending = one if ones == 1 and tens != 1 else few if ones in (2, 3, 4) and tens != 1 else many
    return f"{days} {stem}{ending}"


def _why(term: Term, *, days: int, started_on: dt.date, due_on: dt.date, calendar: WorkingCalendar) -> list[str]:
    since = (
        "з дня, коли документи прийняв суб'єкт надання"
        if term.start_event == StartEvent.RECEIVED_BY_PROVIDER
        else "з дня реєстрації заяви"
    )
    said = [f"{days_in_words(days, term.unit)} {since} ({started_on:%d.%m.%Y}); останній день — {due_on:%d.%m.%Y}."]
    said[0] = said[0][0].upper() + said[0][1:]
    if term.days is None:
        said.append(f"Картка послуги строку не називає, тому взято загальний: {calendar.default_source}.")
    if term.unit == TermUnit.CALENDAR_DAYS and due_on != started_on + dt.timedelta(days=days):
        said.append("Останній день припав на вихідний, тому його перенесено на перший робочий.")
    regime = regime_on(due_on, calendar)
    if term.unit == TermUnit.WORKING_DAYS and regime is not None:
        said.append(f"Робочі дні — з понеділка до п'ятниці; свята під час дії режиму «{regime.name}» — робочі.")
    if term.is_collegial:
        said.append("Рішення ухвалює колегіальний орган: якщо засідання ще не було, — на найближчому засіданні.")
    return said


def is_overdue(*, state: str, due_on: dt.date | None, today: dt.date) -> bool:
    """Whether the last day has passed and nothing is decided."""
    return state in UNDECIDED and due_on is not None and due_on < today
