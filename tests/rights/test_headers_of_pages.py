"""What every page of the table carries in its headers, for strangers and for staff.

That nothing of staff is stored is asked in tests/test_shared_desk.py.
"""

import pytest
from django.test import Client
from django.urls import reverse

from tests.rights.table import Page, a_quarter, table
from tests.rights.world import World
from tests.test_headers import assert_guarded

pytestmark = pytest.mark.django_db
PAGES = list(table().values())


@pytest.mark.parametrize("page", a_quarter(PAGES))
def test_a_page_is_guarded_for_strangers_and_staff(lent_world: World, page: Page) -> None:
    address = reverse(page.name, kwargs=lent_world.parts(page.of))
    for client in (Client(), lent_world.client("head")):
        assert_guarded(client.get(address))
