"""A technological card as plain values: its steps in order, how they are rearranged, how long they take together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

# Steps that come after the term: the person is told and given the result when they come.
AFTER_TERM: Final = frozenset({"notified", "issued"})
# The order in which a case goes through what is recorded of it.
EVENT_ORDER: Final = ("registered", "forwarded", "accepted", "decided", "returned", "notified", "issued")
MOST_STEPS: Final = 40

type Way = Literal["up", "down"]


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One line: `action` is В, У, П or З; `days` None where the card names no term; `event` "" is marked by hand."""

    name: str
    responsible: str = ""
    performer: str = "centre"
    action: str = "В"
    days: int | None = None
    unit: str = "working"
    event: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkflowContent:
    """Everything a card holds but its dates and status."""

    steps: tuple[StepLine, ...] = ()
    is_confirmed: bool = False
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ServiceTerm:
    """The term of the service that the card serves; `days` None where none is set."""

    days: int | None
    unit: str
    is_immediate: bool = False
    is_collegial: bool = False
    starts_at_provider: bool = False


def moved[Line](steps: Sequence[Line], place: int, way: Way) -> tuple[Line, ...]:
    """The lines with the one at `place` (from 0) a line higher or lower; at the edge nothing changes."""
    there = place - 1 if way == "up" else place + 1
    listed = list(steps)
    if 0 <= place < len(listed) and 0 <= there < len(listed):
        listed[place], listed[there] = listed[there], listed[place]
    return tuple(listed)


def without[Line](steps: Sequence[Line], place: int) -> tuple[Line, ...]:
    """The lines without the one at `place` (from 0)."""
    return tuple(step for number, step in enumerate(steps) if number != place)


def within_term(steps: Sequence[StepLine], term: ServiceTerm) -> tuple[StepLine, ...]:
    """Steps that the term of the service covers: from its start to the result."""
    first = 0
    if term.starts_at_provider:
        first = next((n for n, step in enumerate(steps) if step.performer == "provider"), len(steps))
    return tuple(step for step in steps[first:] if step.event not in AFTER_TERM)


def shortest_days(steps: Sequence[StepLine], *, unit: str) -> int:
    """At least so many days of the unit the steps take: a card in other days than the term is never blamed unjustly."""
    return sum(_at_least(step.days, step.unit, unit) for step in steps if step.days)


def _at_least(days: int, unit: str, wanted: str) -> int:
    if unit == wanted:
        return days
    if wanted == "calendar":
        return days + 2 * ((days - 1) // 5)
    return max(0, days - 2 * ((days + 6) // 7))


def exceeds(steps: Sequence[StepLine], term: ServiceTerm) -> int:
    """By how many days of the term's unit the steps are longer than it; 0 when they fit or no term is set."""
    if term.days is None and not term.is_immediate:
        return 0
    allowed = 1 if term.is_immediate else term.days or 0
    return max(0, shortest_days(within_term(steps, term), unit=term.unit) - allowed)


def skeleton(*, is_immediate: bool, decides: str, centre: str) -> tuple[StepLine, ...]:
    """Where a new card begins: what happens to every case. `decides`, `centre`: words for who is responsible."""
    clerk = f"Адміністратор, {centre}"
    taken = StepLine(name="Прийом і реєстрація заяви з документами", responsible=clerk, event="registered", days=1)
    given = StepLine(name="Видача результату заявникові", responsible=clerk, event="issued")
    if is_immediate:
        done = StepLine(name="Надання послуги й оформлення результату", responsible=clerk, event="decided")
        return (taken, done, given)
    return (
        taken,
        StepLine(name="Передання документів суб'єкту надання", responsible=clerk, event="forwarded", days=1),
        StepLine(name="Розгляд документів", responsible=decides, performer="provider", days=1),
        StepLine(
            name="Ухвалення рішення й оформлення результату", responsible=decides, performer="provider", action="З",
            event="decided", days=1,
        ),
        StepLine(
            name="Передання результату до ЦНАП", responsible=decides, performer="provider", event="returned", days=1
        ),
        given,
    )  # fmt: skip
