"""One office for each test."""

import pytest

from vikno.continuity.tests import world as worlds
from vikno.continuity.tests.world import World


@pytest.fixture
def world(db: None) -> World:
    """An office with a queue and bookings; its hromada is bound."""
    return worlds.build()
