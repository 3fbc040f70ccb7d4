"""Every record of HSDS validates against the published schemas, in the API and in the tables."""

import csv
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from vikno.network.models import Offering, Point
from vikno.opendata.rules.hsds_tables import TABLES, descriptor

pytestmark = pytest.mark.django_db
FORMATS = FormatChecker()
NETWORKS = ["demo", "register"]


@FORMATS.checks("uri")
def _is_uri(text: object) -> bool:
    parts = urlsplit(str(text))
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in str(text)


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(text: object) -> bool:
    return datetime.fromisoformat(str(text)).tzinfo is not None


@cache
def _schemas(folder: Path) -> Registry:
    named = [(path.relative_to(folder).as_posix(), path) for path in folder.rglob("*.json")]
    read = {name: json.loads(path.read_text(encoding="utf-8")) for name, path in named}
    return Registry().with_resources(
        (name, Resource.from_contents(schema, default_specification=DRAFT202012)) for name, schema in read.items()
    )


class Judge:
    """Says what a schema says of a record, with what no schema of theirs says: no field that HSDS does not know."""

    def __init__(self, folder: Path, name: str) -> None:
        registry = _schemas(folder)
        self._properties = set(registry[name].contents["properties"])
        self._validator = Draft202012Validator(registry[name].contents, registry=registry, format_checker=FORMATS)

    def __call__(self, row: dict[str, Any], *, also: frozenset[str] = frozenset()) -> None:
        faults = [f"{fault.json_path}: {fault.message}" for fault in self._validator.iter_errors(row)]
        assert faults == []
        assert set(row) <= self._properties | also


@pytest.fixture
def judge(shared_data: Path) -> Any:
    return lambda name: Judge(shared_data / "standards" / "hsds", name)


def get(path: str) -> Any:
    answer = Client().get(f"/opendata/hsds/{path}")
    assert answer.status_code == 200, answer.content
    return json.loads(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def every(path: str) -> Iterator[dict[str, Any]]:
    """Rows of every page."""
    page = 1
    while True:
        told = get(f"{path}{'&' if '?' in path else '?'}page={page}&per_page=200")
        yield from told["contents"]
        if told["last_page"]:
            return
        page += 1


@pytest.mark.parametrize("network", NETWORKS)
def test_every_record_of_the_api_is_valid(network: str, request: pytest.FixtureRequest, judge: Any) -> None:
    request.getfixturevalue(network)
    services = list(every("services"))
    organisations = list(every("organizations"))
    given = list(every("service_at_locations"))
    assert len(given) == Offering.objects.count()
    for name, rows in (("service", services), ("organization", organisations), ("service_at_location", given)):
        valid = judge(f"compiled/{name}_list.json")
        assert rows
        for row in rows:
            valid(row)
    whole, one_valid = judge("compiled/service_with_definitions.json"), judge("service_at_location.json")
    for row in services[:10]:
        whole(get(f"services/{row['id']}"))
    for row in every("service_at_locations?full=true"):
        one_valid(row, also=frozenset({"service"}))
    body_valid = judge("organization.json")
    for row in every("organizations?full=true"):
        body_valid(row)
    term_valid = judge("taxonomy_term.json")
    for row in every("taxonomy_terms"):
        term_valid(row)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_tables_are_a_whole_package(network: str, request: pytest.FixtureRequest, shared_data: Path) -> None:
    request.getfixturevalue(network)
    published = json.loads((shared_data / "standards" / "hsds" / "datapackage.json").read_text(encoding="utf-8"))
    tables = read_package(Client())
    assert set(tables) == {resource["name"] for resource in published["resources"]}
    keys = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    for resource in published["resources"]:
        rows, schema = tables[resource["name"]], resource["schema"]
        assert len(keys[resource["name"]]) == len(rows), resource["name"]
        for field in schema["fields"]:
            check_column(rows, field, resource["name"])
        for link in schema.get("foreignKeys", ()):
            ends = {row[link["fields"]] for row in rows} - {""}
            assert ends <= keys[link["reference"]["resource"]], (resource["name"], link["fields"])
    assert len(tables["location"]) == Point.objects.count()
    assert len(tables["service_at_location"]) == Offering.objects.count()
    assert tables["schedule"]
    assert tables["accessibility"]


def read_package(client: Client) -> dict[str, list[dict[str, str]]]:
    """Tables by name, read as their own description says."""
    answer = client.get("/opendata/hsds.zip")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        told = json.loads(package.read("datapackage.json"))
        read = {}
        for resource in told["resources"]:
            rows = csv.DictReader(io.StringIO(package.read(resource["path"]).decode("utf-8"), newline=""))
            assert rows.fieldnames == [field["name"] for field in resource["schema"]["fields"]]
            read[resource["name"]] = list(rows)
        assert set(package.namelist()) == {"datapackage.json"} | {r["path"] for r in told["resources"]}
    return read


KINDS = {
    "number": float,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "uuid": uuid.UUID,
    "datetime": lambda text: _is_moment(text),
    "uri": lambda text: _is_uri(text) or 1 / 0,
    "email": lambda text: "@" in text or 1 / 0,
}


def check_column(rows: list[dict[str, str]], field: dict[str, Any], table: str) -> None:
    """What frictionless would check: presence, kind, format, choice."""
    name, constraints = field["name"], field["constraints"]
    cells = [row[name] for row in rows]
    assert not constraints["required"] or all(cells), (table, name)
    kind = KINDS.get(field.get("format") or field["type"], str)
    for cell in filter(None, cells):
        kind(cell)
        assert "enum" not in constraints or cell in constraints["enum"]


def links_of(resources: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {r["name"]: sorted(map(json.dumps, r["schema"].get("foreignKeys", []))) for r in resources}


def test_our_list_of_columns_is_the_published_one(shared_data: Path) -> None:
    published = json.loads((shared_data / "standards" / "hsds" / "datapackage.json").read_text(encoding="utf-8"))
    told = {
        r["name"]: (r["path"], [(f["name"], f["type"], f.get("format", ""), f["constraints"]["required"])
                                for f in r["schema"]["fields"]])
        for r in published["resources"]
    }  # fmt: skip
    ours = {t.name: (t.path, [(c.name, c.kind, c.format, c.is_required) for c in t.columns]) for t in TABLES.values()}
    assert ours == told
    made = descriptor(title="", homepage="", licence={})["resources"]
    assert links_of(made) == links_of(published["resources"])
    choices = {(r["name"], f["name"]): f["constraints"]["enum"] for r in made for f in r["schema"]["fields"]
               if "enum" in f["constraints"]}  # fmt: skip
    theirs = {(r["name"], f["name"]): f["constraints"]["enum"] for r in published["resources"]
              for f in r["schema"]["fields"] if "enum" in f["constraints"]}  # fmt: skip
    assert choices == theirs
