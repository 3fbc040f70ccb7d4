"""JSON Schema 2020-12: of answers to one version, generated; of documents themselves, a file beside the room."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from vikno.questionnaires.engine import limits
from vikno.questionnaires.engine.answers import NOT_APPLICABLE, Answers, Key
from vikno.questionnaires.engine.parts import FILES, NEVER_TYPED, Document, Kind, Plain, Question

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_WHOLE: Final = 10**limits.DIGITS - 1


def response_schema(document: Document, *, version_sha256: str) -> dict[str, Any]:
    """What an import of answers may say: codes outside repeats, and for each repeat an array of its rows."""
    properties: dict[str, Any] = {}
    for question in document.questions:
        if question.kind in NEVER_TYPED:
            continue
        repeat = document.repeated.get(question.code)
        if repeat is None:
            properties[question.code] = _of(document, question)
        else:
            rows = properties.setdefault(repeat, _rows())
            rows["items"]["properties"][question.code] = _of(document, question)
    return {
        "$schema": DIALECT, "$id": f"urn:vikno:response:{version_sha256}",
        "title": document.title.get("uk", document.code),
        "type": "object", "properties": properties, "additionalProperties": False,
    }  # fmt: skip


def answers_in(document: Document, said: Mapping[str, Any]) -> dict[Key, Plain | None]:
    """Answers of an import as places; what is no array of rows is left for the check of each answer."""
    return dict(_places(document, said))


def response_json(document: Document, answers: Answers) -> dict[str, Any]:
    """Answers as an import says them, in the order of asking; rows of a repeat close up."""
    made: dict[str, Any] = {}
    for question in document.questions:
        repeat = document.repeated.get(question.code)
        if repeat is None:
            if (question.code, 0) in answers:
                made[question.code] = answers[question.code, 0]
            continue
        inside = {code for code, of in document.repeated.items() if of == repeat}
        rows = sorted({row for code, row in answers if code in inside and row > 0})
        listed = made.setdefault(repeat, [{} for _row in rows])
        for place, row in enumerate(rows):
            if (question.code, row) in answers:
                listed[place][question.code] = answers[question.code, row]
    return {name: value for name, value in made.items() if value != []}


def _places(document: Document, said: Mapping[str, Any]) -> Iterator[tuple[Key, Any]]:
    repeats = set(document.repeated.values())
    for name, value in said.items():
        if name in repeats and isinstance(value, list):
            for number, row in enumerate(value, start=1):
                yield from (((code, number), one) for code, one in row.items()) if isinstance(row, Mapping) else ()
        else:
            yield (name, 0), value


def _rows() -> dict[str, Any]:
    row = {"type": "object", "properties": {}, "additionalProperties": False}
    return {"type": "array", "maxItems": limits.ROWS, "items": row}


def _of(document: Document, question: Question) -> dict[str, Any]:
    options = [_kind(document, question), {"type": "null"}]
    if question.na is not None:
        options.append({"const": dict(NOT_APPLICABLE)})
    title = question.labels.get("uk") or next(iter(question.labels.values()), question.code)
    return {"title": title, "anyOf": options}


def _kind(document: Document, question: Question) -> dict[str, Any]:
    kind = question.kind
    codes = list(dict.fromkeys(choice.code for choice in document.choices_of(question)))
    if kind == Kind.SELECT_ONE:
        return {"enum": codes}
    if kind == Kind.SELECT_MULTIPLE:
        return {"type": "array", "items": {"enum": codes}, "uniqueItems": True}
    if kind == Kind.DATE:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if kind == Kind.INTEGER:
        return {"type": "integer", "minimum": -_WHOLE, "maximum": _WHOLE}
    if kind == Kind.DECIMAL:
        whole = {"type": "integer", "minimum": -_WHOLE, "maximum": _WHOLE}
        return {"anyOf": [whole, {"type": "string", "pattern": r"^[+-]?[0-9]{1,18}(\.[0-9]{1,10})?$"}]}
    return {"type": "string", "maxLength": 200 if kind in FILES else limits.TEXT, "pattern": "^[^\\u0000]*$"}
