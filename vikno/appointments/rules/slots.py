"""Free times: people really on duty minus what is booked. Pure: moments in, moments out.

Time is a row of cells of five minutes from a midnight in Kyiv; a set of cells is one integer, so a month of a large
office is counted in a few operations. Cells are counted in elapsed time: a day of 23 or 25 hours is simply shorter or
longer, no hour repeats and none is missing.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vikno.common.clock import KYIV

CELL: Final = 5  # minutes
_ONE: Final = ord("1")
type Cells = int


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment (aware) to a moment; the end is outside."""

    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Override:
    """So many people receive in a span, whoever else is on duty."""

    span: Span
    staff: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Days of a place. `levels[k]`: cells where more than k people receive; `desks`, `stations`: what is taken there.

    `stations` is None where the service needs no equipment that is booked. `grid`: cells where a time may begin.
    """

    first: dt.date
    days: int
    levels: tuple[Cells, ...]
    desks: Mapping[int, Cells]
    stations: Mapping[int, Cells] | None
    grid: Cells


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a booking sits."""

    resource: int
    station: int | None


def origin_of(first: dt.date) -> int:
    """Minutes from the epoch to the midnight in Kyiv that begins a day."""
    return _minute(dt.datetime.combine(first, dt.time.min, KYIV))


def cells_inside(spans: Iterable[Span], *, origin: int) -> Cells:
    """Whole cells within spans: hours of reception are never stretched."""
    found = 0
    for span in spans:
        found |= _run(-(-(_minute(span.starts_at) - origin) // CELL), (_minute(span.ends_at) - origin) // CELL)
    return found


def cells_touched(spans: Iterable[Span], *, origin: int) -> Cells:
    """Cells that spans touch: what is taken is taken whole."""
    found = 0
    for span in spans:
        found |= _run((_minute(span.starts_at) - origin) // CELL, -(-(_minute(span.ends_at) - origin) // CELL))
    return found


def cells_taken(begun: Mapping[int, Iterable[int]], *, days: int) -> Cells:
    """The same for thousands of visits: cells in which they begin, by how many cells each of them touches.

    They are marked on a line of signs and spread over their cells all at once: no number of a month is copied for
    each visit.
    """
    found = 0
    for count, begins in begun.items():
        line = bytearray(b"0") * ((days + 1) * 25 * 60 // CELL)
        for begin in begins:
            line[-1 - begin] = _ONE
        found |= _spread(int(line, 2), count)
    return found


def grid_of(hours: Iterable[Span], *, step: int, origin: int) -> Cells:
    """Cells where a time may begin: every `step` minutes from the beginning of each stretch of hours."""
    found, stride = 0, max(1, step // CELL)
    for span in hours:
        begin, end = -(-(_minute(span.starts_at) - origin) // CELL), (_minute(span.ends_at) - origin) // CELL
        for cell in range(max(begin, 0), end, stride):
            found |= 1 << cell
    return found


def levels_of(sets: Iterable[Cells]) -> tuple[Cells, ...]:
    """`[k]`: cells that are in more than k of the sets."""
    levels: list[Cells] = []
    for cells in sets:
        carried = cells
        for place, level in enumerate(levels):
            levels[place], carried = level | carried, level & carried
        if carried:
            levels.append(carried)
    return tuple(levels)


def overridden(
    levels: Sequence[Cells], overrides: Iterable[Override], *, opened: Cells, origin: int
) -> tuple[Cells, ...]:
    """Capacity with what was said for certain hours; a later override wins."""
    found = list(levels)
    for override in overrides:
        covered = cells_touched([override.span], origin=origin) & opened
        found += [0] * (override.staff - len(found))
        for place in range(len(found)):
            found[place] = found[place] & ~covered | (covered if place < override.staff else 0)
    return tuple(found)


def free_starts(plan: Plan, *, minutes: int, not_before: dt.datetime) -> Cells:
    """Cells where a visit of `minutes` may begin."""
    count = -(-minutes // CELL)
    taken = levels_of(plan.desks.values())
    spare = 0
    for place, level in enumerate(plan.levels):
        spare |= level & ~(taken[place] if place < len(taken) else 0)
    found = _in_a_row(spare, count) & _some_free(plan.desks, spare, count) & plan.grid
    if plan.stations is not None:
        found &= _some_free(plan.stations, spare, count)
    first = max(0, -(-(_minute(not_before + dt.timedelta(seconds=59)) - origin_of(plan.first)) // CELL))
    return found >> first << first


def starts_of(plan: Plan, cells: Cells) -> list[dt.datetime]:
    """Moments in Kyiv, in order."""
    origin, found = origin_of(plan.first), []
    while cells:
        lowest = cells & -cells
        minute = origin + (lowest.bit_length() - 1) * CELL
        found.append(dt.datetime.fromtimestamp(minute * 60, KYIV))
        cells ^= lowest
    return found


def counts_by_day(plan: Plan, cells: Cells) -> dict[dt.date, int]:
    """How many times there are on each day of the plan, days with none included."""
    origin, found = origin_of(plan.first), {}
    for place in range(plan.days):
        day = plan.first + dt.timedelta(days=place)
        begin, end = ((origin_of(d) - origin) // CELL for d in (day, day + dt.timedelta(days=1)))
        found[day] = ((cells >> begin) & ((1 << (end - begin)) - 1)).bit_count()
    return found


def seat_for(plan: Plan, *, starts_at: dt.datetime, minutes: int, not_before: dt.datetime) -> Seat | None:
    """Where somebody may sit from a moment on: the first free desk and, where needed, equipment."""
    cell = (_minute(starts_at) - origin_of(plan.first)) // CELL
    if cell < 0 or not free_starts(plan, minutes=minutes, not_before=not_before) >> cell & 1:
        return None
    wanted = _run(cell, cell + -(-minutes // CELL))
    resource = next((key for key, taken in sorted(plan.desks.items()) if not taken & wanted), None)
    if resource is None:
        return None
    if plan.stations is None:
        return Seat(resource, None)
    station = next((key for key, taken in sorted(plan.stations.items()) if not taken & wanted), None)
    return Seat(resource, station) if station is not None else None


def nearest(moments: Iterable[dt.datetime], wanted: dt.datetime, *, most: int = 3) -> list[dt.datetime]:
    """The times closest to the wanted one, in order of time."""
    others = (moment for moment in moments if moment != wanted)
    return sorted(sorted(others, key=lambda moment: abs(moment - wanted))[:most])


def nearest_days(moments: Iterable[dt.datetime], wanted: dt.datetime, *, most: int = 3) -> list[dt.datetime]:
    """One time a day, as close to the wanted hour as the day has, on the closest days: for who lost a whole day."""
    closest: dict[dt.date, dt.datetime] = {}
    for moment in sorted(moments, key=lambda each: abs(_of_day(each) - _of_day(wanted))):
        closest.setdefault(moment.astimezone(KYIV).date(), moment)
    return nearest(closest.values(), wanted, most=most)


def _of_day(moment: dt.datetime) -> int:
    local = moment.astimezone(KYIV)
    return local.hour * 60 + local.minute


def _some_free(taken: Mapping[int, Cells], within: Cells, count: int) -> Cells:
    found = 0
    for cells in taken.values():
        found |= _in_a_row(within & ~cells, count)
    return found


def _in_a_row(cells: Cells, count: int) -> Cells:
    """Cells from which `count` cells in a row are in the set."""
    have = 1
    while have < count:
        more = min(have, count - have)
        cells &= cells >> more
        have += more
    return cells


def _spread(begins: Cells, count: int) -> Cells:
    """Cells of visits that take `count` cells each."""
    have = 1
    while have < count:
        more = min(have, count - have)
        begins |= begins << more
        have += more
    return begins


def _run(begin: int, end: int) -> Cells:
    begin = max(begin, 0)
    return ((1 << (end - begin)) - 1) << begin if end > begin else 0


def _minute(moment: dt.datetime) -> int:
    return int(moment.timestamp() // 60)
