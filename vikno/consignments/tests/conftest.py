"""One world for each test, and a long play only where it is asked for (`-m slow`)."""

import pytest

from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.world import World


@pytest.fixture
def world(db: None) -> World:
    """A hromada with two points, bound."""
    return worlds.build()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "slow" in (config.option.markexpr or ""):
        return
    for item in items:
        if item.get_closest_marker("slow") and "consignments" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="belongs to make check-full"))
