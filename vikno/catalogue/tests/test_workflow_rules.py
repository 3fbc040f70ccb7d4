"""The card as values: rearranging, counting days against the term, what the linter says."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.catalogue.rules import ServiceTerm, Severity, StepLine, WorkflowContent, lint_workflow, moved, without
from vikno.catalogue.rules.workflows import exceeds, shortest_days, skeleton
from vikno.catalogue.tests.world import unhurried

TEN_WORKING = ServiceTerm(days=10, unit="working")
CLERK = "Адміністратор, ЦНАП"


def step(name: str, **facts: Any) -> StepLine:
    return StepLine(**{"name": name, "responsible": CLERK, "days": 1, **facts})


WHOLE = (
    step("Прийом", event="registered"),
    step("Розгляд", performer="provider", days=3),
    step("Рішення", performer="provider", action="З", event="decided"),
    step("Видача", event="issued", days=None),
)


def codes(steps: tuple[StepLine, ...], *, term: ServiceTerm = TEN_WORKING, **facts: Any) -> set[str]:
    content = WorkflowContent(steps=steps, is_confirmed=True, **facts)
    return {finding.code for finding in lint_workflow(content, term=term)}


def test_a_whole_card_has_no_findings() -> None:
    assert codes(WHOLE) == set()


@pytest.mark.parametrize(
    ("place", "facts", "code"),
    [
        (1, {"responsible": " "}, "step_no_responsible"),
        (1, {"action": "X"}, "step_unknown_action"),
        (1, {"days": None}, "step_no_term"),
        (1, {"days": 12}, "steps_exceed_term"),
        (1, {"name": "Прийом"}, "step_twice"),
        (1, {"responsible": "Cпеціаліст"}, "mixed_letters"),
        (1, {"event": "registered"}, "events_out_of_order"),
        (0, {"event": ""}, "no_intake_step"),
        (3, {"event": ""}, "no_issue_step"),
        (2, {"action": "В"}, "nobody_approves"),
        (0, {"action": "П"}, "approved_before_done"),
    ],
)
def test_each_fault_of_a_line_is_named(place: int, facts: dict[str, Any], code: str) -> None:
    lines = list(WHOLE)
    lines[place] = replace(lines[place], **facts)
    assert code in codes(tuple(lines))


def test_a_card_without_lines_and_one_where_nobody_works_are_errors() -> None:
    assert codes(()) == {"workflow_empty"}
    assert "nobody_performs" in codes(tuple(replace(line, action="У") for line in WHOLE))


def test_a_sitting_needs_a_line_that_approves() -> None:
    term = ServiceTerm(days=30, unit="calendar", is_collegial=True)
    agreed = tuple(replace(line, action="П") if line.action == "З" else line for line in WHOLE)
    assert "sitting_approves_nothing" in codes(agreed, term=term)


def test_an_unconfirmed_card_is_a_note_and_keeps_nothing_from_being_published() -> None:
    findings = lint_workflow(WorkflowContent(steps=WHOLE), term=TEN_WORKING)
    assert [(f.code, f.severity) for f in findings] == [("workflow_unconfirmed", Severity.NOTE)]


@pytest.mark.parametrize(
    ("days", "unit", "term", "extra"),
    [
        (8, "working", TEN_WORKING, 0),
        (9, "working", TEN_WORKING, 1),
        # Twelve calendar days may hold eight working ones only: nobody is blamed for them.
        (12, "calendar", TEN_WORKING, 0),
        (20, "calendar", TEN_WORKING, 6),
        # Nine working days span at least eleven calendar ones.
        (9, "working", ServiceTerm(days=12, unit="calendar"), 1),
        (2, "working", ServiceTerm(days=None, unit="working", is_immediate=True), 3),
        (99, "working", ServiceTerm(days=None, unit="working"), 0),
    ],
)
def test_steps_are_counted_in_days_of_the_term(days: int, unit: str, term: ServiceTerm, extra: int) -> None:
    steps = (*WHOLE[:1], step("Розгляд", days=days, unit=unit), *WHOLE[2:])
    assert exceeds(steps, term) == extra


def test_what_is_before_the_term_and_after_it_does_not_count() -> None:
    late = (step("Прийом", event="registered", days=9), *WHOLE[1:3], step("Видача", event="issued", days=60))
    assert exceeds(late, replace(TEN_WORKING, days=5)) > 0
    assert exceeds(late, replace(TEN_WORKING, days=5, starts_at_provider=True)) == 0


@pytest.mark.parametrize("immediate", [True, False])
def test_the_skeleton_of_a_new_card_has_no_errors(immediate: bool) -> None:
    steps = skeleton(is_immediate=immediate, decides="Відділ", centre="ЦНАП")
    term = ServiceTerm(days=None if immediate else 10, unit="working", is_immediate=immediate)
    found = lint_workflow(WorkflowContent(steps=steps), term=term)
    assert [f.code for f in found if f.severity is Severity.ERROR] == []


NAMES = st.lists(st.integers(), unique=True, max_size=8).map(lambda keys: tuple(step(str(key)) for key in keys))


@unhurried
@given(steps=NAMES, place=st.integers(-2, 10), way=st.sampled_from(["up", "down"]))
def test_moving_keeps_every_line(steps: tuple[StepLine, ...], place: int, way: Any) -> None:
    after = moved(steps, place, way)
    assert sorted(after, key=str) == sorted(steps, key=str)
    there = place - 1 if way == "up" else place + 1
    if 0 <= place < len(steps) and 0 <= there < len(steps):
        assert after[there] == steps[place]
        assert moved(after, there, "down" if way == "up" else "up") == steps
    else:
        assert after == steps


@unhurried
@given(steps=NAMES, place=st.integers(-2, 10))
def test_removing_takes_one_line_and_no_other(steps: tuple[StepLine, ...], place: int) -> None:
    after = without(steps, place)
    gone = [line for line in steps if line not in after]
    assert gone == ([steps[place]] if 0 <= place < len(steps) else [])


@given(days=st.integers(0, 60))
def test_days_in_another_unit_are_a_lower_bound(days: int) -> None:
    as_calendar = shortest_days([step("а", days=days)], unit="calendar")
    as_working = shortest_days([step("а", days=days, unit="calendar")], unit="working")
    assert as_calendar >= days >= as_working
