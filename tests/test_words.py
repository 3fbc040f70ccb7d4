"""Plain words: what the interface and the documents never say, and sentences short enough to read."""

import re
import statistics
from functools import cache
from pathlib import Path

import pytest

from config.paths import PROJECT
from tools.messages import rooms
from tools.msgids import asked_in_tree

DOCUMENTS = [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), *(PROJECT / "vikno").rglob("README.md")]
# The language of offices (КМУ's own advice on plain words), and calques.
OFFICIALESE = (
    "здійсню", "здійснен", "вищевказан", "нижчевказан", "вищезазначен", "нижчезазначен", "даний документ",
    "являється", "у разі необхідності", "при необхідності", "шляхом", "з метою", "на предмет", "відповідно до чого",
    "прийняти участь", "приймати участь", "слідуюч", "наступним чином", "вірний спосіб", "співпада", "відмітити",
    "на протязі", "у відповідності", "заключити договір", "має місце", "представляє собою", "в якості",
)  # fmt: skip
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|lorem ipsum|WIP)\b", re.I)
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]")


@cache
def texts() -> list[tuple[str, str]]:
    """(place, text) of every message of the interface."""
    found = [message for room in rooms() for message in asked_in_tree(room.sources, PROJECT)]
    return [(message.place, message.text) for message in found]


def test_the_interface_speaks_plainly() -> None:
    bad = [f"{place}: «{word}» in «{text}»" for place, text in texts() for word in OFFICIALESE if word in text.lower()]
    assert bad == []


def test_sentences_of_the_interface_are_short() -> None:
    lengths = [len(sentence.split()) for _, text in texts() for sentence in _SENTENCE.findall(text)]
    assert statistics.median(lengths) <= 12
    assert max(lengths) <= 40


def test_what_residents_read_is_shorter_still() -> None:
    """Pages without sign-in: half of the sentences within twelve words, none beyond twenty."""
    public = [text for place, text in texts() if "/portal/" in place or "/feedback/" in place]
    sentences = [sentence for text in public for sentence in _SENTENCE.findall(text)]
    assert len(sentences) > 100
    assert statistics.median(len(sentence.split()) for sentence in sentences) <= 12
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("path", sorted(DOCUMENTS), ids=name)
def test_a_document_is_finished_and_plain(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not UNFINISHED.search(text)
    assert [word for word in OFFICIALESE if word in text.lower()] == []
