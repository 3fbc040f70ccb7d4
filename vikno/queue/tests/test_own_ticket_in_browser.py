"""«My ticket» in a browser: a call shows by itself, and a link that says nothing does not hold up the next question."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from vikno.common import clock
from vikno.queue import services
from vikno.queue.tests.files import path_beside_files
from vikno.queue.tests.world import World, sat, ticket

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

# Time runs twenty times faster in the page: ten seconds are half of one.
HASTE = """
(() => {
  const wait = window.setTimeout, often = window.setInterval;
  window.setTimeout = (act, ms, ...given) => wait(act, ms / 20, ...given);
  window.setInterval = (act, ms, ...given) => often(act, ms / 20, ...given);
})();
"""


@dataclass
class Server:
    """What the phone hears: the page as it is now, or nothing at all while the link is silent."""

    page: str
    is_silent: bool = False
    unanswered: list[Any] = field(default_factory=list)

    def answer(self, route: Any) -> None:
        if not path_beside_files(route):
            return
        if self.is_silent:
            self.unanswered.append(route.request)
        else:
            route.fulfill(body=self.page, content_type="text/html; charset=utf-8")


@dataclass
class Held:
    """A phone with the ticket, and the page before and after the call."""

    phone: Any
    server: Server
    called: str


@pytest.fixture
def held(world: World, chromium: Any) -> Iterator[Held]:
    now = clock.now()
    sat(world, at=now)
    address = reverse("queue_public:own_ticket", args=[world.point.pk, ticket(world, at=now).token])
    waiting = Client().get(address).content.decode()
    services.call_next_ticket(press=uuid.uuid4(), actor=world.officer, at=now)
    server = Server(waiting)
    context = chromium.new_context(service_workers="block")
    context.add_init_script(HASTE)
    context.route("**/*", server.answer)
    page = context.new_page()
    page.goto(f"http://localhost{address}")
    expect(page.locator("main")).not_to_contain_text("Вас кличуть")
    yield Held(page, server, Client().get(address).content.decode())
    context.close()


def test_a_call_shows_by_itself_and_in_the_title(held: Held) -> None:
    held.server.page = held.called
    expect(held.phone.locator("main")).to_contain_text("Вас кличуть: вікно")
    assert "Вас кличуть!" in held.phone.title()


def test_a_silent_question_is_let_go_and_the_next_one_is_asked(held: Held) -> None:
    held.server.is_silent = True
    with held.phone.expect_event("requestfailed"):  # let go by the page: nobody else ends it
        pass
    held.server.is_silent = False
    held.server.page = held.called
    expect(held.phone.locator("main")).to_contain_text("Вас кличуть: вікно")
    assert held.server.unanswered
