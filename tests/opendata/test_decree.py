"""Tables of decree 835 against the published templates: names, order, kinds; and nobody's personal data."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, Organisation
from vikno.applicants.models import Applicant
from vikno.audit.models import JournalEntry
from vikno.cases.models import Case, Decision
from vikno.common import clock, tenancy
from vikno.network.models import AccessibilityMark, Centre, Point
from vikno.opendata.queries.decree_files import ROWS
from vikno.opendata.rules.decree import PUBLIC, TEMPLATES

pytestmark = pytest.mark.django_db
KINDS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "anyURL": lambda cell: cell.startswith(("http://", "https://")) or 1 / 0,
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
    "decimal": Decimal,
    "integer": int,
    "boolean": {"True": True, "False": False}.__getitem__,
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_columns_are_the_published_ones(name: str, shared_data: Path) -> None:
    folder = shared_data / "standards-835" / name
    example = CalamineWorkbook.from_path(folder / "example.xlsx").get_sheet_by_index(0).to_python()[0]
    assert list(TEMPLATES[name].names) == example
    with (folder / "schema.csv").open(encoding="utf-8-sig", newline="") as read:
        told = [(row["name"], row["datatype"], row["required"] == "True") for row in csv.DictReader(read)]
    ours = [(column.name, column.kind, column.is_required) for column in TEMPLATES[name].columns]
    assert ours == [(column.replace("\N{LINE SEPARATOR}", ""), *rest) for column, *rest in told]


def rows_of(client: Client, path: str) -> list[dict[str, str]]:
    """Rows of a CSV, checked column by column and against its JSON twin."""
    template = TEMPLATES[path.rsplit("/", 1)[-1].partition("?")[0]]
    table = read(client, path.replace("?", ".csv?") if "?" in path else f"{path}.csv")
    twin = json.loads(read(client, path.replace("?", ".json?") if "?" in path else f"{path}.json"))
    assert "\r\n" in table
    reader = csv.DictReader(io.StringIO(table, newline=""))
    assert tuple(reader.fieldnames or ()) == template.names
    rows = list(reader)
    assert [{name: value is None for name, value in row.items()} for row in twin] == [
        {name: cell == "null" for name, cell in row.items()} for row in rows
    ]
    for row in rows:
        for column in template.columns:
            cell = row[column.name]
            assert cell != ""
            if cell != "null" and not (column.name == "currency" and cell == "UAH"):  # the schema calls it a decimal
                KINDS[column.kind](cell)
    return rows


def read(client: Client, path: str) -> str:
    answer = client.get(f"/opendata/835/{path}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("network", ["demo", "register"])
def test_public_tables(network: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(network)
    told = {name: rows_of(Client(), name) for name in PUBLIC}
    units = told["dodatok-2-organizationUnits"]
    assert len(units) == Point.objects.count() + Centre.objects.filter(points__isnull=False).distinct().count()
    assert len({row["uid"] for row in units}) == len(units)
    assert {row["subUnitOfId"] for row in units} - {"null"} <= {row["uid"] for row in units}
    buildings = {row["uid"] for row in told["dodatok-32-buildings"]}
    assert {row["buildingUid"] for row in told["dodatok-32-norms"]} == buildings
    assert {row["paragraphNumber"] for row in told["dodatok-32-norms"]} == {"null"}


def head_of(code: str) -> Client:
    client = Client()
    client.force_login(
        make.membership(Role.HEAD, of=code).user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def given() -> Case:
    """A case of a person, a case of a firm, and a case of the neighbours."""
    for code in (make.FOREIGN, make.OWN):
        tenancy.bind(code)
        made = make.case(of=code)
    firm = make.case()
    Applicant.objects.filter(pk=firm.applicant_id).update(kind="legal", entity_name="ТОВ «Барвінок»", edrpou="12345678")
    Decision.objects.create(
        hromada_id=make.OWN, case=firm, outcome="granted", decided_on=clock.today(), recorded_at=clock.now()
    )
    make.entry(make.bill())
    return made


def test_services_given_name_no_person(given: Case) -> None:
    applicant = given.applicant
    client = head_of(make.OWN)
    told = rows_of(client, "own/dodatok-38-services")
    assert len(told) == Case.objects.filter(hromada_id=make.OWN).count() == 3
    of_people = [row for row in told if row["applicantType"] == "Фізична особа"]
    assert {(row["applicantName"], row["applicantId"]) for row in of_people} == {("null", "null")}
    assert all(row["registrationDateTime"].endswith(":00") for row in of_people)
    (firm,) = [row for row in told if row["applicantType"] == "Юридична особа"]
    assert (firm["applicantName"], firm["applicantId"], firm["status"]) == ("ТОВ «Барвінок»", "12345678", "Виконано")
    assert "40.00" in {row["amount"] for row in told}
    body = read(client, "own/dodatok-38-services.csv")
    for secret in (applicant.family_name, applicant.given_name, applicant.phone, given.number, given.number_shown):
        assert secret not in body


def test_a_year_has_its_own_rows(given: Case) -> None:
    assert rows_of(head_of(make.OWN), "own/dodatok-38-services?year=2020") == []


def test_taking_own_tables_leaves_a_trace(given: Case) -> None:
    read(head_of(make.OWN), "own/dodatok-38-services.csv")
    tenancy.bind(make.OWN)
    assert JournalEntry.objects.filter(action="opendata.exported").get().facts["template"] == "dodatok-38-services"


def test_posts_are_of_the_own_hromada(db: None) -> None:
    tenancy.bind("")
    client = head_of(make.OWN)
    head_of(make.FOREIGN)
    make.membership(Role.COURIER)
    assert [row["positionName"] for row in rows_of(client, "own/dodatok-2-posts")] == ["керівник ЦНАП"]


def test_a_formula_stays_what_it_is(db: None) -> None:
    """Decided on the room's page: open data are exact."""
    Organisation.objects.create(name="=1+1", kind="council", edrpou="12345678")
    (row,) = rows_of(Client(), "dodatok-2-organizations")
    assert row["name"] == "=1+1"


@pytest.mark.parametrize("path", ["own/dodatok-38-services.csv", "own/dodatok-2-posts.json"])
def test_others_take_nothing(path: str, db: None) -> None:
    tenancy.bind("")
    assert Client().get(f"/opendata/835/{path}").status_code == 302
    officer = Client()
    officer.force_login(
        make.membership(Role.OFFICER).user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert officer.get(f"/opendata/835/{path}").status_code == 404


@pytest.mark.parametrize("path", ["dodatok-46-line.csv", "dodatok-38-services.csv", "nothing.csv"])
def test_what_is_not_published_is_absent(path: str, db: None) -> None:
    assert Client().get(f"/opendata/835/{path}").status_code == 404


def test_a_head_of_a_centre_is_named(db: None) -> None:
    tenancy.bind("")
    make.point(settlement=make.settlement())
    Membership.objects.create(
        user=make.user("Коваль Олена Петрівна"), role=Role.HEAD, hromada_code=make.OWN, valid_from=make.LONG_AGO,
        granted_at=make.MOMENT, position="Начальниця",
    )  # fmt: skip
    centre, point = rows_of(Client(), "dodatok-2-organizationUnits")
    assert (centre["headName"], centre["headPost"]) == ("Коваль Олена Петрівна", "Начальниця")
    assert (point["headName"], point["subUnitOfId"]) == ("null", centre["uid"])
    assert (point["addressThoroughfare"], point["addressLocatorDesignator"]) == ("вул. Миру", "1")
    assert point["openingHours"] == "Пн-Пт 09:00-18:00"
    assert point["availabilityRestriction"] == "Перерва: Пн-Пт 13:00-14:00"


def test_tables_cost_the_same_for_one_centre_and_two(db: None) -> None:
    tenancy.bind("")

    def one_more(code: str) -> None:
        made = make.point(of=code, settlement=make.settlement(of=code), postcode="38000")
        AccessibilityMark.objects.create(point=made, item="ramp", mark="yes")
        Centre.objects.filter(pk=made.centre_id).update(operator=make.organisation(code, kind="council"))

    def spent() -> list[int]:
        costs = []
        for name in PUBLIC:
            with CaptureQueriesContext(connection) as seen:
                list(ROWS[name](clock.now()))
            costs.append(len(seen))
        return costs

    one_more(make.OWN)
    before = spent()
    one_more(make.FOREIGN)
    assert spent() == before
