"""About how long one waits: plain answers, the range people are told, the real log, and the live queue."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.waiting import LOG, UNTIL
from vikno.queue import queries, services
from vikno.queue.calibration import judged, visits
from vikno.queue.enums import PauseKind
from vikno.queue.rules import Live, WaitRange, expected_wait, wait_range
from vikno.queue.rules.estimate import answers, range_of
from vikno.queue.tests.world import World, after, called, sat, ticket

MINUTE = 60.0


def test_each_answer_is_plain() -> None:
    live = Live(
        ahead=6, windows=3, service=10 * MINUTE, recent_waits=(12 * MINUTE, 18 * MINUTE), head_wait=14 * MINUTE,
        calls_last_hour=12, usual=20 * MINUTE,
    )  # fmt: skip
    in_minutes = {name: seconds / MINUTE for name, seconds in answers(live).items()}
    assert in_minutes == {"head": 14, "recent": 15, "windows": 20, "pace": 30, "usual": 20}
    assert 14 * MINUTE < (expected_wait(live) or 0) < 30 * MINUTE


def test_what_is_unknown_leaves_its_weight_to_the_rest() -> None:
    known = Live(ahead=2, windows=1, service=10 * MINUTE, head_wait=20 * MINUTE)
    assert expected_wait(known) == pytest.approx(20 * MINUTE, rel=0.03)  # the weights make 0.98
    assert expected_wait(Live(ahead=2, windows=1, head_wait=MINUTE)) is None
    assert wait_range(Live(ahead=2, windows=0, service=MINUTE, calls_last_hour=9)) is None
    assert wait_range(Live(ahead=0, windows=1)) == WaitRange(low=0, high=5)


@pytest.mark.parametrize(
    ("minutes", "low", "high"),
    [(0, 0, 5), (3, 0, 5), (8, 0, 15), (10, 5, 15), (25, 15, 35), (60, 35, 85), (70, 40, 100)],
)
def test_people_are_told_a_rounded_range(minutes: int, low: int, high: int) -> None:
    assert range_of(minutes * MINUTE) == WaitRange(low=low, high=high)


@given(
    st.integers(0, 500), st.integers(1, 20), st.floats(0, 8000), st.floats(0, 20000), st.integers(0, 90),
    st.one_of(st.none(), st.floats(0, 9000)),
)  # fmt: skip
def test_a_range_is_never_empty_and_never_absurd(
    ahead: int, windows: int, service: float, head: float, calls: int, usual: float | None
) -> None:
    found = wait_range(
        Live(ahead=ahead, windows=windows, service=service, head_wait=head, calls_last_hour=calls, usual=usual)
    )
    assert found is not None
    assert 0 <= found.low < found.high <= 180
    assert found.low % 5 == found.high % 5 == 0


@given(st.integers(0, 50), st.integers(1, 9))
def test_more_people_ahead_never_shorten_the_wait(ahead: int, windows: int) -> None:
    def of(people: int) -> float:
        return expected_wait(Live(ahead=people, windows=windows, service=600, calls_last_hour=10, usual=900)) or 0

    assert of(ahead) <= of(ahead + 1)


def test_on_the_real_log_it_beats_both_plain_answers(shared_data: Path) -> None:
    """Learnt from six months, judged on the next three; figures in docs/measurements/waiting.md."""
    if not (shared_data / LOG).is_file():
        pytest.skip("no log of visits among the shared data")
    verdicts, weights = judged(shared_data / LOG, until=UNTIL)
    assert all(weight >= 0 for weight in weights.values())
    for verdict in verdicts.values():
        assert verdict.people > 5000
        assert verdict.estimate < 0.9 * verdict.last_wait
        assert verdict.estimate < 0.6 * min(verdict.usual_of_hour, verdict.usual_of_hour_and_queue)
        assert verdict.within_range > 0.6


def test_identical_rows_are_different_people(shared_data: Path) -> None:
    if not (shared_data / LOG).is_file():
        pytest.skip("no log of visits among the shared data")
    found = visits(shared_data / LOG)
    assert len(found) > 24_700
    assert max(visit.left - visit.called for visit in found) <= 3601


def test_the_live_queue_says_who_is_ahead_and_about_how_long(world: World) -> None:
    sat(world)
    for minute in range(5):
        ticket(world, at=after(minute))
    for minute in (10, 20, 30):
        called(world, at=after(minute))
    last = ticket(world, at=after(31))
    surge = ticket(world, at=after(31), service=world.surge)
    place = queries.place_of(last, at=after(32))
    assert (place.ahead, place.windows) == (2, 1)
    assert place.wait is not None
    assert place.wait.low >= 5
    assert place.wait.high <= 45
    assert queries.place_of(surge, at=after(32)).ahead == 0
    assert queries.place_if_came_now(world.ordinary, at=after(32)).ahead == 3
    services.finish_ticket(ticket=queries.counter_state(world.counters[0])[0], actor=world.officer, at=after(33))
    services.pause_counter(kind=PauseKind.ALERT, actor=world.officer, at=after(33))
    assert queries.place_of(last, at=after(34)).wait is None


def test_a_place_costs_the_same_for_one_and_for_many(world: World, django_assert_num_queries: object) -> None:
    sat(world)
    one = ticket(world)
    queries.place_of(one, at=after(1))
    with django_assert_num_queries(5):  # type: ignore[operator]
        queries.place_of(one, at=after(1))
    for minute in range(5):
        ticket(world, at=after(minute))
    with django_assert_num_queries(5):  # type: ignore[operator]
        queries.place_of(one, at=after(9))
