"""Schemas: of documents, of answers to a version."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from vikno.questionnaires import engine
from vikno.questionnaires.engine import as_json, evaluate, plain, settle
from vikno.questionnaires.engine.codecs import DOCUMENT, GROUP, QUESTION, REPEAT
from vikno.questionnaires.engine.schema import answers_in, response_json, response_schema
from vikno.questionnaires.tests.random_documents import answered, documents
from vikno.questionnaires.tests.samples import asked, document, raw, section, yes_no

SCHEMA = json.loads((Path(engine.__file__).parents[1] / "data" / "document.schema.json").read_text(encoding="utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_one_and_knows_every_property() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    parts = SCHEMA["$defs"]
    assert parts["question"]["properties"].keys() == QUESTION.keys()
    assert parts["section"]["properties"].keys() == {*GROUP, *REPEAT, "kind", "items"}
    assert SCHEMA["properties"].keys() == {*DOCUMENT, "format", "items", "choices"}


@given(documents())
def test_every_document_is_valid(made: Any) -> None:
    CHECK.validate(as_json(made))


@pytest.mark.parametrize(
    "items",
    [
        [asked("a", "geopoint")], [asked("a", surprise=1)], [asked("9")], [asked("a", na="perhaps")],
        [asked("a", weight="x")],
        [section("g", asked("a"), count="1")], [{"kind": "text"}], [section("g", asked("a", audience=["x"]))],
    ],
)  # fmt: skip
def test_what_has_a_wrong_shape_is_refused_by_both(items: list[dict[str, Any]]) -> None:
    assert not CHECK.is_valid(raw(*items))
    assert engine.examined(raw(*items))[1]


@given(answered())
def test_the_schema_of_answers_and_the_engine_agree(given_: Any) -> None:
    """What the schema lets through is an answer; what the engine keeps is valid by the schema."""
    made, answers = given_
    schema = response_schema(made, version_sha256="0" * 64)
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.FormatChecker(["date"])
    for (code, row), value in answers.items():
        question, repeat = made.question(code), made.repeated.get(code)
        if question is None or question.kind in engine.NEVER_TYPED or (row > 0) != (repeat is not None):
            continue
        said = {code: value} if repeat is None else {repeat: [{code: value}]}
        settled = settle(made, question, value)
        if jsonschema.Draft202012Validator(schema, format_checker=checker).is_valid(said):
            assert not settled.problem
        if not settled.problem and settled.value is not None:
            kept = {code: plain(settled.value)} if repeat is None else {repeat: [{code: plain(settled.value)}]}
            jsonschema.validate(kept, schema, format_checker=checker)


def test_answers_there_and_back() -> None:
    made = document(yes_no("a"), section("r", asked("x", "integer"), asked("y"), kind="repeat"), asked("n", "note"))
    answers = {("a", 0): "yes", ("x", 1): 5, ("y", 1): "так", ("x", 2): 7}
    said = response_json(made, answers)
    assert said == {"a": "yes", "r": [{"x": 5, "y": "так"}, {"x": 7}]}
    assert answers_in(made, said) == answers
    assert not evaluate(made, answers_in(made, {"r": ["дивно"], "a": "yes"})).errors
