"""Free times: capacity minus bookings, on days of every length."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.appointments.rules import slots
from vikno.appointments.rules.slots import Override, Plan, Seat, Span
from vikno.common.clock import KYIV

DAY = dt.date(2026, 11, 17)
NEVER = dt.datetime(2000, 1, 1, tzinfo=KYIV)


def at(hour: int, minute: int = 0, *, on: dt.date = DAY) -> dt.datetime:
    return dt.datetime(on.year, on.month, on.day, hour, minute, tzinfo=KYIV)


def span(since: int, until: int, *, on: dt.date = DAY) -> Span:
    return Span(at(since, on=on), at(until, on=on))


def plan(
    *, hours: list[Span] | None = None, staff: int = 1, desks: int = 1, step: int = 20, first: dt.date = DAY,
    days: int = 1, taken: dict[int, list[Span]] | None = None, stations: dict[int, list[Span]] | None = None,
) -> Plan:  # fmt: skip
    origin, given_hours = slots.origin_of(first), hours or [span(9, 12)]
    opened = slots.cells_inside(given_hours, origin=origin)
    busy = {n: slots.cells_touched((taken or {}).get(n, []), origin=origin) for n in range(1, desks + 1)}
    return Plan(
        first=first, days=days, levels=slots.levels_of([opened] * staff), desks=busy,
        stations=None if stations is None else {
            n: slots.cells_touched(spans, origin=origin) for n, spans in stations.items()
        },
        grid=slots.grid_of(given_hours, step=step, origin=origin),
    )  # fmt: skip


def free(made: Plan, minutes: int = 20, not_before: dt.datetime = NEVER) -> list[str]:
    cells = slots.free_starts(made, minutes=minutes, not_before=not_before)
    return [f"{moment:%H:%M}" for moment in slots.starts_of(made, cells)]


def test_an_empty_day_is_free_from_step_to_step() -> None:
    assert free(plan(hours=[span(9, 10)])) == ["09:00", "09:20", "09:40"]


def test_a_long_visit_does_not_reach_over_the_break() -> None:
    made = plan(hours=[span(9, 10), span(11, 12)])
    assert free(made, minutes=60) == ["09:00", "11:00"]
    assert free(made, minutes=65) == []


def test_what_is_booked_is_not_free() -> None:
    made = plan(hours=[span(9, 10)], taken={1: [Span(at(9, 20), at(9, 40))]})
    assert free(made) == ["09:00", "09:40"]


def test_a_second_desk_needs_a_second_person() -> None:
    taken = {1: [Span(at(9), at(9, 20))]}
    assert free(plan(hours=[span(9, 10)], desks=2, staff=1, taken=taken)) == ["09:20", "09:40"]
    assert free(plan(hours=[span(9, 10)], desks=2, staff=2, taken=taken)) == ["09:00", "09:20", "09:40"]
    assert free(plan(hours=[span(9, 10)], desks=1, staff=5, taken=taken)) == ["09:20", "09:40"]


def test_equipment_is_one_for_all_desks() -> None:
    station = {9: [Span(at(9), at(9, 40))]}
    made = plan(hours=[span(9, 10)], desks=3, staff=3, stations=station)
    assert free(made) == ["09:40"]
    assert slots.seat_for(made, starts_at=at(9, 40), minutes=20, not_before=NEVER) == Seat(1, 9)
    assert slots.seat_for(made, starts_at=at(9), minutes=20, not_before=NEVER) is None


def test_who_sits_where_is_the_first_free_desk() -> None:
    made = plan(desks=2, staff=2, taken={1: [Span(at(9), at(9, 20))]})
    assert slots.seat_for(made, starts_at=at(9), minutes=20, not_before=NEVER) == Seat(2, None)
    assert slots.seat_for(made, starts_at=at(9, 5), minutes=20, not_before=NEVER) is None  # not on the grid


def test_nothing_is_given_in_the_past_or_too_soon() -> None:
    assert free(plan(hours=[span(9, 10)]), not_before=at(9, 1)) == ["09:20", "09:40"]
    assert free(plan(hours=[span(9, 10)]), not_before=at(9)) == ["09:00", "09:20", "09:40"]


def test_what_is_said_of_certain_hours_wins() -> None:
    origin = slots.origin_of(DAY)
    opened = slots.cells_inside([span(9, 12)], origin=origin)
    levels = slots.overridden(
        slots.levels_of([opened]), [Override(span(9, 10), 0), Override(span(11, 12), 3)], opened=opened, origin=origin
    )
    made = Plan(
        DAY, 1, levels, dict.fromkeys(range(1, 4), 0), None, slots.grid_of([span(9, 12)], step=60, origin=origin)
    )
    assert free(made, minutes=60) == ["10:00", "11:00"]
    assert [slots.seat_for(made, starts_at=at(9), minutes=60, not_before=NEVER)] == [None]
    full = {n: slots.cells_inside([span(11, 12)], origin=origin) for n in (1, 2)} | {3: 0}
    assert free(Plan(DAY, 1, levels, full, None, made.grid), minutes=60) == ["10:00", "11:00"]


def test_a_level_counts_who_is_there() -> None:
    assert slots.levels_of([0b0111, 0b0011, 0b0001]) == (0b0111, 0b0011, 0b0001)
    assert slots.levels_of([0b100, 0b011]) == (0b111,)
    assert slots.levels_of([]) == ()


@pytest.mark.parametrize(
    ("day", "hours_in_day"),
    [(dt.date(2026, 10, 25), 25), (dt.date(2027, 3, 28), 23), (dt.date(2027, 10, 31), 25), (DAY, 24)],
)
def test_no_hour_repeats_or_is_missing_when_clocks_change(day: dt.date, hours_in_day: int) -> None:
    """T1: a point open round the clock has as many times as the day has."""
    whole = Span(at(0, on=day), at(0, on=day + dt.timedelta(days=1)))
    made = plan(hours=[whole], step=30, first=day)
    cells = slots.free_starts(made, minutes=30, not_before=NEVER)
    moments = slots.starts_of(made, cells)
    assert len(moments) == hours_in_day * 2 == slots.counts_by_day(made, cells)[day]
    stamps = [moment.timestamp() for moment in moments]
    assert {late - early for early, late in pairwise(stamps)} == {1800}
    assert {moment.date() for moment in moments} == {day}


@pytest.mark.parametrize("day", [dt.date(2026, 10, 25), dt.date(2027, 3, 28)])
def test_hours_of_the_days_around_a_change_stay_by_the_clock(day: dt.date) -> None:
    first = day - dt.timedelta(days=1)
    hours = [span(9, 10, on=first + dt.timedelta(days=n)) for n in range(3)]
    made = plan(hours=hours, step=30, first=first, days=3)
    cells = slots.free_starts(made, minutes=30, not_before=NEVER)
    assert free(made, 30) == ["09:00", "09:30"] * 3
    assert slots.counts_by_day(made, cells) == {first + dt.timedelta(days=n): 2 for n in range(3)}


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    """On 25.10.2026 it is 03:30 twice; the first is summer time."""
    day = dt.date(2026, 10, 25)
    made = plan(hours=[Span(at(2, on=day), at(6, on=day))], step=60, first=day)
    moments = slots.starts_of(made, slots.free_starts(made, minutes=60, not_before=NEVER))
    assert [f"{m:%H:%M%z}" for m in moments] == ["02:00+0300", "03:00+0300", "03:00+0200", "04:00+0200", "05:00+0200"]


def test_the_nearest_times_come_in_order() -> None:
    times = [at(9), at(9, 20), at(10), at(11), at(12)]
    assert slots.nearest(times, at(10)) == [at(9), at(9, 20), at(11)]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 34), st.integers(1, 6)), max_size=20),
    st.integers(0, 4), st.integers(1, 4), st.sampled_from([5, 15, 20, 35]),
)  # fmt: skip
def test_a_free_time_is_what_counting_one_by_one_says(
    bookings: list[tuple[int, int, int]], staff: int, desks: int, minutes: int
) -> None:
    """Three hours, cells of five minutes: compared with the plainest counting there is."""
    taken: dict[int, list[Span]] = {}
    used: dict[int, set[int]] = {n: set() for n in range(1, desks + 1)}
    for desk, begin, length in bookings:
        cells = set(range(begin, min(begin + length, 36)))
        if desk + 1 > desks or cells & used[desk + 1]:
            continue
        used[desk + 1] |= cells
        start = at(9) + dt.timedelta(minutes=begin * 5)
        taken.setdefault(desk + 1, []).append(Span(start, start + dt.timedelta(minutes=len(cells) * 5)))
    made = plan(hours=[span(9, 12)], staff=staff, desks=desks, step=5, taken=taken)
    expected = []
    for cell in range(36):
        wanted = set(range(cell, cell + minutes // 5))
        fits_people = all(sum(c in used[n] for n in used) < staff for c in wanted)
        if max(wanted) < 36 and fits_people and any(not wanted & used[n] for n in used):
            expected.append(f"{at(9) + dt.timedelta(minutes=cell * 5):%H:%M}")
    assert free(made, minutes) == expected


@given(st.lists(st.tuples(st.integers(0, 3 * 1440 - 1), st.integers(1, 600)), max_size=30))
def test_visits_of_a_month_take_the_cells_that_each_of_them_touches(visits: list[tuple[int, int]]) -> None:
    origin = slots.origin_of(DAY)
    spans = [
        Span(*(dt.datetime.fromtimestamp((origin + minute) * 60, KYIV) for minute in (starts, starts + length)))
        for starts, length in visits
    ]
    begun: dict[int, list[int]] = {}
    for starts, length in visits:
        first, last = starts // slots.CELL, -(-(starts + length) // slots.CELL)
        begun.setdefault(last - first, []).append(first)
    assert slots.cells_taken(begun, days=3) == slots.cells_touched(spans, origin=origin)
