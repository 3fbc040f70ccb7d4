"""A document: its one spelling, its hash, and everything that makes it no document."""

import json
from typing import Any

import pytest
from hypothesis import given

from vikno.questionnaires.engine import DocumentRefused, as_json, canonical, examined, fingerprint, read
from vikno.questionnaires.tests.random_documents import documents
from vikno.questionnaires.tests.samples import asked, document, raw, section, yes_no


def codes(*items: dict[str, Any], **facts: Any) -> set[tuple[str, str, str]]:
    _made, problems = examined(raw(*items, **facts))
    return {(one.code, one.where, one.slot) for one in problems}


def test_the_spelling_does_not_depend_on_order_or_defaults() -> None:
    one = raw(asked("a", weight=1, required=False), yes_no("b"))
    other = json.dumps(dict(reversed(list(one.items()))), indent=4)
    assert canonical(read(one)) == canonical(read(other))
    assert fingerprint(read(one)) == fingerprint(read(other))
    assert b'"weight"' not in canonical(read(one))


def test_the_spelling_is_steady() -> None:
    """Published hashes stand on this: a change of the spelling is a new format."""
    assert fingerprint(document(asked("a"), section("g", yes_no("b", weight="2.50")))) == (
        "6520e7d1723251b110b6ab99188e96be34370df3cdd3a85d7981b22d2747e563"
    )


@given(documents())
def test_what_is_written_is_read_back(made: Any) -> None:
    again = read(canonical(made))
    assert again == made
    assert canonical(again) == canonical(made)
    assert read(as_json(made)) == made


@pytest.mark.parametrize(
    ("items", "problem"),
    [
        ([asked("a"), asked("a")], ("code_twice", "a", "code")),
        ([asked("a", surprise=1)], ("unknown_property", "a", "surprise")),
        ([asked("a", "geopoint")], ("not_one_of", "a", "kind")),
        ([asked("a", labels={})], ("label_missing", "a", "labels")),
        ([asked("a", "select_one")], ("choices_missing", "a", "choices")),
        ([asked("a", "select_one", choices="gone")], ("choices_missing", "a", "choices")),
        ([asked("a", "calculate")], ("calculation_missing", "a", "calculation")),
        ([asked("a", relevant="${b} = 1")], ("unknown_reference", "a", "relevant")),
        ([asked("a", relevant="1 + 1")], ("wrong_sort", "a", "relevant")),
        ([asked("a", relevant="${b} != ''"), asked("b", relevant="${a} != ''")], ("circle", "a", "")),
        ([asked("a", "calculate", calculation="${a} + 1")], ("circle", "a", "")),
        ([section("g", asked("a"), relevant="${a} != ''")], ("circle", "g", "")),
        ([asked("a", "integer", default="багато")], ("wrong_default", "a", "default")),
        ([asked("a", scale=["0", "10"])], ("scale_not_wanted", "a", "scale")),
        ([yes_no("a", na="target")], ("target_missing", "a", "target")),
        ([asked("a", evidence="when")], ("evidence_condition", "a", "evidence")),
        ([section("r", section("s", asked("a"), kind="repeat"), kind="repeat")], ("repeat_in_repeat", "s", "")),
        ([asked("a", "note", labels={"uk": "Ви ${gone}"})], ("unknown_reference", "a", "labels")),
        ([asked("9a")], ("wrong_form", "9a", "code")),
        ([asked("a", weight="-1")], ("out_of_bounds", "a", "weight")),
        ([section("r", asked("x", "integer"), kind="repeat"), asked("a", "calculate", calculation="${x} + 1")],
         ("many_values", "a", "calculation")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(items: list[dict[str, Any]], problem: tuple[str, str, str]) -> None:
    assert problem in codes(*items)


def test_a_list_nobody_uses_and_a_choice_told_twice_are_named() -> None:
    listed = [{"code": "x", "labels": {"uk": "Ікс"}}] * 2
    assert ("list_not_used", "l", "choices") in codes(asked("a"), choices={"l": listed})
    assert ("choice_twice", "l/x", "code") in codes(asked("a", "select_one", choices="l"), choices={"l": listed})


@pytest.mark.parametrize("source", ["", "[]", "{", "null", "[" * 100_000, b"\xff", "{}"])
def test_what_is_no_document_is_refused(source: str | bytes) -> None:
    with pytest.raises(DocumentRefused):
        read(source)


def test_limits() -> None:
    too_many = [asked(f"q{number}") for number in range(1001)]
    assert ("too_many_items", "", "") in codes(*too_many)
    deep = asked("a")
    for number in range(8):
        deep = section(f"g{number}", deep)
    assert any(code == "nested_too_deep" for code, _where, _slot in codes(deep))
