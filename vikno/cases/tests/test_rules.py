import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.cases import rules
from vikno.cases.enums import FINAL, CaseState, Step
from vikno.catalogue.enums import TermUnit
from vikno.common.identifiers import has_valid_check_digit


@given(st.lists(st.sampled_from(list(Step)), max_size=40))
def test_no_sequence_of_steps_leaves_the_table(steps: list[Step]) -> None:
    state = CaseState.REGISTERED
    for step in steps:
        reached = rules.state_after(state, step)
        assert (reached is None) == ((state, step) not in rules.MOVES)
        if reached is None:
            continue
        assert step in rules.steps_from(state)
        assert state not in FINAL or reached in FINAL or step == Step.CAME_BACK
        state = reached
    assert state in CaseState


def test_nothing_is_issued_before_a_decision() -> None:
    """Walk every path: a case that is issued was decided and returned; a withdrawn one was not decided."""
    told = {Step.DECIDED, Step.RETURNED}
    seen = {(CaseState.REGISTERED, frozenset[Step]())}
    queue = list(seen)
    while queue:
        state, taken = queue.pop()
        for step in rules.steps_from(state):
            after = (rules.state_after(state, step), taken | ({step} & told))
            if after not in seen:
                seen.add(after)
                queue.append(after)
    assert all(told <= taken for state, taken in seen if state == CaseState.ISSUED)
    assert not any(Step.DECIDED in taken for state, taken in seen if state == CaseState.WITHDRAWN)
    assert {state for state, _ in seen} == set(CaseState)


def test_registration_happens_once() -> None:
    assert not any(step == Step.REGISTERED for _, step in rules.MOVES)


@given(st.integers(2026, 2090), st.integers(1, 9999), st.integers(1, 999_999))
def test_a_number_reads_back_from_any_spelling(year: int, network: int, sequence: int) -> None:
    number = rules.case_number(year=year, network=network, sequence=sequence)
    assert len(number) == 13
    assert has_valid_check_digit(number)
    shown = rules.number_formatted(number)
    assert rules.number_read(shown) == rules.number_read(f" {shown.replace('-', ' — ')} ") == number
    assert rules.numbers_ending(f"{sequence}-{number[-1]}", years=(year,), network=network) in ([number], [])


def test_the_number_as_it_is_shown() -> None:
    number = rules.case_number(year=2026, network=417, sequence=123)
    assert rules.number_formatted(number).startswith("26-0417-000123-")
    assert rules.numbers_ending(f"123-{number[-1]}", years=(2026, 2025), network=417)[0] == number
    assert rules.numbers_ending("Іваненко", years=(2026,), network=417) == []


@pytest.mark.parametrize("typed", ["", "26-0417-000123", "26-0417-000123-0000", "слово", "2604170001230000"])
def test_what_is_not_a_number_is_none(typed: str) -> None:
    assert rules.number_read(typed) is None


@given(st.integers(0, rules.CODE_CHOICES - 1), st.integers(0, rules.CODE_CHOICES - 1))
def test_a_code_opens_its_own_case_only(chosen: int, other: int) -> None:
    code = rules.access_code(chosen)
    digest = rules.code_digest(key="k", number="1", code=code)
    assert rules.access_code_read(rules.access_code_formatted(code)) == code
    assert rules.code_matches(keys=("new", "k"), number="1", code=code, digest=digest)
    assert not rules.code_matches(keys=("k",), number="2", code=code, digest=digest)
    assert rules.code_matches(keys=("k",), number="1", code=rules.access_code(other), digest=digest) == (
        other == chosen
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 робочий день"), (2, "2 робочі дні"), (11, "11 робочих днів"), (14, "14 робочих днів"),
     (21, "21 робочий день"), (30, "30 робочих днів"), (112, "112 робочих днів")],
)  # fmt: skip
def test_days_are_counted_in_ukrainian(days: int, words: str) -> None:
    assert rules.days_in_words(days, TermUnit.WORKING_DAYS) == words


def test_overdue_is_only_what_is_not_decided() -> None:
    day = dt.date(2026, 11, 16)
    assert rules.is_overdue(state=CaseState.ACCEPTED, due_on=day, today=day + dt.timedelta(days=1))
    assert not rules.is_overdue(state=CaseState.ACCEPTED, due_on=day, today=day)
    assert not rules.is_overdue(state=CaseState.DECIDED, due_on=day, today=day + dt.timedelta(days=9))
    assert not rules.is_overdue(state=CaseState.REGISTERED, due_on=None, today=day)
