import pytest

from tests.api.world import Place, place


@pytest.fixture
def here(db: None) -> Place:
    """A hromada with a program at its point."""
    return place()
