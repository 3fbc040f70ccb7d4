"""One world for each test."""

from collections.abc import Callable

import pytest
from django.test import Client

from vikno.accounts.models import User
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.common.actors import Actor

Browse = Callable[[Actor], Client]


@pytest.fixture
def world(db: None) -> World:
    """A hromada with two points, bound."""
    return worlds.build()


@pytest.fixture
def browse(world: World) -> Browse:
    """The browser of one of the world's people."""

    def of(actor: Actor) -> Client:
        client = Client()
        user = User.objects.get(pk=actor.user_id)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return of
