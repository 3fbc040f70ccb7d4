"""One world for each test, and a long play only where it is asked for (`-m slow`)."""

from typing import Any

import pytest
from django.test import Client

from vikno.accounts.models import User
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse
from vikno.consignments.tests.world import World


@pytest.fixture
def world(db: None) -> World:
    """A hromada with two points, bound."""
    return worlds.build()


@pytest.fixture
def browse(world: World) -> Browse:
    """The browser of one of the world's people."""

    def of(actor: Any) -> Client:
        client = Client()
        client.force_login(
            User.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return of


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "slow" in (config.option.markexpr or ""):
        return
    for item in items:
        if item.get_closest_marker("slow") and "consignments" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="belongs to make check-full"))
