"""One world for each test."""

import pytest

from vikno.appointments.tests import world as worlds
from vikno.appointments.tests.world import World


@pytest.fixture
def world(db: None) -> World:
    """An office with two desks and two officers; its hromada is bound."""
    return worlds.build()
