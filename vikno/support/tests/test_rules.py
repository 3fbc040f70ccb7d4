"""Every state against every move, money, days, sums: no database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.accounts.enums import Role
from vikno.support import rules
from vikno.support.enums import (
    ACT_DONE,
    MEMORANDUM_DONE,
    ActMove,
    ActState,
    MemorandumMove,
    MemorandumState,
    MilestoneMove,
    MilestoneState,
    Side,
)

DAY = date(2026, 5, 1)
# The lifecycles as they are written in the design, said a second time: a table changed by mistake goes red here.
MEMORANDUM = """
drafting agree agreed
agreed reopen drafting
agreed approve council_approval
agreed sign_for_hromada signed_by_hromada
council_approval reopen drafting
council_approval sign_for_hromada signed_by_hromada
signed_by_hromada sign_for_programme signed_by_programme
signed_by_programme enforce in_force
in_force complete completed
in_force terminate terminated
in_force expire expired
"""
MILESTONE = """
planned begin in_progress
planned report reported
planned cancel cancelled
in_progress report reported
in_progress cancel cancelled
reported accept accepted
reported return returned
returned report reported
returned cancel cancelled
"""
ACT = """
draft issue issued
draft drop dropped
issued withdraw draft
issued sign_as_giver signed_by_giver
signed_by_giver sign_as_receiver signed_by_receiver
signed_by_receiver register registered
registered use in_use
registered inspect registered
registered return returned
registered lose lost
in_use inspect in_use
in_use return returned
in_use write_off written_off
in_use lose lost
"""


def written(text: str) -> dict[tuple[str, str], str]:
    return {(a, b): c for a, b, c in (line.split() for line in text.strip().splitlines())}


@pytest.mark.parametrize(
    ("table", "text", "states", "moves"),
    [
        (rules.MEMORANDUM, MEMORANDUM, MemorandumState, MemorandumMove),
        (rules.MILESTONE, MILESTONE, MilestoneState, MilestoneMove),
        (rules.ACT, ACT, ActState, ActMove),
    ],
)
def test_every_state_against_every_move(table, text, states, moves) -> None:
    expected = written(text)
    for state, move in product(states, moves):
        assert table.get((state, move)) == expected.get((state.value, move.value)), (state, move)
    assert len(table) == len(expected)


@pytest.mark.parametrize(
    ("table", "ends"),
    [
        (rules.MEMORANDUM, {"completed", "terminated", "expired"}),
        (rules.MILESTONE, {"accepted", "cancelled"}),
        (rules.ACT, {"returned", "written_off", "lost", "dropped"}),
    ],
)
def test_what_ended_never_comes_back(table, ends) -> None:
    assert not {state for state, _move in table} & ends
    assert set(table.values()) - {state for state, _move in table} == ends


def test_every_move_is_somebodys() -> None:
    assert set(rules.MEMORANDUM_BY) == set(MemorandumMove)
    assert set(rules.ACT_BY) == set(ActMove)
    for role in Role:
        for state in ActState:
            assert all((state, move) in rules.ACT for move in rules.act_moves(state, role))


def test_nobody_signs_before_the_council() -> None:
    sign, approve = MemorandumMove.SIGN_FOR_HROMADA, MemorandumMove.APPROVE
    assert rules.memorandum_after("agreed", sign, needs_council=True) is None
    assert rules.memorandum_after("agreed", approve, needs_council=True) == "council_approval"
    assert rules.memorandum_after("council_approval", sign, needs_council=True) == "signed_by_hromada"
    assert rules.memorandum_after("agreed", sign, needs_council=False) == "signed_by_hromada"
    assert rules.memorandum_after("agreed", approve, needs_council=False) is None


@pytest.mark.parametrize(
    ("state", "on", "expected"),
    [
        ("in_force", DAY, True), ("in_force", date(2026, 5, 31), True), ("in_force", date(2026, 4, 30), False),
        ("in_force", date(2026, 6, 1), False), ("signed_by_programme", DAY, False), ("terminated", DAY, False),
    ],
)  # fmt: skip
def test_support_is_given_only_while_in_force(state: str, on: date, expected: bool) -> None:
    assert rules.is_in_force(state, starts_on=DAY, ends_on=date(2026, 5, 31), on=on) is expected


def test_overdue_is_computed_from_the_day_after() -> None:
    for state in MilestoneState:
        late = rules.is_overdue(state, due_on=DAY, on=DAY + timedelta(days=1))
        assert late is (state in ("planned", "in_progress", "returned")), state
        assert not rules.is_overdue(state, due_on=DAY, on=DAY)


def test_an_act_waits_too_long_after_fourteen_days() -> None:
    at = datetime(2026, 5, 1, 9, tzinfo=UTC)
    for state in ActState:
        waits = rules.is_unsigned_too_long(state, issued_at=at, at=at + timedelta(days=14, minutes=1))
        assert waits is (state in ("issued", "signed_by_giver")), state
    assert not rules.is_unsigned_too_long("issued", issued_at=at, at=at + timedelta(days=14))
    assert not rules.is_unsigned_too_long("issued", issued_at=None, at=at)


def test_lines_add_up_to_their_allocation() -> None:
    wanted = {
        1: rules.Wanted(name="Стіл", quantity=3, delivered=3),
        2: rules.Wanted(name="ПК", quantity=2, delivered=2),
    }
    lines = [rules.Line(allocation=1, quantity=3), *[rules.Line(allocation=2, quantity=1)] * 2]
    assert rules.short_of(wanted, lines) == []
    assert rules.short_of(wanted, lines[:-1]) == ["ПК"]
    assert rules.short_of({1: rules.Wanted(name="Стіл", quantity=3, delivered=2)}, lines[:1]) == ["Стіл"]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20), st.integers(-5, 5))
def test_only_the_exact_sum_adds_up(parts: list[int], off: int) -> None:
    whole = max(1, sum(parts) + off)
    lines = [rules.Line(allocation=7, quantity=part) for part in parts]
    said = rules.short_of({7: rules.Wanted(name="x", quantity=whole, delivered=whole)}, lines)
    assert (said == []) is (whole == sum(parts))


def test_serial_numbers() -> None:
    line = rules.Line(allocation=1, quantity=1, needs_serial=True)
    assert rules.without_serial([line, rules.Line(allocation=1, quantity=5)]) == [1]
    assert rules.doubles(["А1", "", "А2", "", "А1"]) == ["А1"]


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], None), (["returned", ""], None), (["returned"] * 2, "returned"), (["lost"] * 2, "lost"),
        (["lost", "written_off"], "written_off"), (["lost", "returned"], "returned"),
    ],
)  # fmt: skip
def test_an_act_ends_with_its_last_line(outcomes: list[str], expected: str | None) -> None:
    assert rules.after_gone(outcomes) == expected


def test_money_is_exact() -> None:
    assert rules.in_uah(Decimal("100.00"), Decimal("4.125050")) == Decimal("412.50")
    assert rules.in_uah(Decimal("0.05"), Decimal("0.5")) == Decimal("0.02")
    assert rules.in_currency(Decimal("412.50"), Decimal("4.125")) == Decimal("100.00")


def test_buttons_come_from_the_table() -> None:
    assert rules.milestone_moves("planned", Role.HEAD, Side.HROMADA) == ["begin", "report"]
    assert rules.milestone_moves("planned", Role.PROGRAMME, Side.HROMADA) == ["cancel"]
    assert rules.milestone_moves("reported", Role.PROGRAMME, Side.HROMADA) == ["accept", "return"]
    assert rules.memorandum_moves("agreed", Role.LEADER, needs_council=True) == ["approve"]
    assert rules.act_moves("signed_by_giver", Role.LEADER) == ["sign_as_receiver"]
    assert rules.act_moves("signed_by_giver", Role.HEAD) == []


def test_every_move_has_the_words_of_a_history() -> None:
    assert set(MEMORANDUM_DONE) == set(MemorandumMove)
    assert set(ACT_DONE) == set(ActMove)
