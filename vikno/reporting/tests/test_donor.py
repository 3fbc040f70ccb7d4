"""The table for donors: the numbers of the boards, no small group even by subtraction, support by its source."""

import io
from decimal import Decimal

import pytest
import python_calamine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests import for_support as support
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import today
from vikno.indicators import queries as indicators
from vikno.indicators.models import DayCount
from vikno.network.enums import PointKind
from vikno.reporting.rules import LEAST_TOLD, is_told, told_of
from vikno.support import queries

NOW = "?period=own&since={day}&until={day}".format(day=f"{today():%d.%m.%Y}")


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)))
def test_no_small_group_can_be_subtracted(counts: dict[str, int]) -> None:
    told = told_of(counts)
    whole = sum(counts.values())
    assert all(n >= LEAST_TOLD and counts[key] == n for key, n in told.groups.items())
    if told.is_held_back:
        assert not told.groups
    else:
        assert sum(told.groups.values()) + told.rest == whole, "nothing is lost"
        kept_back = [key for key, n in counts.items() if n and key not in told.groups]
        assert told.rest == 0 or (told.rest >= LEAST_TOLD and len(kept_back) >= 2)
    known = {key: n for key, n in counts.items() if n}
    if all(n >= LEAST_TOLD for n in known.values()):
        assert told.groups == known


def test_both_sides_of_a_share_are_large_enough() -> None:
    assert is_told(50.0, n=10, is_share=True)
    assert not is_told(96.0, n=100, is_share=True), "four of a hundred are not"
    assert not is_told(3.0, n=100, is_share=True)
    assert is_told(100.0, n=100, is_share=True)
    assert not is_told(4.0, n=4, is_share=False)
    assert is_told(None, n=0, is_share=True)


@pytest.fixture
def counted(db: None) -> None:
    """Forty results at the office, three at the village, this month; ten applications of a hundred there."""
    tenancy.bind(make.OWN)
    office = make.point("Основний офіс", kind=PointKind.MAIN)
    village = make.point("ВРМ Степове", kind=PointKind.REMOTE)
    service = str(make.service("Витяг").pk)
    for point, fact, n in ((office, "given", 40), (village, "given", 3), (office, "registered", 90)):
        DayCount.objects.create(hromada_id=make.OWN, point=point, day=today(), fact=fact, a=service, n=n, bucket=1)
    DayCount.objects.create(hromada_id=make.OWN, point=village, day=today(), fact="registered", a=service, n=10)


def page(client: Client, asked: str = NOW) -> str:
    answer = client.get(f"/reporting/donor/{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def cells(client: Client, asked: str = NOW) -> list[list[object]]:
    answer = client.get(f"/reporting/donor/{asked}&format=xlsx")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


def test_the_same_numbers_as_on_the_boards(counted: None, client: Client) -> None:
    client.force_login(make.membership(Role.HEAD).user)
    shown, rows = page(client), cells(client)
    found = {str(row[1]): row[2] for row in rows}
    values = indicators.values(indicators.Scope(hromada=make.OWN), indicators.Span(since=today(), until=today()))
    assert found["Прийнято заяв"] == "100", rows[:8]
    assert values["requested"].amount == 100
    assert found["Частка ВРМ і старост, зі 100"] == "10,0"
    assert values["remote_share"].amount == 10
    assert "віддалене робоче місце" not in shown, "three results of the village would be known"
    assert "ВРМ Степове" not in shown
    assert "43" in shown
    assert "Статі й віку" in shown


def test_only_what_was_chosen(counted: None, client: Client) -> None:
    client.force_login(make.membership(Role.HEAD).user)
    titles = [str(row[1]) for row in cells(client, f"{NOW}&measures=requested")]
    assert "Прийнято заяв" in titles
    assert not any(title.startswith("Видано") for title in titles)


def test_support_by_source(client: Client, db: None) -> None:
    with support.bound():
        support.activity(hours=Decimal("2.26"), amount=Decimal(1500))
    tenancy.bind(make.OWN)
    client.force_login(make.membership(Role.HEAD).user)
    given_by = [row for row in cells(client) if row[0] == "Отримана підтримка за джерелами"]
    assert given_by[0][2] == "2,3 годин"
    assert "UAH" in str(given_by[1][2])
    before = [row for row in cells(client, "?period=last_year") if row[0] == given_by[0][0]]
    assert len(before) == 1, "its note only"


def test_things_of_signed_acts(db: None) -> None:
    with support.bound():
        act = support.signed()
        lines = list(act.lines.all())
        (one,) = queries.received(make.OWN, since=today(), until=today())
        assert (one.things, one.things_value) == (
            sum(line.quantity for line in lines),
            sum(line.quantity * line.unit_value for line in lines),
        )
    with support.bound(make.FOREIGN):
        support.issued(of=make.FOREIGN)
        assert not queries.received(make.FOREIGN, since=today(), until=today()), "issued, not signed"


def test_a_strangers_support_is_not_there(client: Client, db: None) -> None:
    with support.bound(make.FOREIGN):
        support.activity(of=make.FOREIGN)
    tenancy.bind(make.OWN)
    client.force_login(make.membership(Role.HEAD).user)
    assert "консультації, виїзди" not in page(client)


def test_days_that_cannot_be(client: Client, db: None) -> None:
    client.force_login(make.membership(Role.HEAD).user)
    assert "Вкажіть день" in page(client, "?period=own")
    assert "Кінець" in page(client, "?period=own&since=05.05.2026&until=01.05.2026")
