"""Whose turn it is, what may follow, numbers, measures, pauses: plain values."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vikno.common.clock import KYIV
from vikno.queue import rules
from vikno.queue.enums import Move, Purpose, State, Turn
from vikno.queue.rules import BUSY, ENDED, MOVES, Choice, QueueRule, Recent, Waiting, in_turn, standing

AT = dt.datetime(2026, 11, 16, 8, 0, tzinfo=dt.UTC)
RULE = QueueRule()
MINUTE = dt.timedelta(minutes=1)


def came(key: int, minutes_ago: int, *, head_start: int = 0, lane: str = "", booked: bool = False) -> Waiting:
    since = AT - minutes_ago * MINUTE
    return Waiting(key=key, waits_since=since, turn_at=since - head_start * MINUTE, lane=lane, is_booked=booked)


def order(*waiting: Waiting, **given: object) -> list[int]:
    return [choice.key for choice in in_turn(waiting, at=AT, rule=RULE, **given)]  # type: ignore[arg-type]


def test_who_came_first_goes_first() -> None:
    assert order(came(2, 5), came(1, 10), came(3, 1)) == [1, 2, 3]


def test_a_priority_is_a_head_start_and_no_more() -> None:
    assert order(came(1, 50), came(2, 5, head_start=30), came(3, 20)) == [1, 2, 3]
    assert order(came(1, 50), came(2, 5, head_start=60)) == [2, 1]


def test_beyond_the_longest_wait_every_second_call_is_theirs() -> None:
    waiting = [came(1, 61), came(2, 1, head_start=120), came(3, 2, head_start=120)]
    first, *_ = in_turn(waiting, at=AT, rule=RULE)
    assert first == Choice(1, Turn.OVERDUE)
    after_overdue = in_turn(waiting, at=AT, rule=RULE, recent=[Recent("", Turn.OVERDUE)])
    assert after_overdue[0] == Choice(3, Turn.PRIORITY)
    assert in_turn(waiting, at=AT, rule=RULE, recent=[Recent("", Turn.PRIORITY)])[0].key == 1


def test_a_surge_takes_every_third_call_of_a_shared_window() -> None:
    surge = [came(key, 50 - key, lane="surge") for key in range(1, 4)]
    ordinary = [came(9, 5)]
    one_in = {"surge": 3}
    assert order(*surge, *ordinary, one_in=one_in)[0] == 1
    assert order(*surge, *ordinary, one_in=one_in, recent=[Recent("surge")])[0] == 9
    assert order(*surge, *ordinary, one_in=one_in, recent=[Recent(), Recent("surge")])[0] == 9
    assert order(*surge, *ordinary, one_in=one_in, recent=[Recent(), Recent(), Recent("surge")])[0] == 1


def test_a_window_does_not_idle_because_of_a_lane() -> None:
    choices = in_turn(
        [came(1, 5, lane="surge")], at=AT, rule=RULE, one_in={"surge": 3}, recent=[Recent("surge")]
    )  # fmt: skip
    assert choices == [Choice(1, Turn.ALONE)]


def test_a_booking_in_time_stands_ahead_a_missed_one_in_the_live_queue() -> None:
    booked_for = AT
    early = standing(arrived_at=AT - 20 * MINUTE, head_start_minutes=0, booked_for=booked_for, rule=RULE)
    assert (early.waits_since, early.is_late) == (AT, False)
    just = standing(arrived_at=AT + 5 * MINUTE, head_start_minutes=0, booked_for=booked_for, rule=RULE)
    assert not just.is_late
    assert just.turn_at == AT - 240 * MINUTE
    late = standing(arrived_at=AT + 6 * MINUTE, head_start_minutes=30, booked_for=booked_for, rule=RULE)
    assert late.is_late
    assert late.turn_at == AT - 24 * MINUTE


def test_a_booking_is_not_called_before_its_time_while_others_wait() -> None:
    booking = Waiting(key=1, waits_since=AT + 10 * MINUTE, turn_at=AT - 230 * MINUTE, is_booked=True)
    assert order(booking, came(2, 1)) == [2, 1]
    assert in_turn([booking], at=AT, rule=RULE) == [Choice(1, Turn.ALONE)]
    assert in_turn([booking], at=AT + 10 * MINUTE, rule=RULE) == [Choice(1, Turn.BOOKED)]


PEOPLE = st.lists(
    st.tuples(st.integers(0, 240), st.sampled_from([0, 30, 60, 120, 600]), st.sampled_from(["", "surge"])),
    min_size=1, max_size=40,
)  # fmt: skip


@given(PEOPLE, st.integers(1, 4), st.integers(1, 5), st.integers(1, 9))
@settings(max_examples=200, deadline=None)
def test_nobody_starves_and_nobody_is_called_twice(
    people: list[tuple[int, int, str]], one_in: int, overdue_one_in: int, pace: int
) -> None:
    """A window calls every `pace` minutes while people keep coming: once somebody waits beyond the longest wait,
    they are called within N calls for each overdue person before them, and N for themselves.
    """
    rule = QueueRule(longest_wait_minutes=30, overdue_one_in=overdue_one_in)
    everybody = [
        Waiting(key=key, waits_since=AT + came_at * MINUTE, turn_at=AT + (came_at - ahead) * MINUTE, lane=lane)
        for key, (came_at, ahead, lane) in enumerate(people)
    ]
    here: list[Waiting] = []
    recent: list[Recent] = []
    called: list[int] = []
    allowed_until: dict[int, int] = {}
    now = AT
    while len(called) < len(everybody):
        here = [one for one in everybody if one.waits_since <= now and one.key not in called]
        overdue = sorted((one.waits_since, one.key) for one in here if now - one.waits_since >= rule.longest_wait)
        for place, (_since, key) in enumerate(overdue, start=1):
            allowed_until.setdefault(key, len(called) + overdue_one_in * place)
        if here:
            choice = in_turn(here, at=now, rule=rule, one_in={"surge": one_in}, recent=recent)[0]
            assert choice.key not in called
            called.append(choice.key)
            lane = next(one.lane for one in here if one.key == choice.key)
            recent.insert(0, Recent(lane, choice.turn))
            assert len(called) <= allowed_until.get(choice.key, len(called))
        now += pace * MINUTE


@given(PEOPLE)
def test_the_order_names_everybody_once_and_does_not_depend_on_how_they_are_listed(
    people: list[tuple[int, int, str]],
) -> None:
    waiting = [came(key, minutes, head_start=ahead, lane=lane) for key, (minutes, ahead, lane) in enumerate(people)]
    found = in_turn(waiting, at=AT, rule=RULE, one_in={"surge": 2}, recent=[Recent("surge")])
    assert sorted(choice.key for choice in found) == list(range(len(people)))
    assert found == in_turn(reversed(waiting), at=AT, rule=RULE, one_in={"surge": 2}, recent=[Recent("surge")])


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 120))
def test_an_ordinary_person_is_passed_only_within_the_head_start(first: int, later: int, head_start: int) -> None:
    """Who came more than the head start later never passes."""
    one, other = came(1, first + later), came(2, first, head_start=head_start)
    if later > head_start:
        assert order(one, other)[0] == 1


@pytest.mark.parametrize(("state", "move"), list(product(State, Move)))
def test_every_move_leads_where_the_table_says_or_nowhere(state: State, move: Move) -> None:
    target = rules.moved(state, move)
    assert (target is not None) == rules.allowed(state, move)
    if target is None:
        return
    assert MOVES[state, move] == target
    assert (target in BUSY) == (move in (Move.CALL, Move.RECALL, Move.START))
    assert (target in ENDED) == (move in (Move.FINISH, Move.NO_SHOW, Move.ABANDON))


def test_from_every_state_there_is_a_way_back_to_the_window() -> None:
    for state in State:
        reached, left = {state}, [state]
        while left:
            here = left.pop()
            for (origin, _move), target in MOVES.items():
                if origin == here and target not in reached:
                    reached.add(target)
                    left.append(target)
        assert State.SERVING in reached


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("К-014", (Purpose.CONSULT, 14)),
        ("k14", (Purpose.CONSULT, 14)),
        ("п 7", (Purpose.SUBMIT, 7)),
        ("P-007", (Purpose.SUBMIT, 7)),
        ("З-120", (Purpose.BOOKED, 120)),
        ("3-120", (Purpose.BOOKED, 120)),
        ("3120", None),
        ("Ж-1", None),
        ("14", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_they_are_said(text: str, found: tuple[Purpose, int] | None) -> None:
    assert rules.number_read(text) == found


def test_a_number_is_short() -> None:
    assert rules.number_shown(Purpose.COLLECT, 5) == "Р-005"
    assert rules.number_shown("consult", 1204) == "К-1204"


def test_spreads_are_waits_somebody_had() -> None:
    waits = [dt.timedelta(minutes=minutes) for minutes in (1, 2, 3, 4, 100)]
    found = rules.spread(waits)
    assert (found.count, found.median, found.ninetieth, found.longest) == (5, 3, 100, 100)
    assert rules.spread([]).median is None
    assert rules.spread([dt.timedelta(seconds=-5)]).longest == 0


def test_what_nobody_closed_is_capped() -> None:
    evening = AT + dt.timedelta(hours=8)
    assert rules.capped_end(began_at=AT, closed_at=evening, cap_minutes=60) == AT + dt.timedelta(hours=1)
    assert rules.capped_end(began_at=AT, closed_at=AT + 5 * MINUTE, cap_minutes=60) == AT + 5 * MINUTE
    assert rules.capped_end(began_at=AT, closed_at=AT - MINUTE, cap_minutes=60) == AT


def test_a_pause_is_advised_after_pressure_and_after_long_work() -> None:
    since = AT - 100 * MINUTE
    assert rules.pause_advised(at=AT, at_work_since=since, pressure=[], rule=RULE) is None
    twice = [AT - 40 * MINUTE, AT - MINUTE]
    found = rules.pause_advised(at=AT, at_work_since=since, pressure=twice, rule=RULE)
    assert found is not None
    assert (found.because, found.amount, found.minutes) == ("pressure", 2, 10)
    assert rules.pause_advised(at=AT, at_work_since=AT - 30 * MINUTE, pressure=twice, rule=RULE) is None
    long = rules.pause_advised(at=AT, at_work_since=AT - 120 * MINUTE, pressure=[], rule=RULE)
    assert long is not None
    assert long.because == "long"


@pytest.mark.parametrize(
    "change", [dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC), dt.datetime(2027, 3, 28, 1, tzinfo=dt.UTC)]
)
def test_a_booking_is_late_by_real_minutes_when_the_clocks_change(change: dt.datetime) -> None:
    booked_for = (change - 3 * MINUTE).astimezone(KYIV)
    in_time = standing(arrived_at=change + MINUTE, head_start_minutes=0, booked_for=booked_for, rule=RULE)
    assert not in_time.is_late
    late = standing(arrived_at=change + 3 * MINUTE, head_start_minutes=0, booked_for=booked_for, rule=RULE)
    assert late.is_late
    assert change - in_time.turn_at == 243 * MINUTE
