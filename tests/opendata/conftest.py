"""Two networks: the demo's own, and the national register of three oblasts where it is on the machine."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from vikno.catalogue import services as catalogue
from vikno.catalogue.models import PublicService
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.demo import land, network, places, staff
from vikno.network.models import Offering, Point
from vikno.network.services import import_network
from vikno.territories.services import import_territories

SYSTEM = Actor.system()


@pytest.fixture(autouse=True)
def kept_here(settings: Any, tmp_path: Path) -> None:
    """Files that are kept belong to one test."""
    settings.OPENDATA_ROOT = tmp_path


@pytest.fixture
def demo(db: None) -> None:
    """The demo's network and the seed of services."""
    now = clock.now()
    since = now - dt.timedelta(days=400)
    tenancy.bind("")
    land.settle(at=since)
    catalogue.load_seed(actor=SYSTEM, at=since)
    tenancy.bind(places.HROMADA)
    network.build(staffed=staff.hire(at=since, since=since.date()), at=now, since=since)
    tenancy.bind("")


@pytest.fixture
def register(db: None, shared_data: Path) -> None:
    """The real register with every service of the seed at its main offices; nothing of it is in the repository."""
    now = clock.now()
    tenancy.bind("")
    catalogue.load_seed(actor=SYSTEM, at=now)
    import_territories(
        path=shared_data / "katottg" / "kodifikator-2025-05-16.3oblasts.csv", edition_on=None, actor=SYSTEM, at=now
    )
    import_network(
        path=shared_data / "cnap" / "cnap-register-2023.3oblasts.xlsx", edition_on=dt.date(2023, 6, 1), actor=SYSTEM,
        at=now,
    )  # fmt: skip
    first = list(PublicService.objects.order_by("code")[:6])
    numbers = Point.objects.order_by("pk").values_list("pk", flat=True)
    Offering.objects.bulk_create(
        Offering(point_id=number, service=service, valid_from=dt.date(2024, 1, 1))
        for number in numbers
        for service in first[: 1 + number % 2]
    )
