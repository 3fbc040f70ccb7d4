"""Points for a map, and marks in pages."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from vikno.common import clock
from vikno.network.models import AccessibilityMark, HoursException, OpeningPeriod, Point, PointStatus
from vikno.opendata.queries.geojson import write_points
from vikno.opendata.templatetags.opendata import structured_data

pytestmark = pytest.mark.django_db


def mark_of(path: str) -> Any:
    page = Client().get(path)
    assert page.status_code == 200
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.S)
    return json.loads(told)


def test_a_feature_says_what_a_person_asks(point: Point, get: Any) -> None:
    make.point("Без місця", street_address="", phones=[])
    told = get("points.geojson")
    placed, unplaced = told["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [34.5, 49.5]}
    properties = placed["properties"]
    assert (properties["kind"], properties["state"], properties["services"]) == ("remote", "open", 1)
    expected = "09:00–13:00, 14:00–18:00" if clock.today().isoweekday() < 6 else ""
    assert properties["hours_today"] == expected
    assert properties["url"].endswith(f"/points/{point.pk}/")
    assert unplaced["geometry"] is None
    assert "Без місця" in unplaced["properties"]["name"]


def test_unknown_hours_are_not_closed_hours(point: Point, get: Any) -> None:
    OpeningPeriod.objects.all().delete()
    (told,) = get("points.geojson")["features"]
    assert told["properties"]["hours_today"] is None


def test_a_point_that_is_gone_receives_nobody(point: Point, get: Any) -> None:
    PointStatus.objects.update(state="destroyed", notice="Будівлю зруйновано.")
    (told,) = get("points.geojson")["features"]
    properties = told["properties"]
    assert (properties["hours_today"], properties["notice"]) == ("", "Будівлю зруйновано.")


def test_a_batch_costs_the_same_for_one_and_three(point: Point, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(9):
        write_points(BytesIO(), at=clock.now())
    for n in range(2):
        make.point(f"ВРМ {n}", of=make.FOREIGN, settlement=make.settlement(), postcode="38000")
    with django_assert_num_queries(9):
        write_points(BytesIO(), at=clock.now())


def test_a_point_is_an_office(point: Point) -> None:
    AccessibilityMark.objects.create(point=point, item="ramp", mark="no")
    HoursException.objects.create(point=point, on=clock.today(), reason="санітарний день")
    mark = mark_of(f"/points/{point.pk}/")
    assert (mark["@type"], mark["name"]) == ("GovernmentOffice", point.name)
    assert mark["geo"] == {"@type": "GeoCoordinates", "latitude": 49.5, "longitude": 34.5}
    assert [(len(h["dayOfWeek"]), h["opens"]) for h in mark["openingHoursSpecification"]] == [
        (5, "09:00"),
        (5, "14:00"),
    ]
    (closed,) = mark["specialOpeningHoursSpecification"]
    assert (closed["validFrom"], closed["opens"], closed["closes"]) == (clock.today().isoformat(), "00:00", "00:00")
    assert mark["amenityFeature"][0]["value"] is False
    PointStatus.objects.filter(point=point).update(state="closed", notice="Зачинено.")
    assert "openingHoursSpecification" not in mark_of(f"/points/{point.pk}/")


def test_a_service_is_a_service(point: Point) -> None:
    mark = mark_of("/services/00034/")
    assert (mark["@type"], mark["identifier"]) == ("GovernmentService", "00034")
    assert mark["offers"] == [{"@type": "Offer", "price": "0.00", "priceCurrency": "UAH"}]
    assert mark["provider"]["name"] == "Відділ ДРАЦС"


def test_no_text_closes_the_block() -> None:
    told = structured_data({"name": "</script><script>alert(1)</script>&"})
    assert told.count("<") == 2
    assert json.loads(told.partition(">")[2].rpartition("<")[0])["name"] == "</script><script>alert(1)</script>&"
