"""Every page of staff, opened once and read many ways.

N4, the part that needs no browser: no page lets one keep anything of it for whoever sits down next. What a real browser
keeps all the same is looked for in tests/walk/test_shared_desk.py. And every form that edits is marked, so that two
windows lose nothing (tests/test_two_windows.py).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.held import held
from tests.rights.table import SIGNED_IN, Page, table
from tests.rights.world import World
from tests.test_two_windows import ADD_ONLY, CLOSED, EDITED, forms_of, opened

pytestmark = pytest.mark.django_db
OF_STAFF = [page for page in table().values() if not page.is_public and not page.is_for_programs and not page.ends]
NAME = "Незабудько"  # of everybody whom the makers of tests write down
TYPED = frozenset({"text", "search", "tel", "email", "url", "number"})
# A browser may offer these again: they are the officer's own.
OWN_WORDS = frozenset({"username", "current-password", "new-password", "one-time-code"})


@dataclass
class Kept(HTMLParser):
    """What a page leaves to the browser: words of its title, controls that it may fill again, settings of htmx."""

    title: str = ""
    remembered: list[str] = field(default_factory=list)
    htmx: dict[str, Any] = field(default_factory=dict)
    has_htmx: bool = False
    _is_title: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        self._is_title = tag == "title"
        if tag == "textarea" or (tag == "input" and said.get("type", "text") in TYPED):
            if said.get("autocomplete", "") not in {"off", *OWN_WORDS}:
                self.remembered.append(said.get("name", "?"))
        elif tag == "meta" and said.get("name") == "htmx-config":
            self.htmx = json.loads(said["content"])
        elif tag == "script" and "htmx" in said.get("src", ""):
            self.has_htmx = True

    def handle_data(self, data: str) -> None:
        if self._is_title:
            self.title += data


@pytest.fixture(scope="module")
def answers(whole_world: World, django_db_blocker: Any) -> Iterator[dict[str, HttpResponse]]:
    """Every address of staff, opened by the role with the widest rights."""
    with held(django_db_blocker):
        world = whole_world.lent()
        yield {page.name: read(world, page) for page in OF_STAFF}


def read(world: World, page: Page) -> HttpResponse:
    client, address = opened(world, page)
    return client.get(address)  # type: ignore[return-value]


def pages_in(answers: dict[str, HttpResponse]) -> Iterator[tuple[str, Kept]]:
    for name, content in texts_of(answers):
        kept = Kept()
        kept.feed(content.decode())
        yield name, kept


def texts_of(answers: dict[str, HttpResponse]) -> Iterator[tuple[str, bytes]]:
    for name, answer in answers.items():
        if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html"):
            yield name, answer.content


def test_every_address_of_staff_says_that_nothing_is_stored(answers: dict[str, HttpResponse]) -> None:
    said = {name: answer.headers.get("Cache-Control", "") for name, answer in answers.items()}
    assert {name: words for name, words in said.items() if "no-store" not in words} == {}
    assert len(said) > 250


def test_a_browser_is_told_to_remember_no_words_of_a_form(answers: dict[str, HttpResponse]) -> None:
    """On «Back» it would fill the form of the next officer with them, and offer them as hints."""
    assert {name: kept.remembered for name, kept in pages_in(answers) if kept.remembered} == {}


def test_no_title_names_a_person(answers: dict[str, HttpResponse]) -> None:
    """Titles are listed by the arrow «Back» and kept in the history."""
    assert [name for name, kept in pages_in(answers) if NAME in kept.title] == []


def test_htmx_keeps_no_pages(answers: dict[str, HttpResponse]) -> None:
    with_htmx = {name: kept.htmx for name, kept in pages_in(answers) if kept.has_htmx}
    assert len(with_htmx) > 100
    for name, settings in with_htmx.items():
        assert settings["historyCacheSize"] == 0, name
        assert settings["refreshOnHistoryMiss"] is True, name


def test_every_form_that_edits_is_marked(answers: dict[str, HttpResponse]) -> None:
    of_pages = {page.name for page in OF_STAFF if page.is_page or not page.post}
    forms = [(name, form) for name, content in texts_of(answers) if name in of_pages for form in forms_of(content)]
    assert [name for name, form in forms if form.editable and not form.is_marked and name not in ADD_ONLY] == []
    assert {name for name, form in forms if form.is_marked} == {*EDITED, *CLOSED}


@pytest.mark.parametrize(
    "page", [page for page in OF_STAFF if page.who == SIGNED_IN and not page.post], ids=lambda page: page.name
)
def test_pages_of_somebody_without_a_role_are_not_stored_either(client: Client, page: Page) -> None:
    client.force_login(make.user())
    world = World()
    answer = client.get(reverse(page.name, kwargs=world.parts(page.of)))
    assert "no-store" in answer.headers.get("Cache-Control", ""), answer.status_code


def test_refusals_to_staff_are_not_stored(client: Client) -> None:
    client.force_login(make.membership("courier").user)
    for address in ("/desk/people/", "/no/such/page/", f"/desk/find/?q={NAME}%00"):
        assert "no-store" in client.get(address).headers.get("Cache-Control", ""), address
