from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from tests import factories as make
from vikno.accounts.models import Membership


def _desk(request: object) -> HttpResponse:
    return HttpResponse("desk")


class _Addresses:
    """The site with a desk, so that the way in has somewhere to lead."""

    from config.urls import urlpatterns as _all

    urlpatterns = [
        path("desk/", include(([path("", _desk, name="home")], "desk"))),
        *_all,
    ]


@pytest.fixture(autouse=True)
def _with_a_desk(settings: object) -> None:
    settings.ROOT_URLCONF = _Addresses  # type: ignore[attr-defined]


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
