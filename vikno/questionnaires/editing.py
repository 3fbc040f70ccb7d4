"""The table editor: one question as a row of the same columns as the spreadsheet, changed inside a document.

Every change gives a whole new document or what is wrong with it; nothing is kept by halves.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vikno.questionnaires.engine import Document, Item, Problem, Question, as_json, examined_whole
from vikno.questionnaires.xlsform.rows import cells_of, item_in

FIRST, AFTER, INSIDE = "first", "after", "inside"
UP, DOWN = "up", "down"
_MARK: Final = "|"
type Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Edited:
    """`document` None: refused for `problems`. `code`: of the item that was written."""

    document: Document | None
    problems: tuple[Problem, ...]
    code: str = ""


def row_of(document: Document, item: Item) -> dict[str, str]:
    """Cells of an item by column; choices of its list as lines «code | text | text in English | score»."""
    cells = cells_of(item)
    if isinstance(item, Question) and item.choices:
        cells["choices"] = "\n".join(_choice_line(one) for one in as_json(document)["choices"].get(item.choices, []))
    return cells


def with_item(document: Document, code: str, cells: Mapping[str, str]) -> Edited:
    """The document with an item changed; what its row does not show is kept."""
    made = as_json(document)
    listed, place = _found(made["items"], code)
    before = listed[place]
    after, problems = item_in(cells, kept=before)
    listed[place] = {**after, **({"items": before["items"]} if "items" in before else {})}
    return _examined(made, after, cells, problems)


def with_new_item(document: Document, where: str, at: str, cells: Mapping[str, str]) -> Edited:
    """The document with one more item: first of all, after an item, or last inside a section."""
    made = as_json(document)
    after, problems = item_in(cells, kept={})
    if after["kind"] in ("group", "repeat"):
        after["items"] = []
    listed, place = (made["items"], -1) if where == FIRST else _found(made["items"], at)
    if where == INSIDE:
        listed = listed[place].setdefault("items", [])
        place = len(listed) - 1
    listed.insert(place + 1, after)
    return _examined(made, after, cells, problems)


def without_item(document: Document, code: str) -> Edited:
    """The document without an item and all that is in it; lists nobody uses any more go too."""
    made = as_json(document)
    listed, place = _found(made["items"], code)
    del listed[place]
    return _examined(made, {"code": code}, {}, [])


def moved(document: Document, code: str, direction: str) -> Edited:
    """The document with an item one place up or down in its section; at the end it stays."""
    made = as_json(document)
    listed, place = _found(made["items"], code)
    other = place + (1 if direction == DOWN else -1)
    if 0 <= other < len(listed):
        listed[place], listed[other] = listed[other], listed[place]
    return _examined(made, {"code": code}, {}, [])


def _examined(made: Json, item: Json, cells: Mapping[str, str], problems: list[Problem]) -> Edited:
    if cells.get("choices", "").strip() and item.get("choices"):
        lists = made.setdefault("choices", {})
        lists[item["choices"]] = _choices(cells["choices"], lists.get(item["choices"], []))
    used = {one.get("choices") for one in _all(made["items"])}
    made["choices"] = {name: listed for name, listed in made.get("choices", {}).items() if name in used}
    document, found = examined_whole(made)
    wrong = (*problems, *found)
    return Edited(document=None if wrong else document, problems=wrong, code=item["code"])


def _choices(text: str, before: list[Json]) -> list[Json]:
    """Lines to choices; a choice that was there keeps what a line does not show."""
    known = {one["code"]: one for one in before}
    made = []
    for line in filter(str.strip, text.splitlines()):
        code, uk, en, score = ([part.strip() for part in line.split(_MARK)] + [""] * 3)[:4]
        one: Json = copy.deepcopy(known.get(code, {"code": code, "labels": {}}))
        one["labels"] = {**one.get("labels", {}), "uk": uk, "en": en}
        one.pop("score", None)
        made.append({**one, **({"score": score} if score else {})})
    return made


def _choice_line(one: Json) -> str:
    labels = one.get("labels", {})
    parts = [one["code"], labels.get("uk", ""), labels.get("en", ""), one.get("score", "")]
    while parts and not parts[-1]:
        parts.pop()
    return f" {_MARK} ".join(parts)


def _found(items: list[Json], code: str) -> tuple[list[Json], int]:
    """The list an item stands in, and its place there. Raises KeyError."""
    for place, one in enumerate(items):
        if one["code"] == code:
            return items, place
        if "items" in one:
            try:
                return _found(one["items"], code)
            except KeyError:
                continue
    raise KeyError(code)


def _all(items: list[Json]) -> list[Json]:
    return [found for one in items for found in (one, *_all(one.get("items", [])))]
