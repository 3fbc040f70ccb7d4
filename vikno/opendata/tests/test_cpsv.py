"""Where a name of a service leads, and what its description says."""

import json

import pytest
from django.test import Client

from tests import factories as make
from vikno.network.models import Point

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accept", "address"),
    [
        ("text/html,*/*;q=0.8", "/services/00034/"),
        ("text/turtle", "/opendata/cpsv-ap/services/00034.ttl"),
        ("application/ld+json, text/html;q=0.5", "/opendata/cpsv-ap/services/00034.jsonld"),
        ("application/pdf", "/services/00034/"),
    ],
)
def test_a_name_leads_to_what_its_reader_can_read(point: Point, accept: str, address: str) -> None:
    answer = Client().get("/opendata/cpsv-ap/services/00034", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert "Accept" in answer.headers["Vary"]


def test_a_description_says_what_the_card_says(point: Point) -> None:
    answer = Client().get("/opendata/cpsv-ap/services/00034.jsonld")
    nodes = {str(node["@type"]): node for node in json.loads(answer.content)["@graph"]}
    service = nodes["cpsv:PublicService"]
    assert service["dct:identifier"] == "00034"
    assert [said["@language"] for said in service["dct:title"]] == ["uk", "en"]
    assert "cv:processingTime" not in service  # working days are no duration
    assert nodes["cpsv:Rule"]["dct:description"][0]["@value"] == "10 робочих днів з дня реєстрації заяви"
    assert nodes["cv:Cost"]["cv:hasValue"]["@value"] == "0.00"
    again = Client().get("/opendata/cpsv-ap/services/00034.jsonld", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_what_is_not_in_force_is_not_described(point: Point) -> None:
    make.service(code="T-1", version={"status": "draft"})
    for address in ("services/T-1", "services/T-1.ttl", "services/none.jsonld"):
        assert Client().get(f"/opendata/cpsv-ap/{address}").status_code == 404
