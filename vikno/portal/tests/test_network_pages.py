"""Where to go: the list without scripts, the map's data, one point."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories as make
from vikno.network.enums import Cause, OfferingMode, PointKind, PointState
from vikno.network.models import AccessibilityMark, HoursException, Point, PointStatus
from vikno.territories.models import Boundary, Unit

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)  # ten in the morning in Kyiv


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def address(name: str, *parts: Any) -> str:
    return reverse(f"portal_network:{name}", args=parts)


def shown(client: Client, **asked: Any) -> str:
    return client.get(address("points"), asked).content.decode()


def state(point: Point, state: PointState, **facts: Any) -> None:
    PointStatus.objects.filter(point=point).update(ends_at=MONDAY - dt.timedelta(hours=1))
    PointStatus.objects.create(
        point=point, state=state, cause=Cause.POWER, starts_at=MONDAY - dt.timedelta(hours=1), reason="обрив лінії",
        recorded_at=MONDAY, **facts,
    )  # fmt: skip


def placed(name: str = "ВРМ Лугове", **facts: Any) -> Point:
    return make.point(name, settlement=make.settlement(), **facts)


def test_the_list_says_where_and_whether_it_is_open(client: Client) -> None:
    placed()
    page = shown(client)
    assert "ВРМ Лугове" in page
    assert "с. Лугове, вул. Миру, 1" in page
    assert "приймає до 13:00" in page
    assert "місця на карті ще немає" in page


def test_the_list_works_without_scripts_and_the_map_is_fed_by_the_same_question(client: Client) -> None:
    placed()
    page = shown(client, words="Лугове")
    assert "Карта з&#x27;явиться" in page or "Карта з'явиться" in page
    assert f'data-url="{address("features")}?words=' in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Офіс", "ВРМ", "Далека"}),
        ({"hromada": make.FOREIGN}, {"Далека"}),
        ({"kind": "main"}, {"Офіс"}),
        ({"state": "closed"}, {"ВРМ"}),
        ({"service": "T-1"}, {"Офіс"}),
        ({"access": "ramp"}, {"Офіс"}),
        ({"access": "toilet"}, set()),
        ({"open_now": "on"}, {"Офіс", "Далека"}),
        ({"words": "сусідська"}, {"Далека"}),
        ({"kind": "nonsense", "hromada": "UA0"}, {"Офіс", "ВРМ", "Далека"}),
    ],
)
def test_filters(client: Client, asked: dict[str, Any], found: set[str]) -> None:
    office = placed("Офіс", kind=PointKind.MAIN)
    state(placed("ВРМ"), PointState.CLOSED)
    make.point("Далека", of=make.FOREIGN)
    make.offering(office, make.service(code="T-1"))
    make.service("Інша послуга", code="T-2")
    AccessibilityMark.objects.create(point=office, item="ramp", mark="yes")
    page = shown(client, **asked)
    assert {name for name in ("Офіс", "ВРМ", "Далека") if f">{name}</a>" in page} == found


def test_nothing_found_says_what_to_do(client: Client) -> None:
    assert "Точок ще не внесено" in shown(client)
    assert "Таких точок немає" in shown(client, words="нічого")


def test_the_map_shows_borders_points_and_no_zero(client: Client) -> None:
    square = {"type": "Polygon", "coordinates": [[[33, 49], [34, 49], [34, 50], [33, 49]]]}
    exact = placed("Точна", lat=49.5, lon=33.2)
    rough = placed("Приблизна", kind=PointKind.MOBILE_BUS)
    Unit.objects.filter(pk=rough.settlement_id).update(lat=49.4, lon=33.3)
    placed("Ніде")
    Boundary.objects.create(
        unit=make.hromada(), geometry=square, simplified=square, west=33, south=49, east=34, north=50, source="test"
    )
    answer = client.get(address("features"), {"hromada": make.OWN})
    assert answer.headers["Content-Type"] == "application/geo+json"
    shapes = {f["properties"]["name"]: f for f in answer.json()["features"]}
    assert set(shapes) == {"Вигадівська громада", "Точна", "Приблизна"}
    assert shapes["Точна"]["properties"]["url"] == address("point", exact.pk)
    assert shapes["Точна"]["geometry"]["coordinates"] == [33.2, 49.5]
    assert shapes["Приблизна"]["properties"]["kind"] == "mobile"
    assert "приймає до 13:00" in shapes["Точна"]["properties"]["note"]
    one = client.get(address("point_features", exact.pk)).json()["features"]
    assert [f["properties"]["name"] for f in one] == ["Вигадівська громада", "Точна"]


def test_a_point_that_stopped_is_drawn_so(client: Client) -> None:
    point = placed(lat=49.5, lon=33.2)
    state(point, PointState.DESTROYED, notice="Зруйновано.")
    (feature,) = client.get(address("features")).json()["features"]
    assert feature["properties"]["kind"] == "stopped"


def test_one_point(client: Client) -> None:
    point = placed()
    make.offering(point, make.service("Реєстрація місця проживання"))
    make.offering(point, make.service("Порада"), mode=OfferingMode.CONSULT)
    AccessibilityMark.objects.create(point=point, item="ramp", mark="yes")
    AccessibilityMark.objects.create(point=point, item="toilet", mark="no")
    HoursException.objects.create(point=point, on=dt.date(2026, 3, 3), reason="Навчання")
    page = client.get(address("point", point.pk)).content.decode()
    for words in (
        "приймає до 13:00", "09:00–13:00", "14:00–18:00", "Навчання", "пандус", "туалет для людей з інвалідністю",
        "Реєстрація місця проживання", "лише консультація", 'href="tel:+380441234567"', "Сьогодні, 2 березня",
        "Вівторок, 3 березня",
    ):  # fmt: skip
        assert words in page, words


def test_a_notice_and_the_new_place_are_shown(client: Client) -> None:
    point, office = placed(), placed("Офіс")
    state(
        point, PointState.MOVED, notice="Приймаємо в основному офісі.", notice_en="We moved.", moved_to=office,
        expected_until=dt.date(2026, 4, 1),
    )  # fmt: skip
    page = client.get(address("point", point.pk)).content.decode()
    assert "Приймаємо в основному офісі." in page
    assert address("point", office.pk) in page
    assert "1 квітня 2026 року" in page
    english = client.get(address("point", point.pk), headers={"Accept-Language": "en"}).content.decode()
    assert "We moved." in english or "Приймаємо" in english


def test_a_timetable_that_was_not_understood_is_shown_as_it_is(client: Client) -> None:
    point = placed(timetable_text="за домовленістю")
    point.opening_periods.all().delete()
    page = client.get(address("point", point.pk)).content.decode()
    assert "за домовленістю" in page
    assert "ще не перевірено" in page


def test_unknown_points_are_404(client: Client) -> None:
    assert client.get(address("point", 10**6)).status_code == 404
    assert client.get(address("point_features", 10**6)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(client: Client, count: int, django_assert_num_queries: Any) -> None:
    for n in range(count):
        placed(f"Точка {n}")
    client.get(address("points"))
    with django_assert_num_queries(11):
        client.get(address("points"))
    with django_assert_num_queries(12):
        client.get(address("features"))


def test_many_hromadas_are_asked_by_oblast_first(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vikno.portal.area_forms.MOST_HROMADAS", 1)
    placed()
    make.point("Далека", of=make.FOREIGN)
    assert 'name="hromada"' not in shown(client)
    page = shown(client, hromada=make.FOREIGN)
    assert ">Далека</a>" in page
