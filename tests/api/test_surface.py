"""What the API lets in and lets out: fields nobody asked for, other tenants through one pool, what is exposed."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from config.api import api
from tests import factories as make
from tests.api.columns import COLUMNS
from tests.api.world import Place, place, program
from tests.rights.changes import Watch
from vikno.accounts.enums import Role
from vikno.common import tenancy

pytestmark = pytest.mark.django_db
SIZE, FULL_SIZE = 300, 10_000


def _bodies() -> Iterator[tuple[str, dict[str, Any]]]:
    described = api.get_openapi_schema()
    for path, calls in described["paths"].items():
        for call in calls.values():
            shape = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            if "$ref" in shape:
                yield path, described["components"]["schemas"][shape["$ref"].rsplit("/", 1)[-1]]


BODIES = list(_bodies())


@pytest.mark.parametrize(("path", "shape"), BODIES, ids=[path for path, _shape in BODIES])
def test_a_field_nobody_asked_for_is_refused(here: Place, path: str, shape: dict[str, Any]) -> None:
    assert shape["additionalProperties"] is False
    strange = {name: 1 for name in COLUMNS if name not in shape["properties"]}
    keys = [here.officer, program(Role.HEAD), program(Role.STEWARD)]
    address = path.replace("{number}", here.opened()).replace("{code}", here.service.code)
    address = address.replace("{point_id}", str(here.point.pk)).replace("{version_id}", "1").removeprefix("/api/v1")
    watch = Watch(besides=("accounts_keyuse",))
    for one in keys:
        answer = one.post(address, strange)
        if answer.status_code == 403:  # not of this scope
            continue
        assert answer.status_code == 422
        refused = {fault["field"].rsplit(".", 1)[-1] for fault in answer.json()["errors"]}
        assert refused <= set(strange) | set(shape.get("required", []))
    assert watch.changed() == set()


def test_every_nested_shape_that_is_asked_refuses_strange_fields() -> None:
    shapes = api.get_openapi_schema()["components"]["schemas"]
    asked = {name for name in shapes if name.startswith("New")}
    assert asked >= {"NewCase", "NewApplicant", "NewPaper", "NewVersion", "NewCost", "NewPoint"}
    assert [name for name in asked if shapes[name].get("additionalProperties") is not False] == []


def _alternate(places: dict[str, Place], times: int) -> None:
    """Requests of two tenants one after another through one connection: each sees its own and nothing else."""
    numbers = {code: one.opened() for code, one in places.items()}
    for turn in range(times):
        code, other = ((make.OWN, make.FOREIGN), (make.FOREIGN, make.OWN))[turn % 2]
        caller = places[code].officer
        match turn % 3:
            case 0:
                assert [row["number"] for row in caller.get("/cases").json()["items"]] == [numbers[code]]
            case 1:
                assert caller.get(f"/cases/{numbers[other]}").status_code == 404
            case _:
                assert caller.get(f"/cases/{numbers[code]}").json()["number"] == numbers[code]


@pytest.fixture
def both(here: Place, monkeypatch: pytest.MonkeyPatch) -> dict[str, Place]:
    from vikno.accounts import rules

    monkeypatch.setattr(rules, "CALLS_A_MINUTE", 10**9)
    return {make.OWN: here, make.FOREIGN: place(of=make.FOREIGN)}


def test_tenants_take_turns_on_one_connection(both: dict[str, Place]) -> None:
    _alternate(both, SIZE)


@pytest.mark.slow
def test_tenants_take_ten_thousand_turns_on_one_connection(both: dict[str, Place]) -> None:
    _alternate(both, FULL_SIZE)


def test_with_no_tenant_every_table_with_a_policy_is_empty(both: dict[str, Place]) -> None:
    for one in both.values():
        one.opened()
    tenancy.bind("")
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity AND relkind IN ('r', 'p')")
        guarded = [name for (name,) in cursor.fetchall()]
        assert "accounts_receipt" in guarded
        seen = {}
        for name in guarded:
            column = "hromada_code" if name in ("accounts_receipt", *_of_journal(guarded)) else "hromada_id"
            cursor.execute(f"SELECT count(*) FROM {name} WHERE {column} <> ''")  # noqa: S608
            seen[name] = cursor.fetchone()[0]
    assert {name: rows for name, rows in seen.items() if rows} == {}


def _of_journal(tables: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'hromada_code'")
        return [name for (name,) in cursor.fetchall() if name in tables]


def test_the_description_is_public_and_says_nothing_of_anybody(here: Place) -> None:
    number = here.opened()
    for address in ("/api/v1/openapi.json", "/api/v1/docs/"):
        answer = Client().get(address)
        assert answer.status_code == 200
        for planted in (number, here.officer.secret, "Незабудько", make.OWN):
            assert planted not in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "head"])
def test_an_odd_method_is_refused(here: Place, method: str) -> None:
    answer = getattr(here.officer.client, method)("/api/v1/cases", headers=here.officer.headers)
    assert (answer.status_code, "GET" in answer.headers["Allow"]) == (405, True)


@pytest.mark.parametrize("path", ["/api/", "/api/v2/cases", "/api/v1/none", "/api/v1/cases/x/y/z"])
def test_an_unknown_address_is_a_problem(path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_crash_is_a_problem_that_says_nothing(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_given: object, **_named: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("vikno.cases.queries.visible_cases", crash)
    here.officer.client.raise_request_exception = False
    answer = here.officer.get("/cases")
    assert (answer.status_code, answer.json()["code"]) == (500, "api.failure")
    assert "planted" not in answer.content.decode()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b'{"a": ' + b"9" * 10_000 + b"}", b"null", b"NaN", b'"\\ud800"']
)
def test_a_body_that_is_none_is_refused(here: Place, body: bytes) -> None:
    assert here.officer.post("/cases", body).status_code in (400, 422)


@pytest.mark.parametrize("operation", ["x", "0", "{" + str(uuid4()) + "}", "urn:uuid:" + str(uuid4()), uuid4().hex])
def test_an_operation_that_is_no_uuid_is_refused(here: Place, operation: str) -> None:
    assert here.officer.post("/cases", here.application(), operation=operation).status_code == 422


@pytest.mark.parametrize("query", ["service=a&service=b", "limit=5&limit=5"])
def test_a_parameter_given_twice_is_refused(here: Place, query: str) -> None:
    once, _, _ = query.partition("&")
    assert here.officer.get(f"/cases?{once}").status_code == 200
    answer = here.officer.get(f"/cases?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": once.partition("=")[0], "message": "given more than once"}]
