"""Who gives what: told from what points really give on the day, compared within a size of hromadas only."""

import datetime as dt
import io
from typing import Any

import pytest
import python_calamine
from django.test import Client

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.indicators import queries, shown_coverage
from vikno.network.enums import OfferingMode, PointKind, PointState
from vikno.network.models import Offering, Point, PointStatus
from vikno.territories.models import Population, Unit

pytestmark = pytest.mark.django_db


def gives(point: Point, service: PublicService, mode: str = OfferingMode.FULL, **days: Any) -> None:
    Offering.objects.create(point=point, service=service, mode=mode, **{"valid_from": make.LONG_AGO, **days})


def hromada(number: int, people: int | None) -> Unit:
    made = make.hromada(f"UA990200{number:011d}")
    if people is not None:
        Population.objects.create(unit=made, as_of=dt.date(2022, 2, 1), total=people, source="оцінка")
    return made


@pytest.fixture
def veterans() -> list[PublicService]:
    return [
        make.service(name, is_for_veterans=True) for name in ("Статус учасника", "Посвідчення", "Пільги", "Путівка")
    ]


def test_services_by_points(veterans: list[PublicService]) -> None:
    office, village = make.point("Основний офіс", kind=PointKind.MAIN), make.point("ВРМ Степове", kind=PointKind.REMOTE)
    other = make.service("Витяг")
    yesterday = clock.today() - dt.timedelta(days=1)
    gives(office, veterans[0])
    gives(village, veterans[0], OfferingMode.INTAKE)
    gives(village, veterans[1], OfferingMode.CONSULT)
    gives(office, veterans[2], valid_to=yesterday)
    gives(office, other)
    PointStatus.objects.filter(point=village).update(state=PointState.CLOSED)
    found = queries.coverage(make.OWN, on=clock.today(), at=clock.now())
    assert set(found.services) == set(veterans)
    assert [point.name for point in found.points] == ["Основний офіс", "ВРМ Степове"]
    assert found.given_at(veterans[0]) == 2
    assert set(found.nowhere) == set(veterans[1:]), "to be told of it is not to be given it; what ended is not given"
    assert found.closed == {village.pk}
    everything = queries.coverage(make.OWN, on=clock.today(), at=clock.now(), group="all")
    assert other in everything.services
    of_group = queries.coverage(make.OWN, on=clock.today(), at=clock.now(), group=other.group.code)
    assert other in of_group.services


def test_front_offices_by_size() -> None:
    small, middle, unknown = hromada(1, 4_999), hromada(2, 5_000), hromada(3, None)
    Population.objects.create(unit=middle, as_of=dt.date(2020, 1, 1), total=90_000, source="давніше")
    office, village = (
        make.point(of=middle.pk, kind=PointKind.MAIN),
        make.point("ВРМ", of=small.pk, kind=PointKind.REMOTE),
    )
    found = {one.floor: one for one in queries.classes(at=clock.now())}
    assert (found[0].hromadas, found[0].with_front, found[0].only_remote, found[0].without) == (1, 0, 1, 0)
    assert (found[5_000].with_front, found[5_000].working) == (1, 1)
    assert unknown.pk in found[None].without_codes
    PointStatus.objects.filter(point=office).update(state=PointState.CLOSED)
    found = {one.floor: one for one in queries.classes(at=clock.now())}
    assert (found[5_000].with_front, found[5_000].working) == (1, 0)
    assert village.hromada_id == small.pk


def test_how_much_of_a_set_hromadas_give(veterans: list[PublicService]) -> None:
    for number, many in enumerate((4, 3, 2, 1, 0), start=1):
        point = make.point(of=hromada(number, 7_000).pk)
        for service in veterans[:many]:
            gives(point, service)
    reach = next(one for one in queries.reaches(on=clock.today()) if not one.title)
    nowhere = len(queries.classes(at=clock.now())[-1].without_codes)
    assert (reach.services, reach.all_of_them, reach.most, reach.some) == (4, 1, 1, 2)
    assert reach.none == 1 + nowhere


def test_as_many_questions_for_a_wide_network(
    veterans: list[PublicService], django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 7):
        gives(make.point(of=hromada(number, 1_000 * number).pk), veterans[0])
    with django_assert_max_num_queries(4):
        queries.classes(at=clock.now())
    with django_assert_max_num_queries(5):
        queries.reaches(on=clock.today())
    with django_assert_max_num_queries(4):
        queries.coverage(make.OWN, on=clock.today(), at=clock.now())


def test_the_pages(client: Client, veterans: list[PublicService]) -> None:
    gives(make.point("Основний офіс", kind=PointKind.MAIN), veterans[0])
    client.force_login(make.membership(Role.HEAD).user)
    page = client.get("/indicators/coverage/").content.decode()
    assert "У громаді надають послуг: 1 із 4." in page
    assert "приймає і видає" in page
    sheet = client.get("/indicators/coverage/?format=xlsx").content
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["Послуга", "Надають точок", "Основний офіс"]
    assert len(rows) == 5
    client.force_login(make.membership(Role.STEWARD, of="").user)
    hromada(1, 120_000)
    page = client.get("/indicators/national/network/").content.decode()
    assert "100\xa0000 людей і більше" in page
    assert "Послуги для ветеранів" in page


def test_a_share_is_rounded_not_cut() -> None:
    """Two of three are 66.7 of a hundred: the formatting itself would cut it to 66.6."""
    (row,) = shown_coverage.classes([queries.Class(floor=None, hromadas=3, with_front=2)])
    assert row["share"] == "66,7"
