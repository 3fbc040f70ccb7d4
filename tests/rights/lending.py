"""The world of the table of rights, made once and lent to each test that asks for it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.held import held
from tests.rights.world import THINGS, World, prepared


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Whoever lives in the world comes last, together: it stands until the end, and others would see its rows."""
    yield
    items.sort(key=lambda item: "whole_world" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def whole_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Everybody signed in, everything there, in a transaction around the tests' own."""
    from django.conf import settings

    with held(django_db_blocker):
        world = prepared(settings)
        world.sign_everybody_in()
        for kind in THINGS:
            world.thing(kind)
        yield world


@pytest.fixture
def lent_world(whole_world: World, db: None) -> World:
    """The world as it was made, whatever an earlier test did to its own."""
    return whole_world.lent()
