"""Every service of the seed conforms to the published shapes of CPSV-AP, alone and in the catalogue."""

import json

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import RDF
from rdflib.term import URIRef

from vikno.catalogue.models import PublicService
from vikno.catalogue.queries import services_in_force
from vikno.common import clock

pytestmark = pytest.mark.django_db
# The reader of the library warns of its own parts.
JSON_LD = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
SERVICE = URIRef("http://purl.org/vocab/cpsv#PublicService")


@pytest.fixture
def shapes(shared_data) -> Graph:
    return Graph().parse(shared_data / "standards" / "cpsv-ap" / "cpsv-ap-3.2.0-SHACL.ttl")


def violations(data: Graph, shapes: Graph) -> str:
    conforms, _, told = validate(data, shacl_graph=shapes, inference="none")
    return "" if conforms else told


def read(path: str, form: str) -> Graph:
    answer = Client().get(f"/opendata/cpsv-ap/{path}")
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return Graph().parse(data=body, format=form)


def test_every_service_conforms(demo: None, shapes: Graph) -> None:
    catalogue = read("catalogue.ttl", "turtle")
    living = services_in_force(on=clock.today())
    assert len(set(catalogue.subjects(RDF.type, SERVICE))) == living.count()
    assert violations(catalogue, shapes) == ""
    for code in living.order_by("code").values_list("code", flat=True):
        assert violations(read(f"services/{code}.ttl", "turtle"), shapes) == "", code


@JSON_LD
def test_both_forms_are_one_graph(demo: None) -> None:
    assert isomorphic(read("catalogue.ttl", "turtle"), read("catalogue.jsonld", "json-ld"))


@JSON_LD
def test_the_shapes_see_a_planted_fault(demo: None, shapes: Graph) -> None:
    code = PublicService.objects.order_by("code").values_list("code", flat=True)[0]
    document = json.loads(Client().get(f"/opendata/cpsv-ap/services/{code}.jsonld").content)
    for node in document["@graph"]:
        if node["@type"] == "cpsv:PublicService":
            del node["cv:hasCompetentAuthority"]
    assert "hasCompetentAuthority" in violations(Graph().parse(data=json.dumps(document), format="json-ld"), shapes)
