"""The reviewed table, and the addresses of the site as Django knows them."""

import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from vikno.accounts.enums import Role

PUBLIC, SIGNED_IN, KEY = "public", "signed in", "key"
Method = Literal["get", "post"]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One line of the table."""

    name: str
    who: str | list[str]
    of: dict[str, str] = field(default_factory=dict)
    scope: str = ""
    tenant: bool = False
    post: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    writes: tuple[str, ...] = ()
    grows: str = ""
    ends: bool = False
    file: bool = False
    tokenless: bool = False
    seen: tuple[int, ...] = (200, 302)

    @property
    def method(self) -> Method:
        return "post" if self.post else "get"

    @property
    def is_public(self) -> bool:
        return self.who == PUBLIC

    @property
    def is_for_programs(self) -> bool:
        """Whether it is a call of the API: by a key, and by no session."""
        return self.who == KEY

    @property
    def is_page(self) -> bool:
        """Whether a GET of an allowed role opens a page."""
        return not self.post and not self.file and self.seen == (200, 302)

    def lets_in(self, role: str) -> bool:
        """Whether somebody signed in in a role may open it."""
        return self.who in (PUBLIC, SIGNED_IN) or (self.who != KEY and role in self.who)


def table() -> dict[str, Page]:
    """Every line, by the name of its address."""
    written = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text(encoding="utf-8"))
    return {name: Page(name=name, **_tuples(line)) for name, line in written.items()}


def _tuples(line: dict[str, Any]) -> dict[str, Any]:
    return line | {name: tuple(line[name]) for name in ("writes", "seen") if name in line}


def names_of_addresses() -> set[str]:
    """Every name in the URLconf, with its namespace."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[Any], space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


ROLES = [role.value for role in Role]


def is_of_a_quarter(page: Page) -> bool:
    """Chosen by name, so the same at every change."""
    return zlib.crc32(page.name.encode()) % 4 == 0


def a_quarter(pages: list[Page]) -> list[Any]:
    """Parameters of a test that guards all pages by the same few lines of code: a quarter of them, chosen by name, at
    every change; the others are marked slow and asked by the slow checks.
    """
    return [pytest.param(page, id=page.name, marks=() if is_of_a_quarter(page) else pytest.mark.slow) for page in pages]
