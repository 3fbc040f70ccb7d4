"""A spreadsheet to a document: all of it, or none and everything that stands in the way, by sheet, row and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vikno.questionnaires.engine import Document, Problem, examined_whole
from vikno.questionnaires.engine.parts import FORMAT
from vikno.questionnaires.xlsform.book import Book, Fault, opened
from vikno.questionnaires.xlsform.choices import lists_in
from vikno.questionnaires.xlsform.columns import COLUMN_OF, OUTSIDE_SETTINGS, OUTSIDE_SHEETS, language_code
from vikno.questionnaires.xlsform.survey import Survey, survey_in

_SETTINGS_KNOWN: Final = ("form_title", "title", "form_id", "id_string", "default_language", "cnap::method")


@dataclass(frozen=True, kw_only=True)
class Imported:
    """`document` None: refused for `faults`. `notes`: what was left out and means nothing, for the author to know."""

    document: Document | None
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()


def read_xlsform(content: bytes, *, code: str, title: str) -> Imported:
    """The document in a workbook; `code` and `title` are for one whose settings name none.

    Raises `TableRefused` when the file is no readable workbook.
    """
    book = opened(content)
    if not book.faults and not book.lines.get("survey"):
        book.fault("survey", 0, "", "sheet_missing")
    if book.faults:
        return Imported(document=None, faults=tuple(book.faults))
    head = _settings(book, code, title)
    survey = survey_in(book, head["language"])
    choices, notes = lists_in(book, survey, head["language"])
    _require_known_sheets(book)
    document, problems = examined_whole({"format": FORMAT, **head, "items": survey.items, "choices": choices})
    book.faults += [_placed(book, survey, problem) for problem in problems if not _is_told(book, survey, problem)]
    faults = tuple(sorted(book.faults, key=lambda one: (one.sheet != "survey", one.sheet, one.row)))
    return Imported(document=None if faults else document, faults=faults, notes=tuple(notes))


def _settings(book: Book, code: str, title: str) -> dict[str, Any]:
    lines = book.lines.get("settings", [])
    said = {title_.name: cell for title_, cell in (lines[0].cells if lines else {}).items()}
    for name, cell in said.items():
        if name in OUTSIDE_SETTINGS and cell.strip():
            book.fault("settings", lines[0].row, name, "setting_outside", name=name)
    language = language_code(said.get("default_language", "")) or "uk"
    made: dict[str, Any] = {
        "code": _code(said.get("form_id") or said.get("id_string") or code) or "form", "language": language,
        "title": {language: said.get("form_title") or said.get("title") or title},
    }  # fmt: skip
    made["title"] |= {
        language_code(name.partition("::")[2]): cell for name, cell in said.items()
        if name.startswith("form_title::") and language_code(name.partition("::")[2])
    }  # fmt: skip
    if said.get("cnap::method"):
        made["method"] = said["cnap::method"].strip()
    extra = {
        name: cell for name, cell in said.items() if name not in _SETTINGS_KNOWN and not name.startswith("form_title")
    }
    return {**made, "extra": extra} if extra else made


def _code(written: str) -> str:
    made = re.sub(r"[^A-Za-z0-9_.\-]+", "_", written.strip())[:64]
    return made if not made or re.match(r"[A-Za-z_]", made) else f"_{made}"[:64]


def _require_known_sheets(book: Book) -> None:
    for name, lines in book.lines.items():
        if name in OUTSIDE_SHEETS and lines:
            book.fault(name, 0, "", "sheet_outside", name=name)


def _placed(book: Book, survey: Survey, problem: Problem) -> Fault:
    """A problem of the document at the row and column it came from."""
    sheet, row = survey.rows.get(problem.where, ("", 0))
    column = COLUMN_OF.get(problem.slot, problem.slot)
    if problem.where.partition("/")[0] in survey.lists and (not sheet or problem.slot == "choices"):
        sheet, row = survey.choice_rows.get(problem.where, ("choices", 0))
    if not sheet:
        sheet, row = ("settings", 2) if problem.slot in ("code", "title", "method") else ("survey", 0)
    return Fault(sheet=sheet, row=row, column=column, problem=problem)


def _is_told(book: Book, survey: Survey, problem: Problem) -> bool:
    """A row that is refused for its type or name says nothing more of itself; who refers to it is right to."""
    at = survey.rows.get(problem.where)
    refused = {(fault.sheet, fault.row) for fault in book.faults}
    is_echo = problem.code == "unknown_reference" and problem.facts.get("name") in survey.refused
    return is_echo or (at in refused and problem.code in ("missing_property", "not_one_of"))


def outcome_by_row(faults: tuple[Fault, ...]) -> Mapping[tuple[str, int], list[str]]:
    """Codes of faults by sheet and row."""
    found: dict[tuple[str, int], list[str]] = {}
    for fault in faults:
        found.setdefault((fault.sheet, fault.row), []).append(fault.problem.code)
    return found
