"""The head's and the steward's pages: numbers, parts, records, files; what cannot be asked is said."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
import python_calamine
from django.test import Client
from django.utils import timezone

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.cases.models import Case
from vikno.common import tenancy
from vikno.common.clock import KYIV
from vikno.indicators import services

pytestmark = pytest.mark.django_db
NOVEMBER = "?period=own&since=01.11.2026&until=30.11.2026"


@pytest.fixture
def visit(client: Client) -> Callable[[str, str], Client]:
    def enter(role: str, of: str = make.OWN) -> Client:
        client.force_login(make.membership(role, of=of if role != Role.STEWARD else "").user)
        return client

    return enter


@pytest.fixture
def counted() -> list[Case]:
    """Seven cases of two points in one November, three of them on its first day."""
    tenancy.bind(make.OWN)
    cases, point = [make.case() for _each in range(7)], make.point("ВРМ Степове")
    for place, case in enumerate(cases):
        at = dt.datetime(2026, 11, 1 + max(0, place - 2), 9, tzinfo=KYIV)
        Case.objects.filter(pk=case.pk).update(registered_at=at, point=point if place < 3 else case.point)
    services.refresh(hromada_code=make.OWN, at=timezone.now())
    return cases


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_an_empty_network_has_a_page(visit: Callable[..., Client]) -> None:
    page = text(visit(Role.HEAD), "/indicators/")
    assert "Прийнято заяв" in page
    assert "Ще не рахували" in page
    assert "За ці дні записів немає" in text(visit(Role.HEAD), "/indicators/waiting/")


def test_from_a_number_to_its_cases(visit: Callable[..., Client], counted: list[Case]) -> None:
    head = visit(Role.HEAD)
    assert "<strong>7</strong>" in text(head, f"/indicators/{NOVEMBER}")
    page = text(head, f"/indicators/requested/{NOVEMBER}")
    assert "ВРМ Степове" in page
    assert "part=point&amp;key=" in page
    point = Case.objects.get(pk=counted[0].pk).point_id
    behind = text(head, f"/indicators/requested/rows/{NOVEMBER}&part=point&key={point}")
    assert "Усього справ: <strong>3</strong>" in behind
    assert counted[0].number_shown in behind
    assert "Незабудько" not in behind, "nobody is named where numbers are explained"


def test_a_wrong_period_is_said_and_nothing_breaks(visit: Callable[..., Client], counted: list[Case]) -> None:
    head = visit(Role.HEAD)
    page = text(head, "/indicators/?period=own&since=30.11.2026&until=01.11.2026")
    assert "Кінець періоду раніший за початок" in page
    assert "Вкажіть день" in text(head, "/indicators/?period=own&since=30.11.2026")
    assert text(head, "/indicators/requested/?period=xyz&point=нема&part=нема")
    assert head.get("/indicators/nothing/").status_code == 404
    for day in ("01.01.0001", "31.12.9999"):
        assert "Такого року тут бути не може" in text(head, f"/indicators/?period=own&since={day}&until={day}")
    for key in ("abc", "9" * 40, "-1", "1.5"):
        assert head.get(f"/indicators/requested/rows/?part=point&key={key}").status_code == 404
    assert head.get("/indicators/requested/rows/?part=month&key=2026-11-01").status_code == 404
    assert text(head, "/indicators/requested/rows/?part=channel&key=нема")


def test_the_same_rows_in_three_kinds_of_file(visit: Callable[..., Client], counted: list[Case]) -> None:
    head, address = visit(Role.HEAD), f"/indicators/requested/table/{NOVEMBER}&part=point"
    said = head.get(f"{address}&format=json").json()
    assert (said["indicator"], said["version"], said["since"]) == ("requested", 1, "2026-11-01")
    assert sum(row["value"] for row in said["rows"]) == 7
    lines = head.get(f"{address}&format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "key,title,value,n,ninetieth,missing"
    assert len(lines) == 1 + len(said["rows"])
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(head.get(address).content))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[6:]] == [row["title"] for row in said["rows"]]
    assert sum(row[1] for row in rows[6:]) == 7


def test_counting_now_is_a_press(visit: Callable[..., Client]) -> None:
    head = visit(Role.HEAD)
    tenancy.bind(make.OWN)
    make.case()
    page = head.post("/indicators/counting/", follow=True).content.decode()
    assert "Пораховано" in page
    assert "<strong>1</strong>" in text(head, "/indicators/?period=month")


def test_the_country_shows_hromadas_by_name_and_no_small_group(
    visit: Callable[..., Client], counted: list[Case]
) -> None:
    tenancy.bind(make.FOREIGN)
    case = make.case(of=make.FOREIGN)
    Case.objects.filter(pk=case.pk).update(registered_at=dt.datetime(2026, 11, 3, 9, tzinfo=KYIV))
    services.refresh(hromada_code=make.FOREIGN, at=timezone.now())
    steward = visit(Role.STEWARD)
    assert "Прийнято заяв" in text(steward, "/indicators/national/?period=year")
    for part in ("", "oblast", "hromada", "нема"):
        page = text(steward, f"/indicators/national/requested/?period=year&part={part}")
        assert "Не показано 1 рядок" in page
        assert "rows/" not in page, "no record of any hromada"
    assert f"oblast={make.OWN}" in text(steward, "/indicators/national/requested/?period=year"), "leads to its hromadas"
    for part in ("oblast", "hromada"):
        file = steward.get(f"/indicators/national/requested/table/?period=year&part={part}&format=json").json()
        assert [(row["key"], row["value"]) for row in file["rows"]] == [(make.OWN, 7)]


def test_an_officer_and_a_stranger_have_no_such_page(visit: Callable[..., Client], client: Client) -> None:
    assert visit(Role.OFFICER).get("/indicators/").status_code == 404
    assert visit(Role.HEAD).get("/indicators/national/").status_code == 404


def test_a_leader_of_the_hromada_reads_numbers_and_meets_no_case(
    visit: Callable[..., Client], counted: list[Case]
) -> None:
    leader = visit(Role.LEADER)
    page = text(leader, f"/indicators/requested/{NOVEMBER}")
    assert "<strong>7</strong>" in text(leader, f"/indicators/{NOVEMBER}")
    assert "/rows/" not in page
    assert "Порахувати зараз" not in page
    assert leader.get(f"/indicators/requested/rows/{NOVEMBER}").status_code == 404
    assert "/rows/" in text(visit(Role.HEAD), f"/indicators/requested/{NOVEMBER}")
