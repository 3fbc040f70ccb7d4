"""A hromada at work, its files in a folder of the test, and a mail server."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from vikno.accounts.models import User
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.correspondence.tests.mail_server import MailServer, mail_server

Browse = Callable[[Any], Client]


@pytest.fixture
def world(db: None, tmp_path: Any, settings: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return worlds.build()


@pytest.fixture
def browse(world: World) -> Browse:
    def of(actor: Any) -> Client:
        client = Client()
        client.force_login(
            User.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return of


@pytest.fixture(scope="session")
def _imap() -> Iterator[MailServer]:
    import pytest_socket

    pytest_socket.enable_socket()
    with mail_server() as server:
        yield server


@pytest.fixture
def imap(_imap: MailServer, socket_enabled: None) -> Iterator[MailServer]:
    yield _imap
    _imap.empty()
