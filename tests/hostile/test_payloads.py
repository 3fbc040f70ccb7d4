"""W4: two hundred scripts, attributes, `hx-*`, addresses and templates written into every field of words.

The pages are then opened with the content policy switched off, so that what escapes would act: no trap may fire, no
element, attribute or comment may be made of a payload, no template may be counted out, no address asked for. Pages are
opened in a browser that Django answers from within the test; whatever else answers is read by the same browser.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.hostile.fields import filled
from tests.hostile.forms import TRIES, Hand
from tests.hostile.inside import Inside, Reader, body_of
from tests.hostile.payloads import ALL, Magazine
from tests.rights.table import KEY, PUBLIC, ROLES, SIGNED_IN, Page, table
from tests.rights.world import THINGS, World, prepared, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.django_db]
PAGES = [page for page in table().values() if not page.post and not page.ends and page.who != KEY]
FEW, READINGS = 12, 8
# Where most words of people stand together, of each room.
FULLEST = (
    "desk:person", "desk:visit", "desk:filters", "desk:destruction_act", "cases:case", "cases:list", "cases:task",
    "correspondence:letter", "correspondence:case", "correspondence:wording", "payments:bill", "blanks:movement",
    "consignments:trip", "consignments:bag", "appointments:booking", "appointments:day", "queue:live",
    "queue_public:board", "queue_public:kiosk", "queue_public:own_ticket", "catalogue:bundle", "catalogue:workflow",
    "announcements:announcement", "portal_news:one", "portal_network:point", "portal:service", "feedback:complaint",
    "feedback:voice", "continuity:interruption", "network:point", "accounts:people", "support:memorandum",
    "support:package", "support:packages", "support:milestone", "support:act", "support:ledger", "support:equipment",
    "support:ours",
    "events:public_event", "events:overview", "events:delegation", "events:ours", "events:report", "events:change",
    "events:answers", "events:seat", "events:invited", "events:visit_report",
    "practices:public_card", "practices:card", "practices:pilot", "practices:recording", "practices:recordings_ours",
    "assessments:results", "assessments:dimension", "assessments:checking", "assessments:round", "assessments:item",
)  # fmt: skip


@contextmanager
def hostile_world(magazine: Magazine) -> Iterator[World]:
    """Everybody and everything of the table of rights, with payloads for words; undone at the end."""
    with transaction.atomic():
        with filled(magazine):
            world = prepared(settings)
            world.sign_everybody_in()
            for kind in THINGS:
                world.thing(kind)
        yield world
        transaction.set_rollback(True)


def roles_of(page: Page) -> list[str]:
    """Whose pages differ: every role that is let in; of a public page, a stranger."""
    if page.who == PUBLIC:
        return [""]
    return ["head"] if page.who == SIGNED_IN else [role for role in ROLES if role in page.who]


def client_of(world: World, role: str) -> Client:
    client = world.client(role) if role else Client()
    client.raise_request_exception = False
    return client


def address_of(world: World, page: Page) -> str:
    return reverse(page.name, kwargs=world.parts(page.of))


def test_there_are_two_hundred_payloads() -> None:
    assert len(set(ALL)) >= 200


def test_the_fullest_pages_show_payloads_as_words(chromium: Any) -> None:
    magazine = Magazine(count=FEW)
    found: list[str] = []
    with hostile_world(magazine) as world:
        pages = table()
        for role in ("", *ROLES):
            browser = None
            for page in map(pages.__getitem__, FULLEST):
                if roles_of(page)[0] == role:
                    browser = browser or Inside(chromium, client_of(world, role))
                    found += browser.visit(address_of(world, page))
            if browser:
                browser.close()
        found += opened_at_the_kiosk(chromium, world)
    assert found == []


def kiosk_of(world: World) -> Client:
    """A device that an officer has made a kiosk of."""
    device = signed_in(world.people[make.OWN]["officer"])
    point = world.thing("queue_point")
    device.post(reverse("queue_public:kiosk_devices", args=[point.pk]), {"name": "планшет"})
    return device


def unlike_words(page: Page, answer: Any, reader: Reader) -> list[str]:
    """What was found in an answer that is no page: a part of one, a feed, JSON."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    body = body_of(answer)
    if answer.status_code >= 500:
        return [f"{page.name}: {answer.status_code}"]
    if kind == "text/html":
        return [f"{page.name}: {one}" for one in reader.crafted(body.decode())]
    if kind in ("application/atom+xml", "application/rss+xml"):
        return [f"{page.name}: {one}" for one in reader.crafted_in_feed(body.decode())]
    if kind.endswith("json") and body:
        json.loads(body)
    elif kind.endswith("svg+xml"):
        return [f"{page.name}: {one}" for one in reader.crafted(body.decode())]
    elif b"<script>w4(" in body and not answer.headers.get("Content-Disposition", "").startswith("attachment"):
        return [] if kind.startswith("text/") or b"%PDF" in body[:8] else [f"{page.name}: {kind} as it stands"]
    return []


@pytest.mark.slow
def test_every_page_shows_every_payload_as_words(chromium: Any) -> None:
    """Opened by everybody who may, scripts at work; then read again and again with other payloads in short fields."""
    magazine = Magazine()
    found: list[str] = []
    with hostile_world(magazine) as world:
        for role in ("", *ROLES):
            browser = Inside(chromium, client_of(world, role))
            for page in PAGES:
                if page.is_page and role in roles_of(page):
                    found += browser.visit(address_of(world, page))
            browser.close()
        found += opened_at_the_kiosk(chromium, world)
    for turn in range(READINGS):
        found += read_everything(chromium, Magazine(first=turn * len(ALL) // READINGS))
    assert found == []


def opened_at_the_kiosk(chromium: Any, world: World) -> list[str]:
    browser = Inside(chromium, kiosk_of(world))
    found = []
    for page in PAGES:
        if page.name.startswith("queue_public:") and page.is_public and page.is_page:
            found += browser.visit(address_of(world, page))
    browser.close()
    return found


def read_everything(chromium: Any, magazine: Magazine) -> list[str]:
    reader, found = Reader(chromium), []
    with hostile_world(magazine) as world:
        for page in PAGES:
            answer = client_of(world, roles_of(page)[0]).get(address_of(world, page))
            found += unlike_words(page, answer, reader)
    reader.close()
    return found


@pytest.mark.slow
def test_every_form_gives_payloads_back_as_words(chromium: Any) -> None:
    """What is refused is shown again as typed; what is taken is shown by the page that follows."""
    reader, magazine = Reader(chromium), Magazine()
    found, taken = [], 0
    with hostile_world(Magazine(count=FEW)) as world:
        for page in filter(lambda page: page.is_page, PAGES):
            address, role = address_of(world, page), roles_of(page)[0]
            opened = client_of(world, role).get(address)
            if not opened.headers["Content-Type"].startswith("text/html"):
                continue
            for form in reader.forms(opened.content.decode()):
                hand = Hand(form, label=f"{page.name} {form['action']}", magazine=magazine)
                if hand.has_words:
                    said, is_taken = sent(reader, client_of(world, role), address, hand)
                    found += said
                    taken += is_taken
    reader.close()
    assert found == []
    assert taken >= 40


def sent(reader: Reader, client: Client, address: str, hand: Hand) -> tuple[list[str], bool]:
    """What was found on the pages that answered a form, and whether it was taken in the end; nothing of it is kept."""
    found: list[str] = []
    for _ in range(TRIES):
        place = transaction.savepoint_create()
        to = urljoin(address, hand.action) if hand.action else address
        answer = client.post(to, hand.sent()) if hand.method == "post" else client.get(to, hand.sent())
        is_taken = answer.status_code in (302, 303)
        if is_taken:
            answer = client.get(answer.headers["Location"])
        html = body_of(answer).decode(errors="replace")
        if answer.status_code >= 500:
            found.append(f"{to}: {answer.status_code}")
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found += [f"{to}: {one}" for one in reader.crafted(html)]
        transaction.savepoint_rollback(place)
        if is_taken or not hand.note_refusal(reader.refused(html)):
            return found, is_taken
    return found, False
