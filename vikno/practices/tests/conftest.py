"""Both sides of one hromada are bound in each test that asks for it."""

from collections.abc import Iterator

import pytest

from tests import factories as make
from tests import for_support


@pytest.fixture
def sides(db: None) -> Iterator[None]:
    make.hromada()
    make.hromada(make.FOREIGN)
    with for_support.bound():
        yield
