"""Between versions: what became of each question, what may be compared, what differs."""

from typing import Any

import pytest
from hypothesis import given

from vikno.questionnaires.engine import Document
from vikno.questionnaires.engine.crosswalk import Crossing, as_json, compared, from_json, suggested, wrong_lines
from vikno.questionnaires.engine.differences import differences
from vikno.questionnaires.tests.random_documents import documents
from vikno.questionnaires.tests.samples import asked, at, document, section, yes_no


def levels(*scores: int) -> list[dict[str, Any]]:
    return [{"code": f"l{n}", "labels": {"uk": str(n)}, "score": n} for n in scores]


OLD = document(
    yes_no("same"), asked("scale", "select_one", choices="l"), yes_no("gone"),
    asked("old_name", "integer", labels={"uk": "Скільки?"}),
    choices={"l": levels(0, 1, 2)},
)  # fmt: skip
NEW = document(
    yes_no("same", weight=5), asked("scale", "select_one", choices="l"), yes_no("fresh"),
    asked("new_name", "integer", labels={"uk": "Скільки?"}), choices={"l": levels(0, 1, 2, 3, 4)},
)  # fmt: skip


def test_a_first_crosswalk_is_told_without_a_person() -> None:
    lines = suggested(OLD, NEW)
    assert {one.kind: (one.old, one.new) for one in lines} == {
        "same": (("same",), ("same",)), "rescaled": (("scale",), ("scale",)), "dropped": (("gone",), ()),
        "renamed": (("old_name",), ("new_name",)), "added": ((), ("fresh",)),
    }  # fmt: skip
    assert wrong_lines(lines, OLD, NEW) == []
    assert from_json(as_json(lines)) == lines


@given(documents(), documents())
def test_what_is_suggested_tells_every_question_once(one: Document, other: Document) -> None:
    codes = {problem.code for problem in wrong_lines(suggested(one, other), one, other)}
    assert codes <= {"table_incomplete"}  # only a person knows what an older choice means now


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (Crossing(kind="same", old=("scale",), new=("scale",)), "not_the_same"),
        (Crossing(kind="same", old=("gone",), new=("fresh",)), "code_changed"),
        (Crossing(kind="rescaled", old=("scale",), new=("scale",), table={"l0": "l0"}), "table_incomplete"),
        (
            Crossing(kind="rescaled", old=("scale",), new=("scale",), table={"l0": "l0", "l1": "x", "l2": "l4"}),
            "table_incomplete",
        ),
        (Crossing(kind="split", old=("gone",), new=("fresh",)), "wrong_size"),
        (Crossing(kind="dropped", old=("gone",), new=("fresh",)), "wrong_size"),
        (Crossing(kind="strange", old=("gone",)), "unknown_kind"),
        (Crossing(kind="dropped", old=("nobody",)), "unknown_question"),
    ],
)
def test_a_line_that_does_not_hold_is_named(line: Crossing, code: str) -> None:
    assert code in {problem.code for problem in wrong_lines([line], OLD, NEW)}


def test_comparison_uses_same_and_rescaled_alone_and_says_how_many() -> None:
    table = {"l0": "l0", "l1": "l2", "l2": "l4"}
    lines = [
        Crossing(kind="same", old=("same",), new=("same",)), Crossing(kind="rescaled", old=("scale",),
        new=("scale",), table=table),
        Crossing(kind="dropped", old=("gone",)), Crossing(kind="added", new=("fresh",)),
        Crossing(kind="renamed", old=("old_name",), new=("new_name",)),
    ]  # fmt: skip
    found = compared(lines, OLD, at(same="no", scale="l1", gone="yes"), NEW, at(same="yes", scale="l3", fresh="yes"))
    assert [(one.new, one.before.value, one.after.value) for one in found.lines] == [
        ("same", 0, 100),
        ("scale", 50, 75),
    ]
    assert (found.of, found.left_out) == (3, 1)
    empty = compared(lines, OLD, {}, NEW, {})
    assert [one.before.value for one in empty.lines] == [None, None]


def test_differences_are_told_property_by_property() -> None:
    found = {(one.what, one.where, one.slot) for one in differences(OLD, NEW)}
    assert ("changed", "same", "weight") in found
    assert ("changed", "l", "choices") in found
    assert {
        ("added", "fresh", ""),
        ("added", "new_name", ""),
        ("removed", "gone", ""),
        ("removed", "old_name", ""),
    } <= found
    moved = differences(document(asked("a"), asked("b")), document(asked("b"), asked("a")))
    assert {(one.what, one.where) for one in moved} == {("moved", "a"), ("moved", "b")}
    inside = differences(document(asked("a"), section("g", asked("b"))), document(section("g", asked("a"), asked("b"))))
    assert ("moved", "a") in {(one.what, one.where) for one in inside}


@given(documents())
def test_nothing_differs_from_itself(made: Document) -> None:
    assert differences(made, made) == []
    assert {one.kind for one in suggested(made, made)} == {"same"}
    assert wrong_lines(suggested(made, made), made, made) == []
