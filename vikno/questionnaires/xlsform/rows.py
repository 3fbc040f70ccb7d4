"""One row of the survey sheet by itself: what a table editor shows and takes back."""

from collections.abc import Mapping
from typing import Any, Final

from vikno.questionnaires.engine import Group, Item, Problem, Question, Repeat
from vikno.questionnaires.engine.reading import item_json
from vikno.questionnaires.xlsform.book import Book, Line
from vikno.questionnaires.xlsform.columns import PLAIN, SPOKEN, language_title, titles_of, type_of
from vikno.questionnaires.xlsform.survey import default_in_its_kind, properties
from vikno.questionnaires.xlsform.writing import cells_in

LANGUAGES: Final = ("uk", "en")


def cells_of(item: Item) -> dict[str, str]:
    """Cells by column as the sheet has them; columns of our own notes are left out."""
    listed = f" {item.choices}" if isinstance(item, Question) and item.choices else ""
    kind = f"{item.kind}{listed}" if isinstance(item, Question) else _BEGIN[type(item)]
    made = {"type": kind, **cells_in(item_json(item))}
    shown = {"type", "name", *PLAIN.values(), *(column for name in SPOKEN.values() for column in spoken_columns(name))}
    return {column: cell for column, cell in made.items() if column in shown}


def spoken_columns(name: str) -> list[str]:
    return [f"{name}::{language_title(language)}" for language in LANGUAGES]


def item_in(cells: Mapping[str, str], *, kept: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """An item as JSON from cells. `kept`: the item before; what no cell shows of it stays: notes, other languages."""
    said = {column: cell for column, cell in cells.items() if cell.strip() and column != "choices"}
    book = Book()
    line = Line(row=1, cells=dict(zip(titles_of(list(said)), said.values(), strict=True)))
    code, written = said.get("name", "").strip(), type_of(said.get("type", ""))
    item = {"code": code, "kind": written.kind.removeprefix("begin "), **properties(book, line, "uk")}
    if written.choices:
        item["choices"] = written.choices
    default_in_its_kind(item)
    for name in SPOKEN:
        if name != "quality":
            others = {one: text for one, text in kept.get(name, {}).items() if one not in LANGUAGES}
            item |= {name: {**others, **item.get(name, {})}} if others else {}
    if kept.get("extra"):
        item["extra"] = dict(kept["extra"])
    told = [
        Problem(code=one.problem.code, where=code, slot=one.column, facts=one.problem.facts) for one in book.faults
    ]  # fmt: skip
    return item, told


_BEGIN: Final = {Group: "begin group", Repeat: "begin repeat"}
