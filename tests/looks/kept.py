"""How pages look, kept as text beside the tests: places within what another font moves, colours and sizes exactly."""

import difflib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.spoken.kept import steady

HERE: Final = Path(__file__).parent / "kept"
_BOXES: Final = (Path(__file__).parent / "boxes.js").read_text(encoding="utf-8")
_HOLDERS: Final = frozenset(
    {"nav", "main", "aside", "form", "table", "section", "div", "details"}
)  # as tall as their rows
_MOST: Final = 3  # things of one kind in a row, told once more: how many rows there are depends on the day


@dataclass(frozen=True, slots=True)
class Box:
    """A thing on the page, in pixels. How far down it stands is not kept: rows above it come and go with the day."""

    kind: str
    name: str
    x: int
    w: int
    h: int
    style: str

    def __str__(self) -> str:
        return f"{self.kind}|{self.name}|{self.x} {self.w} {self.h}|{self.style}"

    @classmethod
    def read(cls, line: str) -> "Box":
        kind, name, places, style = line.split("|")
        x, w, h = map(int, places.split())
        return cls(kind, name, x, w, h, style)


def boxes(page: Any) -> list[Box]:
    """What stands on a page now, in the order of the page."""
    made = []
    for one in page.evaluate(_BOXES):
        style = f"{one['size']}/{one['weight']} {one['ink']} {one['paper']} {one['edge']}"
        name = steady(one["name"]).replace("|", " ")
        made.append(Box(one["kind"], name, one["x"], one["w"], one["h"], style))
    return list(_without_repeats(made))


def _without_repeats(given: Sequence[Box]) -> Iterator[Box]:
    told: list[tuple[str, str]] = []
    for one in given:
        key = (one.kind, one.name)
        if key not in told:
            yield one
        told = [*told, key][-_MOST:]


def difference(name: str, now: Sequence[Box]) -> str:
    """Nothing when the page looks as it was kept; else what has come, gone, moved or changed its colour."""
    file = HERE / f"{name}.txt"
    if os.environ.get("VIKNO_ACCEPT"):
        file.write_text("\n".join(map(str, now)) + "\n", encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return "\n".join(compared([Box.read(line) for line in lines], now))


def compared(kept: Sequence[Box], now: Sequence[Box]) -> Iterator[str]:
    before, after = ([(one.kind, one.name) for one in given] for given in (kept, now))
    for move, i, j, k, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if move == "equal":
            for was, one in zip(kept[i:j], now[k:end], strict=True):
                yield from _changes(was, one)
            continue
        yield from (f"gone: {one}" for one in kept[i:j])
        yield from (f"new: {one}" for one in now[k:end])


def _changes(was: Box, now: Box) -> Iterator[str]:
    if was.style != now.style:
        yield f"colour or size: {was} -> {now.style}"
    # Another font makes words longer by a seventh and breaks a line once more; what is beside stays beside.
    allowed = {"x": (24, 0.05), "w": (16, 0.15)} | ({} if was.kind in _HOLDERS else {"h": (40, 0.3)})
    for field, (least, part) in allowed.items():
        first, last = getattr(was, field), getattr(now, field)
        if abs(first - last) > max(least, abs(first) * part):
            yield f"{field} {first} -> {last}: {was}"
