"""The public pages, and which of them are judged each time: one of every kind of screen."""

from typing import Any, Final

import pytest

from tests.walk.serving import Site
from tests.walk.test_pages import PAGES

PUBLIC: Final = [page for page in PAGES if page.is_public and not page.name.startswith("queue_public:board")]
_EACH_TIME: Final = {"portal:home", "portal:service", "portal_network:points", "feedback:poster"}


def public_pages() -> list[Any]:
    """Every public page as a parameter; those that are like another belong to `make check-full`."""
    return [
        pytest.param(page.name, id=page.name, marks=() if page.name in _EACH_TIME else pytest.mark.slow)
        for page in PUBLIC
    ]


def address_of(site: Site, name: str) -> str:
    return next(str(page["address"]) for page in site.pages if page["name"] == name)
