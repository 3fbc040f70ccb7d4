"""What differs between two versions: questions added, removed, moved, changed, property by property."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vikno.questionnaires.engine.parts import Document
from vikno.questionnaires.engine.reading import as_json, item_json

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"


@dataclass(frozen=True, kw_only=True)
class Change:
    """`where`: code of an item, name of a list of choices, or "" for the document. Values are JSON's."""

    what: str
    where: str
    slot: str = ""
    before: Any = None
    after: Any = None


def differences(older: Document, newer: Document) -> list[Change]:
    """Every change in the order of the newer version; removed ones at the end. Nothing differs: an empty list."""
    return [*_document(older, newer), *_items(older, newer), *_lists(older, newer)]


def _document(older: Document, newer: Document) -> Iterator[Change]:
    before, after = as_json(older), as_json(newer)
    for slot in sorted((before.keys() | after.keys()) - {"items", "choices", "format"}):
        if before.get(slot) != after.get(slot):
            yield Change(what=CHANGED, where="", slot=slot, before=before.get(slot), after=after.get(slot))


def _items(older: Document, newer: Document) -> Iterator[Change]:
    order = _places(older), _places(newer)
    for code, placed in newer.by_code.items():
        known = older.by_code.get(code)
        if known is None:
            yield Change(what=ADDED, where=code)
            continue
        before, after = item_json(known.item), item_json(placed.item)
        for slot in sorted((before.keys() | after.keys()) - {"items"}):
            if before.get(slot) != after.get(slot):
                yield Change(what=CHANGED, where=code, slot=slot, before=before.get(slot), after=after.get(slot))
        if order[0][code] != order[1][code]:
            yield Change(what=MOVED, where=code)
    yield from (Change(what=REMOVED, where=code) for code in older.by_code if code not in newer.by_code)


def _places(document: Document) -> dict[str, tuple[str, str]]:
    """The section of each item and the one it follows there."""
    last: dict[str, str] = {}
    made = {}
    for placed in document.placed:
        section = placed.path[-1].code if placed.path else ""
        made[placed.item.code] = (section, last.get(section, ""))
        last[section] = placed.item.code
    return made


def _lists(older: Document, newer: Document) -> Iterator[Change]:
    before, after = as_json(older).get("choices", {}), as_json(newer).get("choices", {})
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            what = ADDED if name not in before else REMOVED if name not in after else CHANGED
            yield Change(what=what, where=name, slot="choices", before=before.get(name), after=after.get(name))
