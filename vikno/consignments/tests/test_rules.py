"""Decisions about bags and papers, each in a line."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.cases.enums import CaseState, ResultChannel, Step
from vikno.consignments import rules
from vikno.consignments.enums import BagMove, BagState, ItemState, MissingWith
from vikno.consignments.rules import Finding, Held, Place, Scan, ToldStep

T0 = dt.datetime(2026, 11, 16, 8, tzinfo=dt.UTC)
BAG, CASE = "260417000011", "2604170000018"


def hours(n: int) -> dt.datetime:
    return T0 + dt.timedelta(hours=n)


# ---- lifecycle


@pytest.mark.parametrize(
    ("state", "move", "reached"),
    [
        (BagState.OPEN, BagMove.SEAL, BagState.SEALED),
        (BagState.OPEN, BagMove.TAKE, None),
        (BagState.OPEN, BagMove.RECEIVE, None),
        (BagState.OPEN, BagMove.UNSEAL, None),
        (BagState.SEALED, BagMove.SEAL, None),
        (BagState.SEALED, BagMove.UNSEAL, BagState.OPEN),
        (BagState.SEALED, BagMove.TAKE, BagState.ON_THE_WAY),
        (BagState.SEALED, BagMove.RECEIVE, BagState.RECEIVED),
        (BagState.ON_THE_WAY, BagMove.TAKE, BagState.ON_THE_WAY),
        (BagState.ON_THE_WAY, BagMove.UNSEAL, None),
        (BagState.ON_THE_WAY, BagMove.RECEIVE, BagState.RECEIVED),
        (BagState.RECEIVED, BagMove.RECEIVE, None),
        (BagState.RECEIVED, BagMove.TAKE, None),
    ],
)
def test_moves_of_a_bag(state: str, move: str, reached: str | None) -> None:
    assert rules.state_after(state, move) == reached


def test_a_received_bag_has_no_moves_and_every_state_can_be_reached() -> None:
    assert rules.moves_from(BagState.RECEIVED) == frozenset()
    assert set(rules.MOVES.values()) == set(BagState)


# ---- numbers and scans


def test_a_bag_number_is_shown_in_groups() -> None:
    number = rules.bag_number(year=2026, network=417, sequence=1)
    assert number.startswith("26041700001")
    assert rules.bag_number_formatted(number) == f"26-0417-00001-{number[-1]}"
    assert rules.bag_number_formatted("інше") == "інше"


@pytest.mark.parametrize(("network", "sequence"), [(0, 1), (10_000, 1), (1, 0), (1, 100_000)])
def test_no_number_outside_the_series(network: int, sequence: int) -> None:
    with pytest.raises(ValueError, match="no bag number"):
        rules.bag_number(year=2026, network=network, sequence=sequence)


@given(st.integers(2020, 2099), st.integers(1, 9999), st.integers(1, 99_999))
def test_any_bag_number_scans_as_a_bag(year: int, network: int, sequence: int) -> None:
    number = rules.bag_number(year=year, network=network, sequence=sequence)
    assert rules.read_scan(number) == Scan("bag", number)
    assert rules.read_scan(f" пакет № {rules.bag_number_formatted(number)}\r\n") == Scan("bag", number)


@given(st.integers(2020, 2099), st.integers(1, 9999), st.integers(1, 99_999), st.integers(0, 11), st.integers(1, 9))
def test_a_wrong_digit_is_caught(year: int, network: int, sequence: int, place: int, shift: int) -> None:
    number = rules.bag_number(year=year, network=network, sequence=sequence)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert rules.read_scan(wrong) is None


@pytest.mark.parametrize(
    "text",
    [
        CASE, "26-0417-000001-8", "26 0417 000001 8", "26–0417–000001–8", "№26.0417.000001.8",
        "справа 26-0417-000001-8", "\t2604170000018\n", "２６０４１７００００018", "26\u00a00417\u00a0000001\u00a08",
    ],
)  # fmt: skip
def test_any_spelling_of_a_case_number_is_read(text: str) -> None:
    assert rules.read_scan(text) == Scan("case", CASE)


@pytest.mark.parametrize("text", ["", "0", "2604170000015", "260417000001", "26041700000184", "Іваненко", "٢٦٠"])
def test_anything_else_is_nothing(text: str) -> None:
    assert rules.read_scan(text) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    rules.read_scan(text)
    rules.read_scans(text)


def test_several_scans_are_read_once_each() -> None:
    assert rules.read_scans(f"{CASE}\n{CASE}, abc;{BAG}") == ([CASE], ["abc", BAG])


# ---- findings


def finding(number: str, state: ItemState, **more: object) -> Finding:
    return Finding(number=number, state=state, **more)  # type: ignore[arg-type]


def test_differences_are_sorted_by_kind() -> None:
    found = rules.differences(
        [
            finding("1", ItemState.PRESENT), finding("2", ItemState.MISSING), finding("3", ItemState.EXTRA),
            finding("4", ItemState.DAMAGED), finding("5", ItemState.MISSING),
        ]
    )  # fmt: skip
    assert (found.missing, found.extra, found.damaged) == (("2", "5"), ("3",), ("4",))
    assert found.any
    assert not rules.differences([finding("1", ItemState.PRESENT)]).any


def test_what_nobody_named_is_unchecked() -> None:
    assert rules.unchecked(["1", "2", "3"], [finding("2", ItemState.PRESENT)]) == ["1", "3"]


def test_here_but_unexpected_is_extra_and_the_other_way_round() -> None:
    told = rules.with_extras_told(["1"], [finding("1", ItemState.EXTRA), finding("9", ItemState.PRESENT, note="x")])
    assert [(each.number, each.state, each.note) for each in told] == [
        ("1", ItemState.PRESENT, ""), ("9", ItemState.EXTRA, "x"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("intact", "courier", "who"),
    [
        (True, True, MissingWith.SENDER), (True, False, MissingWith.SENDER),
        (False, True, MissingWith.COURIER), (False, False, MissingWith.SENDER),
    ],
)  # fmt: skip
def test_who_answers_for_missing_papers(intact: bool, courier: bool, who: MissingWith) -> None:
    assert rules.missing_stays_with(seal_was_intact=intact, has_courier=courier) == who


# ---- steps


@pytest.mark.parametrize(
    ("state", "to_provider", "steps"),
    [
        (CaseState.REGISTERED, False, (Step.DISPATCHED,)),
        (CaseState.REGISTERED, True, (Step.FORWARDED,)),
        (CaseState.HANDED_OVER, True, (Step.FORWARDED,)),
        (CaseState.ACCEPTED, True, (Step.DISPATCHED,)),
        (CaseState.NOTIFIED, False, (Step.DISPATCHED,)),
        (CaseState.ISSUED, False, (Step.NOTE,)),
    ],
)
def test_departure(state: str, to_provider: bool, steps: tuple[Step, ...]) -> None:
    assert rules.steps_on_departure(state, to_provider=to_provider) == steps


@pytest.mark.parametrize(
    ("state", "at_provider", "from_provider", "may_accept", "steps"),
    [
        (CaseState.REGISTERED, False, False, False, (Step.RECEIVED,)),
        (CaseState.DECIDED, False, True, False, (Step.RETURNED,)),
        (CaseState.DECIDED, False, False, False, (Step.RECEIVED,)),
        (CaseState.ACCEPTED, False, True, False, (Step.RECEIVED,)),
        (CaseState.HANDED_OVER, True, False, True, (Step.ACCEPTED,)),
        (CaseState.HANDED_OVER, True, False, False, (Step.RECEIVED,)),
        (CaseState.REGISTERED, True, False, True, (Step.FORWARDED, Step.ACCEPTED)),
        (CaseState.REGISTERED, True, False, False, (Step.FORWARDED, Step.RECEIVED)),
        (CaseState.ACCEPTED, True, False, True, (Step.RECEIVED,)),
        (CaseState.ISSUED, True, False, True, (Step.NOTE,)),
        (CaseState.ISSUED, False, True, False, (Step.NOTE,)),
    ],
)
def test_arrival(state: str, at_provider: bool, from_provider: bool, may_accept: bool, steps: tuple[Step, ...]) -> None:
    found = rules.steps_on_arrival(state, at_provider=at_provider, from_provider=from_provider, may_accept=may_accept)
    assert found == steps


# ---- holders


def told(step: Step, at: dt.datetime, *, point: int | None = None, organisation: int | None = None) -> ToldStep:
    return ToldStep(step=step, at=at, point_id=point, organisation_id=organisation)


START = Held(Place.point(1), T0)


def test_steps_of_a_case_alone_move_its_papers() -> None:
    steps = [
        told(Step.FORWARDED, hours(1), organisation=7),
        told(Step.RETURNED, hours(2), point=2),
        told(Step.ISSUED, hours(3)),
    ]
    assert rules.history_told(START, steps, provider_id=None) == [
        START, Held(Place.provider(7), hours(1)), Held(Place.point(2), hours(2)), Held(Place.applicant(), hours(3)),
    ]  # fmt: skip


def test_a_step_at_the_moment_of_the_row_is_its_own_trace() -> None:
    row = Held(Place.courier(5), hours(1))
    assert rules.history_told(row, [told(Step.FORWARDED, hours(1), organisation=7)], provider_id=7) == [row]


def test_a_step_that_names_nobody_moves_nothing() -> None:
    steps = [told(Step.FORWARDED, hours(1)), told(Step.RETURNED, hours(2))]
    assert rules.history_told(START, steps, provider_id=None) == [START]
    assert rules.history_told(START, steps, provider_id=9)[-1].place == Place.provider(9)


def test_the_same_holder_is_not_repeated() -> None:
    assert rules.history_told(START, [told(Step.RETURNED, hours(1), point=1)], provider_id=None) == [START]


@pytest.mark.parametrize(
    ("at", "place"),
    [(-1, None), (0, Place.point(1)), (1, Place.courier(5)), (2, Place.courier(5)), (9, Place.point(2))],
)
def test_where_papers_were(at: int, place: Place | None) -> None:
    history = [START, Held(Place.courier(5), hours(1)), Held(Place.point(2), hours(3))]
    assert rules.place_at(history, hours(at)) == place


# ---- next stop

MAIN, REMOTE, BODY = 1, 2, 7


@pytest.mark.parametrize(
    ("held_at", "taken_in_at", "state", "provider", "channel", "stop"),
    [
        (REMOTE, REMOTE, CaseState.REGISTERED, BODY, ResultChannel.SAME_POINT, Place.point(MAIN)),
        (MAIN, REMOTE, CaseState.REGISTERED, BODY, ResultChannel.SAME_POINT, Place.provider(BODY)),
        (MAIN, REMOTE, CaseState.HANDED_OVER, BODY, ResultChannel.SAME_POINT, Place.provider(BODY)),
        (REMOTE, REMOTE, CaseState.REGISTERED, None, ResultChannel.SAME_POINT, None),
        (MAIN, REMOTE, CaseState.RESULT_RECEIVED, BODY, ResultChannel.SAME_POINT, Place.point(REMOTE)),
        (MAIN, REMOTE, CaseState.NOTIFIED, BODY, ResultChannel.SAME_POINT, Place.point(REMOTE)),
        (MAIN, REMOTE, CaseState.RESULT_RECEIVED, BODY, ResultChannel.MAIN_OFFICE, None),
        (REMOTE, REMOTE, CaseState.RESULT_RECEIVED, BODY, ResultChannel.MAIN_OFFICE, Place.point(MAIN)),
        (REMOTE, REMOTE, CaseState.RESULT_RECEIVED, BODY, ResultChannel.SAME_POINT, None),
        (MAIN, REMOTE, CaseState.RESULT_RECEIVED, BODY, ResultChannel.POST, None),
        (MAIN, REMOTE, CaseState.WITHDRAWN, BODY, ResultChannel.POST, Place.point(REMOTE)),
        (REMOTE, REMOTE, CaseState.WITHDRAWN, BODY, ResultChannel.POST, None),
        (MAIN, REMOTE, CaseState.ACCEPTED, BODY, ResultChannel.POST, None),
    ],
)
def test_next_stop(
    held_at: int, taken_in_at: int, state: str, provider: int | None, channel: str, stop: Place | None
) -> None:
    found = rules.next_stop(
        held_at=held_at, taken_in_at=taken_in_at, main_office=MAIN, state=state, provider=provider,
        result_channel=channel,
    )  # fmt: skip
    assert found == stop


# ---- late bags


@pytest.mark.parametrize(
    ("since", "days", "there"),
    [
        ("2026-11-16", 1, "2026-11-17"),  # Monday to Tuesday
        ("2026-11-20", 1, "2026-11-23"),  # Friday to Monday
        ("2026-11-21", 1, "2026-11-23"),  # Saturday to Monday
        ("2026-11-19", 2, "2026-11-23"),
        ("2026-11-16", 0, "2026-11-16"),
    ],
)
def test_the_day_a_bag_should_be_there(since: str, days: int, there: str) -> None:
    found = rules.should_be_there_on(since=dt.date.fromisoformat(since), working_days=days)
    assert found == dt.date.fromisoformat(there)


def test_late_is_after_that_day() -> None:
    friday = dt.date(2026, 11, 20)
    assert not rules.is_late(since=friday, today=dt.date(2026, 11, 23), working_days=1)
    assert rules.is_late(since=friday, today=dt.date(2026, 11, 24), working_days=1)
