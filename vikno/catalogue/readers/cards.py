"""HTML cards of old portals: their text, without what only a browser needs."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from vikno.catalogue.errors import CardFolderMissing
from vikno.common.text import clean, web_address

_BLOCKS: Final = frozenset(
    {"p", "div", "br", "ul", "ol", "table", "tr", "section", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dd", "dt"}
)
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "iframe", "object", "noscript", "template"})
_LARGEST: Final = 2_000_000


def cards_in(folder: Path) -> Mapping[str, Path]:
    """Number of a service → its card: `176_177_179.html` serves three. A later file of the same number is ignored."""
    if not folder.is_dir():
        raise CardFolderMissing(folder=folder.name)
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.html")):
        for number in path.stem.split("_"):
            found.setdefault(number, path)
    return found


def html_to_text(html: str) -> str:
    """Paragraphs on lines, list items after «•», numbered items after «1.», addresses of links in brackets.

    Only text comes out: scripts, styles and attributes are dropped, so nothing of it can run.
    """
    reader = _CardReader()
    reader.feed(html[:_LARGEST])
    reader.close()
    return reader.text()


class _CardReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._unseen: list[str] = []
        self._lists: list[int | None] = []
        self._link = ""
        self._link_from = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._start_item()
        elif tag == "a":
            self._link, self._link_from = web_address(dict(attrs).get("href") or ""), len(self._lines[-1])
        if tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "a":
            self._end_link()
        if tag in _BLOCKS or tag == "li":
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._lines[-1] += re.sub(r"\s+", " ", data)

    def text(self) -> str:
        lines = [clean(line) for line in self._lines]
        return "\n".join(line for line in lines if line and line not in ("•",))

    def _break(self) -> None:
        if self._lines[-1].strip() not in ("", "•"):
            self._lines.append("")

    def _start_item(self) -> None:
        self._break()
        number = self._lists[-1] if self._lists else None
        if number is None:
            self._lines[-1] = "• "
        else:
            self._lists[-1] = number + 1
            self._lines[-1] = f"{number + 1}. "

    def _end_link(self) -> None:
        shown = self._lines[-1][self._link_from :]
        if self._link and self._link not in shown:
            self._lines[-1] += f" ({self._link})"
        self._link = ""
