"""Decisions without a database: every move, who reads what next, who may not, what is shown."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vikno.selection.enums import (
    AppealMove,
    AppealState,
    AssignmentMove,
    AssignmentState,
    DecisionMove,
    DecisionState,
    RunMove,
    RunState,
)
from vikno.selection.ranking import Code
from vikno.selection.rules import (
    APPEAL_MOVES,
    ASSIGNMENT_MOVES,
    DECISION_MOVES,
    PROPOSAL_OUTCOMES,
    RUN_MOVES,
    Load,
    TieFact,
    Want,
    after,
    barring_tie,
    distribute,
    is_calibrated,
    moves_from,
    severities,
    values_for,
)

TODAY = date(2026, 3, 2)


# ---- lifecycles ------------------------------------------------------------------------------------------------------
def _pairs(table: str) -> set[tuple[str, str, str]]:
    return {tuple(line.split()) for line in table.strip().splitlines()}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("table", "states", "moves", "allowed"),
    [
        (RUN_MOVES, RunState, RunMove, """
            prepared freeze frozen
            frozen compute computed
            computed adopt adopted
            prepared supersede superseded
            frozen supersede superseded
            computed supersede superseded
            adopted supersede superseded"""),
        (DECISION_MOVES, DecisionState, DecisionMove, """
            draft sign signed
            signed embargo embargoed
            embargoed embargo embargoed
            embargoed publish published
            published amend amended"""),
        (APPEAL_MOVES, AppealState, AppealMove, """
            filed admit admissible
            filed dismiss not_admissible
            admissible uphold upheld
            admissible reject rejected"""),
        (ASSIGNMENT_MOVES, AssignmentState, AssignmentMove, """
            proposed check conflict_check
            conflict_check accept accepted
            accepted begin in_progress
            in_progress submit submitted
            reopened submit submitted
            submitted reopen reopened
            submitted lock locked
            proposed recuse recused
            conflict_check recuse recused
            accepted recuse recused
            in_progress recuse recused
            submitted recuse recused
            reopened recuse recused
            proposed expire expired
            conflict_check expire expired
            accepted expire expired
            in_progress expire expired
            reopened expire expired"""),
    ],
)  # fmt: skip
def test_every_move_that_is_not_listed_is_refused(table, states, moves, allowed) -> None:  # type: ignore[no-untyped-def]
    found = {
        (str(state.value), str(move.value), str(after(table, state, move)))
        for state, move in product(states, moves)
        if after(table, state, move) is not None
    }
    assert found == _pairs(allowed)
    assert all(move in moves_from(table, state) for state, move, _after in found)


def test_every_code_of_a_run_has_an_outcome() -> None:
    assert set(PROPOSAL_OUTCOMES) == set(Code)


# ---- who reads what --------------------------------------------------------------------------------------------------
_LOADS = [Load(reviewer=n, held=0, most=10) for n in range(1, 6)]


def test_the_least_reviewed_goes_first_to_the_least_loaded() -> None:
    wants = [Want(proposal=1, track=1, given=2), Want(proposal=2, track=1, given=0)]
    loads = [Load(reviewer=1, held=5, most=10), Load(reviewer=2, held=0, most=10)]
    assert distribute(wants, loads, needed=3, barred=set())[0] == (2, 2)


def test_who_is_barred_full_or_of_another_track_reads_nothing() -> None:
    wants = [Want(proposal=1, track=1, given=0)]
    loads = [
        Load(reviewer=1, held=0, most=10), Load(reviewer=2, held=3, most=3), Load(reviewer=3, held=0, most=9, track=2),
        Load(reviewer=4, held=0, most=9, track=1),
    ]  # fmt: skip
    assert distribute(wants, loads, needed=3, barred={(1, 1)}) == [(1, 4)]


@given(some.integers(1, 12), some.integers(1, 4), some.sets(some.tuples(some.integers(1, 12), some.integers(1, 5))))
def test_loads_differ_by_little_and_nobody_meets_who_is_barred(
    count: int, needed: int, barred: set[tuple[int, int]]
) -> None:
    wants = [Want(proposal=n, track=1, given=0) for n in range(1, count + 1)]
    made = distribute(wants, _LOADS, needed=needed, barred=barred)
    assert not set(made) & barred
    assert len(set(made)) == len(made)
    assert made == distribute(wants[::-1], _LOADS[::-1], needed=needed, barred=barred)
    if not barred:
        held = [sum(reviewer == one for _proposal, reviewer in made) for one in range(1, 6)]
        assert len(made) == count * needed
        assert max(held) - min(held) <= 1 + needed


# ---- conflicts -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "until", "bars"),
    [
        ("audited", None, True),
        ("audited", date(2010, 1, 1), True),  # for ever: the audit that earns an advantage bars its author
        ("consulted", date(2024, 3, 2), True),  # two years to the day
        ("consulted", date(2024, 3, 1), False),
        ("consulted", None, True),
        ("family", None, True),
        ("lives", date(2026, 3, 1), False),
    ],
)
def test_a_tie_bars_for_its_years(kind: str, until: date | None, bars: bool) -> None:
    rules = {"audited": None, "consulted": 2, "family": 0, "lives": 0}
    assert (barring_tie([TieFact(kind=kind, until=until)], rules, on=TODAY) is not None) is bars


def test_a_kind_the_call_does_not_name_bars_nobody_and_leap_days_pass() -> None:
    assert barring_tie([TieFact(kind="worked")], {}, on=TODAY) is None
    leap = TieFact(kind="worked", until=date(2024, 2, 29))
    assert barring_tie([leap], {"worked": 1}, on=date(2025, 3, 1)) is leap
    assert barring_tie([leap], {"worked": 1}, on=date(2025, 3, 2)) is None


# ---- calibration -----------------------------------------------------------------------------------------------------
def test_calibration_waits_for_everybody_and_for_the_spread() -> None:
    agreed = {1: {"a": 2, "b": 1}}
    found = severities(agreed, {7: {1: {"a": 3, "b": 1}}, 8: {1: {"a": 0, "b": 1}}})
    assert [(one.reviewer, one.widest, one.mean) for one in found] == [(7, 1, 0.5), (8, 2, -1.0)]
    assert not is_calibrated(found, anchors=1, reviewers=2, spread=1)
    assert is_calibrated(found, anchors=1, reviewers=2, spread=2)
    assert not is_calibrated(found, anchors=2, reviewers=2, spread=2)
    assert not is_calibrated(found, anchors=1, reviewers=3, spread=2)
    assert not is_calibrated([], anchors=0, reviewers=0, spread=2)


# ---- what an expert reads --------------------------------------------------------------------------------------------
SNAPSHOT = {
    "hromada": {"code": "UA1", "name": "Вигадівська громада", "oblast_name": "Сумська область"},
    "contact": {"name": "Коваль Олена"}, "submitted_by": {"name": "Коваль Олена"}, "tomorrow": "нове поле",
    "facts": [
        {"code": "population", "value": 900, "source": "рішення Вигадівської ради"},
        {"code": "oblast", "value": "UA59"}, {"code": "has_centre", "value": None},
    ],
    "answers": [
        {"code": "why", "label": "Чому", "value": "Вигадівці, Вигадівської громади; Сумщина, сума 5", "by": "Коваль"},
    ],
    "assessment": {"centre": "ЦНАП Вигадівської ради"}, "clarification": "Вигадівську додано",
}  # fmt: skip


def test_only_what_is_allowed_is_shown_and_names_are_blotted_out() -> None:
    shown = str(values_for(SNAPSHOT, ["hromada", "oblast"]))
    for secret in ("Вигадів", "Сумськ", "Коваль", "UA59", "нове поле", "ради"):
        assert secret not in shown
    assert "900" in shown
    assert "сума 5" in shown
    assert "Сумщина" not in shown
    open_ = values_for(SNAPSHOT, [])
    assert (open_["hromada"], open_["oblast"]) == ("Вигадівська громада", "Сумська область")
    assert open_["assessment"]
    assert "Коваль" not in str(open_)
    assert "нове поле" not in str(open_)
    assert set(values_for(SNAPSHOT, ["hromada", "oblast", "facts", "assessment", "answers", "people"])) == set()
