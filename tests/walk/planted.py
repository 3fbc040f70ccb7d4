"""What an officer meets of residents before the next one comes in, and where to look for it afterwards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.walk.serving import Site

TYPED = {
    "family_name": "Йнедописаненко", "given_name": "Йхрисанф", "phone": "0997317320",
    "email": "yzhqtyped@resident.example", "street_address": "вул. Йнепройдисвітська, 3",
}  # fmt: skip

# Functions for a page. Everything of it that somebody could read: its source as it is now, its title, its fields.
SHOWN = """() => [document.documentElement.outerHTML, document.title, location.href,
    ...[...document.querySelectorAll('input, textarea, select')].map(one => one.value)].join('\\n')"""
# What `fetch` brings of files and pages, as text; what it may not bring is nothing.
TAKE = """async ([addresses, how]) => {
    const texts = [];
    for (const address of addresses) {
        try {
            const answer = await fetch(address, how);
            texts.push(answer.ok ? await answer.text() : '');
        } catch { texts.push(''); }
    }
    return texts.join('\\n');
}"""
# Everything that scripts can keep: storages, data bases, caches of workers.
STORED = """async () => {
    const kept = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.cookie];
    for (const { name } of await indexedDB.databases()) kept.push('indexedDB ' + name);
    for (const key of await caches.keys())
        for (const one of await (await caches.open(key)).keys())
            kept.push(one.url, await (await (await caches.open(key)).match(one)).text());
    for (const one of await navigator.serviceWorker.getRegistrations()) kept.push(one.scope);
    return kept.join('\\n');
}"""


@dataclass
class Planted:
    """Strings of residents, and where they stand."""

    residents: list[dict[str, str]]
    others: list[str]
    neighbour: str
    pages: list[str]
    files: list[str]
    strings: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        given = [value for one in self.residents for value in one.values()] + self.others + list(TYPED.values())
        self.strings = set(map(shape, given))

    def found_in(self, text: str) -> set[str]:
        digits = re.sub(r"(?<=\d)[ \-()\u00a0]+(?=\d)", "", text)
        return {string for string in self.strings if string in text or string in digits}


def shape(value: str) -> str:
    """How a string is looked for: a telephone by its last nine digits, with the country or without."""
    return value[-9:] if re.fullmatch(r"\+?\d{10,12}", value) and not value.startswith("30") else value


@pytest.fixture(scope="session")
def planted(site: Site) -> Planted:
    return Planted(**site.told("tests.walk.seed_desk"))


def files_of(profile: Path) -> Iterator[tuple[str, str]]:
    """Files that the browser leaves behind, by name: their words as they stand and as those of two bytes a letter."""
    for path in profile.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            both = "\n".join(kept[start:].decode("utf-16-le", "ignore") for start in (0, 1))
            yield str(path.relative_to(profile)), unquote(kept.decode("utf-8", "ignore")) + both
