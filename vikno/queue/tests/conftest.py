"""One office for each test."""

from collections.abc import Callable

import pytest
from django.test import Client

from vikno.accounts.models import User
from vikno.common.actors import Actor
from vikno.queue.tests import world as worlds
from vikno.queue.tests.world import World

Browse = Callable[[Actor], Client]


@pytest.fixture
def world(db: None) -> World:
    """An office with three windows, bound."""
    return worlds.build()


@pytest.fixture
def browse(world: World) -> Browse:
    """The browser of one of the world's people."""

    def of(actor: Actor) -> Client:
        client = Client()
        client.force_login(
            User.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return of
