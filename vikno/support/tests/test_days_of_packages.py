"""Days of a foreign package: said once by a person, proposed by evidence, never taken silently; the schema warns."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import for_support as given
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.support import giving, judging, queries, services, shown_grants, standard
from vikno.support.days import day_of, evidence_of, is_ordered
from vikno.support.enums import DayOrder
from vikno.support.errors import DaysSaidOtherwise, GrantsWrong, MoveNotAllowed
from vikno.support.models import BroughtGrant, GrantPackage
from vikno.support.tests.test_exports import REAL, SCHEMA

FIRST, MONTH = DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST


def boss() -> Any:
    return given.actor(Role.PROGRAMME)


def call() -> dict[str, Any]:
    return {"actor": boss(), "at": now()}


def dated(*days: str, **facts: Any) -> bytes:
    """A package with a grant a day."""
    made = json.loads(given.grants(*(f"g{place}" for place, _day in enumerate(days)), **facts))
    for one, day in zip(made["grants"], days, strict=True):
        one["awardDate"] = day
    return json.dumps(made).encode()


@pytest.mark.parametrize(
    ("written", "order", "read"),
    [
        ("2014-06-05", "", date(2014, 6, 5)), ("2014-06-05T10:00:00Z", MONTH, date(2014, 6, 5)),
        ("05/06/2014", "", None), ("05/06/2014", FIRST, date(2014, 6, 5)), ("05/06/2014", MONTH, date(2014, 5, 6)),
        ("5.6.2014", FIRST, date(2014, 6, 5)), ("17/08/2015 00:00", FIRST, date(2015, 8, 17)),
        ("17/08/2015", MONTH, None),
        ("31/06/2014", FIRST, None), ("05/06/14", FIRST, None), ("05/06-2014", FIRST, None),
        ("торік", FIRST, None), (20140605, FIRST, None), ("", FIRST, None),
    ],
)  # fmt: skip
def test_a_day_is_read_by_the_order_that_was_said(written: Any, order: str, read: date | None) -> None:
    assert day_of(written, order) == read


def test_evidence_proposes_and_a_doubt_proposes_nothing() -> None:
    told = evidence_of([(1, "05/06/2014"), (2, "22/07/2014"), (3, "2014-01-01")])
    assert (told.day_first, told.month_first, told.example, told.proposed) == ((2,), (), "05/06/2014", FIRST)
    assert evidence_of([(1, "05/06/2014"), (2, "07/22/2014")]).proposed == MONTH
    assert evidence_of([(1, "05/06/2014")]).proposed is None
    assert evidence_of([(1, "22/07/2014"), (2, "07/22/2014")]).proposed is None
    assert not evidence_of([(1, "2014-01-01"), (2, "коли")]).is_needed
    assert not is_ordered("2014-01-01")


def test_rows_are_named_shortly() -> None:
    assert shown_grants.rows_named([1, 2, 3, 5, 8, 9]) == "1–3, 5, 8–9"
    assert shown_grants.rows_named(range(1, 99, 2)) == "1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 і ще далі"


def test_nothing_is_brought_in_until_somebody_has_said(sides: None) -> None:
    content = dated("05/06/2014", "22/07/2014")
    package = given.package(content=content)
    assert {one.faults for one in queries.judged_package(boss(), package)} == {("days_unsaid",)}
    with pytest.raises(GrantsWrong):
        services.bring_package(package=package, **call())
    services.say_day_order(package=package, order=MONTH, **call())
    package.refresh_from_db()
    assert [one.faults for one in queries.judged_package(boss(), package)] == [(), ("wrong_day",)]
    services.say_day_order(package=package, order=FIRST, **call())
    with pytest.raises(DaysSaidOtherwise):
        services.bring_package(package=package, day_order=MONTH, **call())
    assert services.bring_package(package=package, day_order=FIRST, **call()) == 2
    assert [one.awarded_on for one in BroughtGrant.objects.order_by("row")] == [date(2014, 6, 5), date(2014, 7, 22)]
    package.refresh_from_db()
    assert (package.content.encode(), package.days_said_by_name) == (content, boss().name)
    with pytest.raises(MoveNotAllowed):
        services.say_day_order(package=package, order=MONTH, **call())
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantPackage.objects.filter(pk=package.pk).update(days_said_by_name="")
    tenancy.bind("")
    told = JournalEntry.objects.filter(action="grants.days_said").order_by("pk").last()
    assert told is not None
    assert (told.facts["order"], told.facts["proposed"]) == (FIRST, FIRST)


def test_a_package_of_the_standard_is_asked_nothing(sides: None) -> None:
    package = given.package(content=given.grants("g1"))
    shown = lead().get(reverse("support:package", args=[package.pk])).content.decode()
    assert "Де день, а де місяць" not in shown
    assert "Не за стандартом" not in shown
    assert services.bring_package(package=package, **call()) == 1


def lead() -> Client:
    return signed_in(Membership.objects.get(pk=boss().membership_id))


@pytest.mark.parametrize(
    ("days", "chosen", "said"),
    [
        (["05/06/2014", "22/07/2014"], FIRST, "У рядках 2 перше число більше за 12"),
        (["05/06/2014", "07/22/2014"], MONTH, "У рядках 2 друге число більше за 12"),
        (["05/06/2014", "04/12/2014"], None, "Із самих чисел цього не видно"),
        (["22/07/2014", "07/22/2014"], None, "Рядки суперечать один одному"),
    ],
)  # fmt: skip
def test_the_page_proposes_what_the_numbers_show(
    sides: None, days: list[str], chosen: DayOrder | None, said: str
) -> None:  # fmt: skip
    package = given.package(content=dated(*days))
    shown = lead().get(reverse("support:package", args=[package.pk])).content.decode()
    assert said in shown
    ticked = [one.value for one in DayOrder if f'value="{one.value}" checked' in " ".join(shown.split())]
    assert ticked == ([chosen.value] if chosen else [])
    assert "Внести все" not in shown


def test_the_pages_from_a_doubt_to_grants(sides: None) -> None:
    at = lead()
    package = given.package(content=dated("05/06/2014", "04/12/2014", dateModified="17/08/2015 00:00"))
    address, days = (reverse(f"support:{name}", args=[package.pk]) for name in ("package", "package_days"))
    shown = at.get(address).content.decode()
    assert "Скажіть, де в ньому день, а де місяць" in shown
    assert "dateModified: за стандартом день і час пишуть" in shown
    assert "1–2" in shown
    assert "5 червня 2014" in shown
    assert "6 травня 2014" in shown
    assert "Оберіть, де день" in at.post(days, {"order": "?"}, follow=True).content.decode()
    shown = at.post(days, {"order": FIRST}, follow=True).content.decode()
    assert "05.06.2014" in shown
    assert "написано: 05/06/2014" in " ".join(shown.split())
    move = reverse("support:package_move", args=[package.pk, "bring"])
    assert "щойно змінили" in at.post(move, {"day_order": MONTH}, follow=True).content.decode()
    assert "Внесено 2 гранти" in at.post(move, {"day_order": FIRST}, follow=True).content.decode()
    assert at.get(reverse("support:package_file", args=[package.pk])).content == package.content.encode()


@pytest.mark.skipif(not REAL.exists(), reason="the published package is not here")
def test_a_published_package_is_brought_in_once_its_days_are_said_and_goes_out_as_it_came(sides: None) -> None:
    package = given.package(content=REAL.read_bytes())
    told = queries.judged_package(boss(), package)
    refused, warned = judging.found_in(told)
    assert [(one.code, len(one.rows)) for one in refused] == [("days_unsaid", 379)]
    assert [(one.code, len(one.rows)) for one in warned] == [("as_moment:dateModified", 379)]
    evidence = judging.days_of(told)
    assert (evidence.proposed, len(evidence.day_first)) == (FIRST, 3)
    services.say_day_order(package=package, order=FIRST, **call())
    assert services.bring_package(package=package, day_order=FIRST, **call()) == 379
    days = {(one.day, one.month) for one in BroughtGrant.objects.values_list("awarded_on", flat=True)}
    assert days == {(5, 6), (4, 12), (22, 7)}
    package.refresh_from_db()
    assert package.content.encode() == REAL.read_bytes()


WRONG: list[tuple[str, Any]] = [
    ("title", 7), ("description", None), ("currency", 980), ("amountAwarded", "1250.5"), ("amountDisbursed", "ні"),
    ("awardDate", "05/06/2014"), ("awardDate", "2014-6-5"), ("plannedDates", {}),
    ("plannedDates", [{"startDate": "1.1"}]),
    ("plannedDates", ["2014"]), ("grantProgramme", "E"), ("recipientOrganization", []),
    ("recipientOrganization", [{"id": "x"}]),
    ("fundingOrganization", [{"id": "x", "name": 5}]), ("fromOpenCall", "YES"), ("dateModified", "17/08/2015 00:00"),
    ("classifications", {}), ("url", 5), ("relatedActivity", "a"),
]  # fmt: skip
RIGHT: list[tuple[str, Any]] = [
    ("title", ""), ("amountAwarded", 3), ("awardDate", "2014-06-05T00:00:00Z"),
    ("plannedDates", [{"startDate": "2014-06"}]),
    ("plannedDates", [{}]), ("fromOpenCall", "No"), ("dateModified", "2015-08-17T00:00:00Z"), ("мої дні", "05/06/2014"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_stands_against_the_schema_is_told(name: str, value: Any) -> None:
    grant = json.loads(given.grants("g1"))["grants"][0] | {name: value}
    assert {code.partition(":")[2].partition(".")[0] for code in standard.against_schema(grant)} == {name}
    assert not valid(grant)


@pytest.mark.parametrize(("name", "value"), RIGHT)
def test_what_the_schema_lets_is_not_told(name: str, value: Any) -> None:
    grant = json.loads(given.grants("g1"))["grants"][0] | {name: value}
    assert standard.against_schema(grant) == []
    assert valid(grant) is not False


def valid(grant: dict[str, Any]) -> bool | None:
    """By the published schema; None where it is not here."""
    if not SCHEMA.exists():
        return None
    jsonschema = pytest.importorskip("jsonschema")
    formats = jsonschema.FormatChecker(formats=())
    moment: Callable[[Any], Any] = lambda said: "T" in said and datetime.fromisoformat(said)  # noqa: E731
    formats.checks("date-time", raises=(ValueError, TypeError))(moment)
    check = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=formats)
    return bool(check.is_valid(grant))


def test_a_warning_is_in_nobodys_way(sides: None) -> None:
    package = given.package(content=given.grants("g1", fromOpenCall="YES", amountDisbursed="багато"))
    (one,) = queries.judged_package(boss(), package)
    assert one.faults == ()
    assert one.warnings == ("as_number:amountDisbursed", "as_yes_or_no:fromOpenCall")
    assert services.bring_package(package=package, **call()) == 1
    assert giving.read_package(package.content.encode()).grants[0].values["fromOpenCall"] == "YES"
