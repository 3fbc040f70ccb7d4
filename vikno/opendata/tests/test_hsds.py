"""The HSDS API by our own fixtures: pages, choices, refusals, and what is never told."""

import datetime as dt
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from vikno.common import clock
from vikno.network.models import HoursException, Point, PointStatus
from vikno.territories.models import Postcode

Get = Callable[..., Any]
pytestmark = pytest.mark.django_db


def test_the_root_names_the_version(get: Get) -> None:
    told = get("hsds/")
    assert told["version"] == "3.0.0"
    described = get("hsds/openapi.json")
    assert told["openapi_url"].endswith("/opendata/hsds/openapi.json")
    assert set(described["paths"]) >= {"/", "/services", "/services/{id}", "/service_at_locations/{id}"}


def test_a_page_says_where_it_is(get: Get, point: Point) -> None:
    for n in range(4):
        make.service(code=f"T-9{n}")
    told = get("hsds/services?per_page=2&page=3")
    assert {name: told[name] for name in told if name != "contents"} == {
        "total_items": 5, "total_pages": 3, "page_number": 3, "size": 1, "first_page": False, "last_page": True,
        "empty": False,
    }  # fmt: skip
    beyond = get("hsds/services?per_page=2&page=9")
    assert (beyond["empty"], beyond["contents"]) == (True, [])


@pytest.mark.parametrize("path", ["services", "service_at_locations", "organizations", "taxonomy_terms"])
def test_everything_line_by_line(path: str, get: Get, point: Point) -> None:
    listed = get(f"hsds/{path}")["contents"]
    answer = Client().get(f"/opendata/hsds/{path}?format=ndjson")
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()] == listed


def test_one_service_with_its_locations(get: Get, point: Point) -> None:
    (row,) = get("hsds/services")["contents"]
    whole = get(f"hsds/services/{row['id']}")
    assert whole["organization"]["name"] == "Відділ ДРАЦС"
    assert [doc["document"] for doc in whole["required_documents"]] == [
        "Паспорт",
        "Довіреність. Лише якщо: Діє представник",
    ]
    assert whole["cost_options"][0]["amount"] == 0
    (given,) = whole["service_at_locations"]
    location = given["location"]
    assert location["addresses"][0]["postal_code"] == "38000"
    assert [(s["byday"], s["opens_at"], s["closes_at"]) for s in location["schedules"]] == [
        ("MO,TU,WE,TH,FR", "09:00:00", "13:00:00"), ("MO,TU,WE,TH,FR", "14:00:00", "18:00:00"),
    ]  # fmt: skip
    alone = get(f"hsds/service_at_locations/{given['id']}")
    assert alone["service"]["id"] == row["id"]
    assert alone["location"]["id"] == location["id"]
    centre = get(f"hsds/organizations/{location['organization_id']}")
    assert [place["id"] for place in centre["locations"]] == [location["id"]]


def test_exceptions_split_the_week(get: Get, point: Point) -> None:
    day = clock.today() + dt.timedelta(days=40)
    HoursException.objects.create(point=point, on=day, reason="санітарний день")
    (row,) = get("hsds/service_at_locations?full=true")["contents"]
    told = {(s.get("valid_from", ""), s.get("valid_to", "")) for s in row["location"]["schedules"]}
    assert (day.isoformat(), day.isoformat()) in told
    assert ("", (day - dt.timedelta(days=1)).isoformat()) in told
    assert "Не приймають: санітарний день" in [s["description"] for s in row["location"]["schedules"]]


def test_a_closed_point_has_no_hours_and_says_why(get: Get, point: Point) -> None:
    PointStatus.objects.filter(point=point).update(state="closed", notice="Немає світла.")
    (row,) = get("hsds/service_at_locations?full=true")["contents"]
    assert row["description"] == "Приймає і видає. Зараз: не працює. Немає світла"
    assert [schedule.get("opens_at") for schedule in row["location"]["schedules"]] == [None]


def test_choices(get: Get, point: Point) -> None:
    make.service("Видача паспорта", code="T-77", group=make.group("passports", "Паспорти"))
    terms = {term["code"]: term["id"] for term in get("hsds/taxonomy_terms")["contents"]}

    def codes(query: str) -> list[str]:
        return [row["url"].rsplit("/", 2)[1] for row in get(f"hsds/services?{query}")["contents"]]

    assert codes("search=паспорт") == ["T-77"]
    assert codes(f"taxonomy_term_id={terms['group-passports']}") == ["T-77"]
    assert codes("taxonomy_term_id=nothing") == []
    (authority,) = {row["organization_id"] for row in get("hsds/services")["contents"]}
    assert codes(f"organization_id={authority}") == ["00034", "T-77"]
    assert codes("organization_id=nothing") == []
    assert codes("modified_after=2026-03-03") == []
    assert codes("modified_after=2026-03-01T00:00:00Z") == ["00034", "T-77"]
    centre = get("hsds/service_at_locations")["contents"][0]["location"]["organization_id"]
    assert get(f"hsds/service_at_locations?organization_id={centre}")["total_items"] == 1
    assert len(get("hsds/services?minimal=true")) == 2


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "per_page=501", "per_page=²", "format=xml", "modified_after=yesterday",
     "proximity=1000", "postcode=38000&proximity=near",
     "modified_after=2026-13-01"],
)  # fmt: skip
def test_what_is_not_understood_is_refused(get: Get, db: None, query: str) -> None:
    assert get(f"hsds/service_at_locations?{query}", status=400)["error"]


def test_services_are_not_looked_for_by_place(get: Get, db: None) -> None:
    assert "service_at_locations" in get("hsds/services?postcode=38000", status=400)["error"]


def test_what_is_near_a_postcode(get: Get, point: Point) -> None:
    far = make.point("Далеко", settlement=make.settlement("Далеке"), lat=50.5, lon=34.5)
    make.offering(far, make.service(code="T-9"))
    settlement = point.settlement
    assert settlement is not None
    settlement.lat, settlement.lon = 49.51, 34.5
    settlement.save()
    Postcode.objects.create(unit=settlement, postcode="38000")

    def names(query: str) -> list[str]:
        return [row["location"]["name"] for row in get(f"hsds/service_at_locations?{query}")["contents"]]

    assert names("postcode=38000") == [point.name]
    assert names("postcode=38000&proximity=2000") == [point.name]
    assert names("postcode=38000&proximity=1000") == []
    assert names("postcode=38000&proximity=200000") == [point.name, "Далеко"]
    assert names("postcode=99999&proximity=200000") == []


def test_unknown_records_are_absent(get: Get, point: Point) -> None:
    for path in ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"):
        get(f"hsds/{path}/3a19ff88-4620-4d17-9830-ac1d859eb5d5", status=404)


def test_drafts_and_withdrawn_services_are_not_told(get: Get, point: Point) -> None:
    make.service(code="T-1", version={"status": "draft"})
    gone = make.service(code="T-2", withdrawn_on=clock.today())
    make.offering(point, gone)
    assert get("hsds/services")["total_items"] == 1
    assert get("hsds/service_at_locations")["total_items"] == 1


def test_answers_are_ukrainian_on_an_english_site(point: Point) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    answer = client.get("/opendata/hsds/service_at_locations?full=true")
    assert answer.headers["Content-Language"] == "uk"
    assert json.loads(answer.content)["contents"][0]["description"] == "Приймає і видає"
    lines = client.get("/opendata/hsds/service_at_locations?format=ndjson")
    assert "Приймає і видає" in b"".join(lines.streaming_content).decode()


def test_a_list_costs_the_same_for_one_and_three(
    get: Get, point: Point, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    paths = ("services?full=true", "service_at_locations?full=true", "organizations?full=true")
    costs = {}
    for path in paths:
        with django_assert_max_num_queries(40) as seen:
            get(f"hsds/{path}")
        costs[path] = len(seen)
    for n in range(2):
        more = make.point(f"ВРМ {n}", settlement=make.settlement(), of=make.FOREIGN, postcode="38001")
        make.offering(more, make.service(code=f"T-5{n}"))
    for path in paths:
        with django_assert_num_queries(costs[path]):
            get(f"hsds/{path}")


@pytest.mark.django_db(transaction=True)
def test_the_package_is_sent_once(point: Point) -> None:
    client = Client()
    first = client.get("/opendata/hsds.zip")
    body = b"".join(first.streaming_content)
    assert "locations.csv" in zipfile.ZipFile(BytesIO(body)).namelist()
    again = client.get("/opendata/hsds.zip", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    since = client.get("/opendata/hsds.zip", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304
    Point.objects.filter(pk=point.pk).update(name="Інша назва")
    changed = client.get("/opendata/hsds.zip", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert b"".join(changed.streaming_content) != body
