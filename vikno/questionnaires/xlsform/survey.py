"""The survey sheet: rows to questions, begin and end to groups and repeats."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from vikno.questionnaires.engine.answers import number_in, plain
from vikno.questionnaires.engine.codecs import CODE
from vikno.questionnaires.xlsform.book import Book, Line
from vikno.questionnaires.xlsform.columns import PLAIN, SPOKEN, Type, type_of

SHEET: Final = "survey"
_YES: Final = frozenset({"yes", "true", "true()", "1", "так"})
_NO: Final = frozenset({"no", "false", "false()", "0", "ні", ""})


@dataclass
class Survey:
    """Items as JSON. `rows`: where each code stands; `lists`: which lists are used, and which take «other»."""

    items: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, tuple[str, int]] = field(default_factory=dict)
    lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    choice_rows: dict[str, tuple[str, int]] = field(default_factory=dict)
    with_other: set[str] = field(default_factory=set)
    filters: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


@dataclass
class _Open:
    """A section begun and not ended."""

    what: str
    row: int
    items: list[dict[str, Any]]


def survey_in(book: Book, language: str) -> Survey:
    """Every row of the sheet, also those after a faulty one."""
    survey = Survey()
    inside = [_Open("", 0, survey.items)]
    for line in book.lines[SHEET]:
        if not line.get("type"):
            if line.cells:
                book.fault(SHEET, line.row, "type", "type_missing")
            continue
        made = type_of(line.get("type"))
        if made.kind.startswith("end "):
            _end(book, inside, line, made.kind.removeprefix("end "))
        elif made.kind.startswith("begin "):
            _begin(book, survey, inside, line, made.kind.removeprefix("begin "), language)
        else:
            _question(book, survey, inside[-1].items, line, made, language)
    for left in inside[1:]:
        book.fault(SHEET, left.row, "type", "section_not_ended", name=left.what)
    return survey


def _begin(book: Book, survey: Survey, inside: list[_Open], line: Line, what: str, language: str) -> None:
    item = {"kind": what, "items": [], **properties(book, line, language)}
    _name(book, survey, item, line)
    inside[-1].items.append(item)
    inside.append(_Open(what, line.row, item["items"]))


def _end(book: Book, inside: list[_Open], line: Line, what: str) -> None:
    if inside[-1].what == what:
        inside.pop()
    else:
        book.fault(SHEET, line.row, "type", "section_not_begun", name=what)


def _question(book: Book, survey: Survey, items: list[dict[str, Any]], line: Line, made: Type, language: str) -> None:
    if not made.kind:
        book.fault(SHEET, line.row, "type", "type_outside", name=line.get("type"))
        survey.refused.add(line.get("name"))
        return
    item = {"kind": made.kind, **properties(book, line, language)}
    _name(book, survey, item, line)
    default_in_its_kind(item)
    if made.choices:
        item["choices"] = made.choices
        survey.lists.setdefault(made.choices, (SHEET, line.row))
        survey.filters[made.choices] = f"{survey.filters.get(made.choices, '')} {item.get('choice_filter', '')}"
    items.append(item)
    if made.with_other:
        survey.with_other.add(made.choices)
        items.append(_other(survey, item, line, language))


def _name(book: Book, survey: Survey, item: dict[str, Any], line: Line) -> None:
    code = line.get("name")
    if not code and item["kind"] == "note":
        code = f"note_{line.row}"  # notes are often left without one; nothing refers to them
    if not re.fullmatch(CODE, code):
        book.fault(SHEET, line.row, "name", "name_form" if code else "name_missing", name=code)
        survey.refused.add(code)
        code = f"row_{line.row}"
    item["code"] = code
    survey.rows[code] = (SHEET, line.row)


def _other(survey: Survey, item: dict[str, Any], line: Line, language: str) -> dict[str, Any]:
    """«or specify other»: another choice and a question that hangs on it, as the reference converter makes them."""
    code = f"{item['code']}_other"
    survey.rows.setdefault(code, (SHEET, line.row))
    said = {"uk": "Уточніть", "en": "Specify other"}
    asked = {"kind": "text", "code": code, "labels": {language: said.get(language, said["en"])}}
    return {**asked, "relevant": f"selected(${{{item['code']}}}, 'other')"}


def properties(book: Book, line: Line, language: str) -> dict[str, Any]:
    """What the cells of a row say of an item, except its type and name; faults go to the book."""
    made: dict[str, Any] = {}
    for name, column in SPOKEN.items():
        if said := line.spoken(column, language):
            made[name] = _lines(said) if name == "quality" else said
    for name, column in PLAIN.items():
        if said_here := line.get(column):
            made |= _read(book, line, name, column, said_here)
    extra = {}
    for title, cell in line.cells.items():
        if title.is_outside or title.is_unclear:
            code = "column_outside" if title.is_outside else "language_unclear"
            book.fault(SHEET, line.row, title.as_written, code, name=title.as_written)
        elif not title.is_known and title.name not in SPOKEN.values():
            extra[title.name] = cell
    return {**made, "extra": extra} if extra else made


def _lines(said: dict[str, str]) -> list[dict[str, str]]:
    """Conditions a line each, the same line in every language one condition."""
    parted = {language: text.split("\n") for language, text in said.items()}
    most = max(len(lines) for lines in parted.values())
    made = [{one: lines[n].strip() for one, lines in parted.items() if n < len(lines)} for n in range(most)]
    return [{one: text for one, text in each.items() if text} for each in made if any(each.values())]


def _read(book: Book, line: Line, name: str, column: str, said: str) -> dict[str, Any]:
    """One cell as a property of the document; a wrong one is left for the document's own check where that names it."""
    if name in ("read_only", "personal", "required"):
        folded = said.lower()
        if folded in _YES or folded in _NO:
            return {name: folded in _YES} if folded in _YES else {}
        if name != "required":
            book.fault(SHEET, line.row, column, "truth_wanted")
            return {}
    if name == "evidence" and said not in ("none", "optional", "required"):
        return {"evidence": "when", "evidence_when": said}
    if name == "evidence_valid_months":
        return {name: int(said) if re.fullmatch(r"\d{1,4}", said) else said}
    if name == "audience":
        return {name: re.split(r"[\s,;]+", said.strip())}
    return {name: re.split(r"[;\s]+", said.strip())} if name == "scale" else {name: said}


def default_in_its_kind(item: dict[str, Any]) -> None:
    """A default in the spelling of its kind."""
    said = item.get("default")
    if not isinstance(said, str):
        return
    if item["kind"] == "select_multiple":
        item["default"] = said.split()
    elif item["kind"] in ("integer", "decimal"):
        number = number_in(said)
        item["default"] = plain(number) if isinstance(number, Decimal) else said
