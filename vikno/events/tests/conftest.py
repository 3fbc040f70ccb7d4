"""Both sides of one hromada are bound in each test."""

from collections.abc import Iterator

import pytest

from tests import for_events as given


@pytest.fixture
def sides(db: None) -> Iterator[None]:
    with given.bound():
        yield
