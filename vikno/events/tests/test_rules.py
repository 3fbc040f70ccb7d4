"""Order of the line, whole delegations, no starvation, hours of offers, the lifecycle."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.common.clock import KYIV
from vikno.events import rules
from vikno.events.enums import Move, State
from vikno.events.rules import Group, Room

MONDAY = datetime(2026, 9, 7, 10, 0, tzinfo=KYIV).astimezone(UTC)
HOUR = timedelta(hours=1)
HOLD = 24 * HOUR


def group(pk: int, size: int = 1, **facts: object) -> Group:
    return Group(**{"pk": pk, "size": size, "asked_at": MONDAY + pk * HOUR, **facts})  # type: ignore[arg-type]


groups = st.lists(
    st.builds(
        group, pk=st.integers(1, 999), size=st.integers(1, 5), priority=st.integers(1, 3), visits=st.integers(0, 3),
        counts=st.fixed_dictionaries({("oblast", "UA05"): st.integers(0, 5)}),
    ),
    unique_by=lambda one: one.pk, max_size=12,
)  # fmt: skip


def test_the_order_is_priority_then_fewer_visits_then_time() -> None:
    line = [group(1, visits=2), group(2, visits=0), group(3, priority=1, visits=9), group(4, visits=0)]
    assert [one.pk for one in rules.in_order(line)] == [3, 2, 4, 1]
    assert rules.place_in_line(line, 1) == 4
    assert rules.place_in_line(line, 77) is None


@given(groups, st.integers(0, 12), st.randoms(use_true_random=False))
def test_the_choice_does_not_depend_on_how_the_line_is_given(
    line: list[Group], free: int, chance: random.Random
) -> None:
    shuffled = line.copy()
    chance.shuffle(shuffled)
    room = Room(free=free, left={("oblast", "UA05"): 6})
    assert rules.choose(shuffled, room, hold=HOLD, at=MONDAY) == rules.choose(line, room, hold=HOLD, at=MONDAY)


@given(groups, st.integers(0, 12), st.integers(0, 8))
def test_never_more_than_the_seats_and_the_limits(line: list[Group], free: int, left: int) -> None:
    made = rules.choose(line, Room(free=free, left={("oblast", "UA05"): left}), hold=HOLD, at=MONDAY)
    assert sum(one.size for one in made.offered) <= free
    assert sum(one.counts[("oblast", "UA05")] for one in made.offered) <= left
    whole = {one.pk: one.size for one in line}
    assert all(one.size == whole[one.pk] for one in made.offered)


@given(groups, st.integers(1, 12))
def test_nobody_is_offered_over_the_head_of_who_fits(line: list[Group], free: int) -> None:
    made = rules.choose(line, Room(free=free), hold=HOLD, at=MONDAY)
    order = rules.in_order(line)
    assert list(made.offered) == order[: len(made.offered)], "a first keeping lets nobody by"


def test_a_group_of_four_waits_whole_and_its_seats_are_kept_for_a_time() -> None:
    line = [group(1, 4), group(2, 1)]
    kept = rules.choose(line, Room(free=3), hold=HOLD, at=MONDAY)
    assert (kept.offered, kept.kept_for, kept.kept_until) == ((), line[0], MONDAY + HOLD)
    waited = group(1, 4, held_until=MONDAY + HOLD)
    still = rules.choose([waited, line[1]], Room(free=3), hold=HOLD, at=MONDAY + HOLD - HOUR)
    assert still.kept_until == MONDAY + HOLD
    over = rules.choose([waited, line[1]], Room(free=3), hold=HOLD, at=MONDAY + HOLD)
    assert (over.offered, over.passed, over.kept_for) == ((line[1],), (waited,), None)
    assert rules.choose(line, Room(free=4), hold=HOLD, at=MONDAY).offered == (line[0],)


def test_whom_a_limit_stops_lets_the_others_by() -> None:
    key = ("hromada", "UA1")
    line = [group(1, 2, counts={key: 2}), group(2, 2)]
    made = rules.choose(line, Room(free=3, left={key: 1}), hold=HOLD, at=MONDAY)
    assert (made.offered, made.kept_for, made.passed) == ((line[1],), None, ())


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8), st.integers(1, 40))
def test_nobody_starves_while_seats_come_free(sizes: list[int], apart: int) -> None:
    """One seat comes free each `apart` hours, and a single newcomer comes each time: all who waited get in."""
    line = {n: group(n, size) for n, size in enumerate(sizes, start=1)}
    first, free, at = set(line), 0, MONDAY
    for n in range(2_000):
        if not first & set(line):
            break
        at += apart * HOUR
        free += 1
        line[1000 + n] = Group(pk=1000 + n, size=1, asked_at=at)
        made = rules.choose(list(line.values()), Room(free=free), hold=HOLD, at=at)
        for one in made.offered:
            del line[one.pk]
            free -= one.size
        for one in made.passed:
            line[one.pk] = Group(pk=one.pk, size=one.size, asked_at=one.asked_at, passed=one.passed + 1)
        if made.kept_for is not None:
            one = made.kept_for
            line[one.pk] = Group(
                pk=one.pk, size=one.size, asked_at=one.asked_at, passed=one.passed, held_until=made.kept_until
            )
    assert not first & set(line), "still waiting"


@pytest.mark.parametrize(
    ("asked", "hours", "until"),
    [
        ("2026-09-07 10:00", 24, "2026-09-08 10:00"),
        ("2026-09-07 10:00", 8, "2026-09-07 18:00"),
        ("2026-09-07 10:01", 8, "2026-09-08 12:00"),
        ("2026-09-04 15:00", 24, "2026-09-07 12:00"),  # Friday: not over the weekend
        ("2026-09-07 01:00", 5, "2026-09-07 12:00"),
        ("2026-10-23 20:00", 12, "2026-10-26 12:00"),  # over a weekend with a change of clocks
        ("2026-09-10 10:00", 48, "2026-09-11 15:00"),  # the event begins sooner
    ],
)
def test_an_offer_ends_in_working_time(asked: str, hours: int, until: str) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=KYIV).astimezone(UTC)

    latest = at("2026-09-11 15:00") if until == "2026-09-11 15:00" else at("2026-12-01 10:00")
    assert rules.offer_until(at(asked), hours=hours, is_working=rules.is_weekday, latest=latest) == at(until)


def test_the_closing_second_is_in_time() -> None:
    assert rules.is_in_time(MONDAY + timedelta(milliseconds=900), MONDAY)
    assert not rules.is_in_time(MONDAY + timedelta(seconds=1), MONDAY)


def test_a_host_rests_between_visits() -> None:
    assert not rules.is_rested(date(2026, 9, 10), others=[date(2026, 9, 3)], rest_days=7)
    assert rules.is_rested(date(2026, 9, 11), others=[date(2026, 9, 3)], rest_days=7)


@pytest.mark.parametrize(("on", "months", "due"), [("2026-08-31", 6, "2027-02-28"), ("2026-10-15", 3, "2027-01-15")])
def test_the_day_to_ask_again(on: str, months: int, due: str) -> None:
    assert rules.due_for_follow_up(date.fromisoformat(on), months) == date.fromisoformat(due)


def test_the_lifecycle_is_the_table_and_the_gone_never_come_back() -> None:
    assert len(rules.MOVES) == 15
    for gone in (State.CANCELLED, State.LAPSED, State.ATTENDED):
        assert not [move for move in Move if rules.after(gone, move)], gone
    assert rules.after(State.WAITLISTED, Move.CONFIRM) is None, "only through an offer"


spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=8)


@given(spans)
def test_what_does_not_clash_may_be_walked_through(told: list[tuple[int, int]]) -> None:
    parts = [
        rules.Part(pk=n, begins=MONDAY + HOUR * begins, ends=MONDAY + HOUR * (begins + long))
        for n, (begins, long) in enumerate(told)
    ]
    found = rules.clashes(parts)
    busy = [begins + hour for begins, long in told for hour in range(long)]
    assert bool(found) == (len(busy) != len(set(busy)))
    assert {frozenset(pair) for pair in found} == {frozenset(pair) for pair in rules.clashes(parts[::-1])}
