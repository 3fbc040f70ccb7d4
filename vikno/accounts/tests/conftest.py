from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories as make
from vikno.accounts.models import Membership


@pytest.fixture
def sign_in(client: Client) -> Callable[[Membership], Client]:
    """The client of somebody in a role."""

    def enter(held: Membership) -> Client:
        client.force_login(held.user)
        session = client.session
        session["membership_id"] = held.pk
        session.save()
        return client

    return enter


@pytest.fixture
def as_head(sign_in: Callable[[Membership], Client]) -> Client:
    return sign_in(make.membership("head"))
