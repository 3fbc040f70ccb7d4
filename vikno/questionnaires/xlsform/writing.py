"""A document as a spreadsheet: nothing of it is lost, any spreadsheet program opens it."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from vikno.common.tables.writing import FORMULA_SIGNS
from vikno.questionnaires.engine import Document, Group, Item, Question, as_json
from vikno.questionnaires.engine.reading import item_json
from vikno.questionnaires.xlsform.columns import PLAIN, SPOKEN, language_title

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FIRST: Final = ("type", "name")
type Cells = dict[str, str]


def write_xlsform(document: Document, *, before: Sequence[Cells] = ()) -> bytes:
    """Sheets survey, choices, settings. `before`: rows of the survey for other tools, that mean nothing here."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    _sheet(book, "survey", [*before, *_survey(document.items)])
    _sheet(book, "choices", list(_choices(document)), first=("list_name", "name"))
    _sheet(book, "settings", [_settings(document)], first=("form_title", "form_id"))
    book.close()
    return file.getvalue()


def _survey(items: tuple[Item, ...]) -> Iterator[Cells]:
    for item in items:
        if isinstance(item, Question):
            listed = f" {item.choices}" if item.choices else ""
            yield {"type": f"{item.kind}{listed}", **cells_in(item_json(item))}
            continue
        what = "group" if isinstance(item, Group) else "repeat"
        yield {"type": f"begin {what}", **cells_in(item_json(item))}
        yield from _survey(item.items)
        yield {"type": f"end {what}"}


def cells_in(made: Mapping[str, Any]) -> Cells:
    """Cells of an item's JSON by column, except its type."""
    cells: Cells = {"name": made["code"]}
    for name, column in SPOKEN.items():
        if name in made:
            cells |= _quality(made[name]) if name == "quality" else _spoken(column, made[name])
    for name, column in PLAIN.items():
        if name in made:
            cells[column] = _said(name, made[name])
    if made.get("evidence") == "when":
        cells["evidence"] = made["evidence_when"]
    return {**cells, **made.get("extra", {})}


def _spoken(column: str, labels: Mapping[str, str]) -> Cells:
    return {f"{column}::{language_title(language)}": said for language, said in labels.items()}


def _quality(conditions: list[dict[str, str]]) -> Cells:
    languages = sorted({language for one in conditions for language in one})
    return {
        f"quality::{language_title(language)}": "\n".join(one.get(language, "") for one in conditions)
        for language in languages
    }


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return (";" if name == "scale" else " ").join(str(one) for one in value)
    return str(value)


def _choices(document: Document) -> Iterator[Cells]:
    for name, listed in as_json(document).get("choices", {}).items():
        for one in listed:
            score = {"score": one["score"]} if "score" in one else {}
            yield {
                "list_name": name, "name": one["code"], **_spoken("label", one["labels"]), **score,
                **one.get("filter", {}), **one.get("extra", {}),
            }  # fmt: skip


def _settings(document: Document) -> Cells:
    own, method = document.title.get(document.language, ""), str(document.method)
    others = {language: said for language, said in document.title.items() if language != document.language}
    return {
        "form_title": own, "form_id": document.code, "default_language": language_title(document.language),
        **_spoken("form_title", others), **({"cnap::method": method} if method != "mean" else {}), **document.extra,
    }  # fmt: skip


def _sheet(book: Any, name: str, rows: list[Cells], first: tuple[str, ...] = _FIRST) -> None:
    columns = list(dict.fromkeys([*first, *(column for row in rows for column in row)]))
    page, bold = book.add_worksheet(name), book.add_format({"bold": True, "bottom": 1})
    quoted, text = book.add_format({"quote_prefix": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    for place, column in enumerate(columns):
        page.set_column(place, place, 40 if column.startswith(("label", "hint")) else 18)
        page.write_string(0, place, column, bold)
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            if said := row.get(column):
                page.write_string(number, place, said, quoted if said.startswith(FORMULA_SIGNS) else text)
    page.freeze_panes(1, 2)
