"""Every list costs the same number of queries for one row and for three, and no more than it cost last time.

The baseline is `tests/query_counts.json`; `pytest tests/test_query_counts.py --update-query-counts` writes it anew.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.rights.table import Page, table
from tests.rights.world import World, prepared

pytestmark = pytest.mark.django_db
BASELINE = Path(__file__).parent / "query_counts.json"
LISTS = [page for page in table().values() if page.grows]


def _known() -> dict[str, int]:
    return dict(json.loads(BASELINE.read_text(encoding="utf-8"))) if BASELINE.exists() else {}


def _cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
def test_a_list_costs_the_same_for_one_and_three(page: Page, settings: Any, pytestconfig: pytest.Config) -> None:
    world = prepared(settings)
    client = _reader(world, page)
    address = reverse(page.name, kwargs=world.parts(page.of))
    world.thing(page.grows)
    _cost(client, address)  # what is asked once in the life of a process
    one = _cost(client, address)
    for _ in range(2):
        world.one_more(page.grows)
    three = _cost(client, address)
    assert three == one, f"{page.name}: {one} queries for one row, {three} for three"
    _compare(page.name, one, is_update=pytestconfig.getoption("--update-query-counts"))


def _reader(world: World, page: Page) -> Client:
    return Client() if page.is_public else world.client(page.who[0] if isinstance(page.who, list) else "head")


def _compare(name: str, cost: int, *, is_update: bool) -> None:
    known = _known()
    if is_update:
        BASELINE.write_text(json.dumps({**known, name: cost}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return
    assert name in known, f"{name} costs {cost} queries: write it down with --update-query-counts"
    assert cost <= known[name], f"{name}: {cost} queries, {known[name]} before"


def test_the_baseline_knows_only_lists_that_are() -> None:
    assert set(_known()) == {page.name for page in LISTS}
