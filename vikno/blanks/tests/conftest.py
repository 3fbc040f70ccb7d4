"""One world for each test."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from vikno.accounts.models import User
from vikno.blanks.tests import world as worlds
from vikno.blanks.tests.world import World

Browse = Callable[[Any], Client]


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
