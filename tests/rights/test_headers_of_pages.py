"""What every page of the table carries in its headers, for strangers and for staff."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.rights.table import Page, a_third, table
from tests.rights.world import World
from tests.test_headers import assert_guarded

pytestmark = pytest.mark.django_db
PAGES = list(table().values())


@pytest.mark.parametrize("page", a_third(PAGES))
def test_a_page_is_guarded_for_strangers_and_staff(lent_world: World, page: Page) -> None:
    address = reverse(page.name, kwargs=lent_world.parts(page.of))
    for client in (Client(), lent_world.client("head")):
        assert_guarded(client.get(address))


@pytest.mark.parametrize(
    "page", [page for page in PAGES if not page.is_public and not page.is_for_programs], ids=lambda page: page.name
)
def test_a_page_of_staff_is_not_stored(lent_world: World, page: Page) -> None:
    role = page.who[0] if isinstance(page.who, list) else "officer"
    answer = lent_world.client(role).get(reverse(page.name, kwargs=lent_world.parts(page.of)))
    assert "no-store" in answer.headers["Cache-Control"]
