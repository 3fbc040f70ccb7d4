"""A hromada at work, and people of it in front of the screen."""

from collections.abc import Callable

import pytest
from django.test import Client

from vikno.accounts.models import User
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.common.actors import Actor

SignIn = Callable[[Actor], Client]


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which an actor has signed in."""

    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed_in


@pytest.fixture
def officer(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.officer)
