"""The choices sheet: lists that questions use."""

import re
from typing import Any, Final

from vikno.questionnaires.engine import Problem
from vikno.questionnaires.xlsform.book import Book, Fault, Line
from vikno.questionnaires.xlsform.columns import SPOKEN
from vikno.questionnaires.xlsform.survey import Survey

SHEET: Final = "choices"
_OTHER: Final = {"uk": "Інше", "en": "Other"}


def lists_in(book: Book, survey: Survey, language: str) -> tuple[dict[str, list[dict[str, Any]]], list[Fault]]:
    """Used lists as JSON, and notes about those that nobody uses."""
    made: dict[str, list[dict[str, Any]]] = {}
    unused: dict[str, Fault] = {}
    for line in book.lines.get(SHEET, []):
        name = line.get("list_name")
        if not name:
            book.fault(SHEET, line.row, "list_name", "list_name_missing")
        elif name not in survey.lists:
            told = Problem(code="list_not_used", facts={"name": name})
            unused.setdefault(name, Fault(sheet=SHEET, row=line.row, column="list_name", problem=told))
        else:
            made.setdefault(name, []).append(_choice(book, survey, name, line, language))
    for name in sorted(survey.with_other & made.keys()):
        if not any(one["code"] == "other" for one in made[name]):
            made[name].append({"code": "other", "labels": {language: _OTHER.get(language, "Other")}})
    for name, (sheet, row) in survey.lists.items():
        if name not in made:
            book.fault(sheet, row, "type", "list_missing", name=name)
    return made, list(unused.values())


def _choice(book: Book, survey: Survey, name: str, line: Line, language: str) -> dict[str, Any]:
    code = line.get("name")
    if not code:
        book.fault(SHEET, line.row, "name", "name_missing")
    survey.choice_rows.setdefault(f"{name}/{code}", (SHEET, line.row))
    made: dict[str, Any] = {"code": code or "_", "labels": line.spoken("label", language)}
    if line.get("score"):
        made["score"] = line.get("score")
    aside: dict[str, dict[str, str]] = {"filter": {}, "extra": {}}
    for title, cell in line.cells.items():
        if title.is_outside or title.is_unclear:
            told = "column_outside" if title.is_outside else "language_unclear"
            book.fault(SHEET, line.row, title.as_written, told, name=title.as_written)
        elif not title.is_known and title.name not in SPOKEN.values():
            aside["filter" if _is_read(survey, name, title.name) else "extra"][title.name] = cell.strip()
    return {**made, **{what: said for what, said in aside.items() if said}}


def _is_read(survey: Survey, name: str, column: str) -> bool:
    """Whether a filter of a question with this list names the column."""
    return re.search(rf"(?<![\w${{.-]){re.escape(column)}(?![\w.-])", survey.filters.get(name, "")) is not None
