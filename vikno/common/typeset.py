"""PDFs for paper and for the archive: typst with our own fonts, values as JSON, the same bytes for the same data.

A template reads its values with ``#let data = json(bytes(sys.inputs.data))``. A value is shown as text, never
read as markup, so nothing a person typed can become a command.
"""

import datetime as dt
import functools
import importlib.metadata
import json
import re
import struct
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import typst

PACKAGE: Final = Path(__file__).resolve().parent.parent
FONTS: Final = Path(__file__).resolve().parent / "fonts"
FACES: Final = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf")
# Archival, with all levels of structure, and readable by a screen reader.
STANDARDS: Final = ["a-2a", "ua-1"]
NO_GLYPH: Final = "\ufffd"
# An accent with no letter under it would be drawn beyond the edge of the paper: it gets room to stand in.
_BARE_ACCENT: Final = re.compile(r"(?<!\S)(?=[\u0300-\u036f])")

Json = str | int | bool | None | Mapping[str, "Json"] | list["Json"] | tuple["Json", ...]


class TemplateFault(Exception):
    """A template does not compile with the data given, or warns: a mistake of ours, never of the person's."""


def engine() -> str:
    """Name and version of the typesetter: another one may make other bytes from the same data."""
    return f"typst {importlib.metadata.version('typst')}"


def render_pdf(template: Path | str, data: Mapping[str, Json], *, made_at: dt.datetime) -> bytes:
    """Typeset a template into PDF/A-2a and PDF/UA-1.

    `template` is a path inside the package ("documents/typst/inventory.typ") or an absolute path. `made_at` (aware)
    is the creation date in the file; `data` holds texts, whole numbers, booleans, None, lists and mappings; amounts
    and moments come as texts. Characters our fonts lack are shown as �. Same arguments, same bytes.
    """
    if made_at.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    path = PACKAGE / template
    root = PACKAGE if path.is_relative_to(PACKAGE) else path.parent
    values = json.dumps(_printable(data), ensure_ascii=False, sort_keys=True)
    try:
        pdf, warnings = _compiler(root).compile_with_warnings(
            input=str(path),
            sys_inputs={"data": values, "engine": engine()},
            pdf_standards=STANDARDS,
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as fault:
        raise TemplateFault(f"{path.name}: {fault}") from fault
    if warnings:
        raise TemplateFault(f"{path.name}: {warnings[0].message}")
    if not isinstance(pdf, bytes):
        raise TemplateFault(f"{path.name}: no pages")
    return pdf


def render_png(template: Path | str, data: Mapping[str, Json], *, ppi: float = 144) -> bytes:
    """The only page of a template as a picture; `template` and `data` as of `render_pdf`."""
    path = PACKAGE / template
    values = json.dumps(_printable(data), ensure_ascii=False, sort_keys=True)
    try:
        png, warnings = _compiler(PACKAGE).compile_with_warnings(
            input=str(path), format="png", ppi=ppi, sys_inputs={"data": values, "engine": engine()}
        )
    except typst.TypstError as fault:
        raise TemplateFault(f"{path.name}: {fault}") from fault
    if warnings or not isinstance(png, bytes):
        raise TemplateFault(f"{path.name}: {warnings[0].message if warnings else 'not one page'}")
    return png


def shows(character: str) -> bool:
    """Whether every face of our font has a glyph for a character."""
    return ord(character) in _drawable()


@functools.cache
def _compiler(root: Path) -> Any:
    # Fonts are read once; a page then takes 5 ms instead of 35.
    return typst.Compiler(root=str(root), font_paths=[str(FONTS)], ignore_system_fonts=True)


def _printable(value: Json) -> Json:
    match value:
        case str():
            return _shown(value)
        case bool() | int() | None:
            return value
        case Mapping():
            return {key: _printable(each) for key, each in value.items()}
        case list() | tuple():
            return [_printable(each) for each in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no one way to be printed: give it as text")


def _shown(text: str) -> str:
    """NFC; control characters go, line breaks stay, what the font cannot draw becomes �."""
    text = _BARE_ACCENT.sub("\u00a0\u00a0", unicodedata.normalize("NFC", text))
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))
    return "".join(c if c == "\n" or shows(c) else NO_GLYPH for c in kept)


@functools.cache
def _drawable() -> frozenset[int]:
    return frozenset.intersection(*(_coverage(FONTS / face) for face in FACES))


@functools.cache
def _coverage(font: Path) -> frozenset[int]:
    """Code points with a glyph, from the font's own cmap table of format 12 or 4."""
    content = font.read_bytes()
    cmap = _table(content, b"cmap")
    count = struct.unpack_from(">H", cmap, 2)[0]
    covered: set[int] = set()
    for n in range(count):
        offset = struct.unpack_from(">I", cmap, 8 + n * 8)[0]
        covered |= _subtable(cmap[offset:])
    return frozenset(covered)


def _table(content: bytes, tag: bytes) -> bytes:
    count = struct.unpack_from(">H", content, 4)[0]
    for n in range(count):
        name, _, offset, length = struct.unpack_from(">4sIII", content, 12 + n * 16)
        if name == tag:
            return content[offset : offset + length]
    raise ValueError(f"no {tag!r} table")


def _subtable(table: bytes) -> set[int]:
    version = struct.unpack_from(">H", table)[0]
    if version == 12:
        groups = struct.unpack_from(">I", table, 12)[0]
        spans = (struct.unpack_from(">II", table, 16 + n * 12) for n in range(groups))
        return {code for first, last in spans for code in range(first, last + 1)}
    if version == 4:
        double = struct.unpack_from(">H", table, 6)[0]
        lasts = struct.unpack_from(f">{double // 2}H", table, 14)
        firsts = struct.unpack_from(f">{double // 2}H", table, 16 + double)
        return {c for a, b in zip(firsts, lasts, strict=True) for c in range(a, b + 1) if c != 0xFFFF}
    return set()
