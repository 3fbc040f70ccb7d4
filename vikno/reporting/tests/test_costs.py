"""Costs: nothing is overwritten, a table is taken whole or not at all, one result costs what the lines say."""

import io
from decimal import Decimal

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now
from vikno.indicators.models import DayCount
from vikno.network.models import Point
from vikno.reporting import queries, services
from vikno.reporting.enums import CostKind
from vikno.reporting.errors import CostNeedsSource, CostsRefused, CostTwice, MayNotRead, NoSuchCosts
from vikno.reporting.models import CostLine
from vikno.reporting.rules import cost_of, per_service
from vikno.reporting.services import Cost, CostRow

YEAR = 2025
KINDS = list(CostKind)
amounts = st.dictionaries(
    st.tuples(st.integers(0, 4), st.sampled_from(CostKind.values)), st.integers(0, 9).map(Decimal)
)


@given(amounts, st.integers(0, 4))
def test_a_cost_is_known_when_every_kind_is(known: dict[tuple[int, str], Decimal], number: int) -> None:
    """Against a count kind by kind, line by line."""
    total, is_known = Decimal(0), True
    for kind in CostKind.values:
        own = [known[key] for key in known if key == (number, kind)]
        if number == 0 and not own:
            own = [known[key] for key in known if key[1] == kind and key[0] > 0]
            own = own if len(own) == 4 else []
        is_known = is_known and bool(own)
        total += sum(own)
    assert cost_of(known, number, CostKind.values) == (total if is_known else None)


def test_few_results_have_no_cost() -> None:
    assert per_service(Decimal(100), 3) is None
    assert per_service(Decimal(100), 6) == Decimal("16.67"), "rounded, not cut"
    assert per_service(None, 60) is None


@pytest.fixture
def head(db: None) -> Actor:
    tenancy.bind(make.OWN)
    return make.actor(Role.HEAD)


def written(head: Actor, point: Point, number: int = 0, **said: int | None) -> int:
    costs = {
        CostKind(kind): Cost(amount=None if amount is None else Decimal(amount), source="розрахунок 7")
        for kind, amount in said.items()
    }
    return services.write_costs(point=point, year=YEAR, number=number, costs=costs, actor=head, at=now())


WHOLE = {"staff": 800, "premises": 150, "equipment": 50, "other": 0}


def test_one_result_costs_what_the_lines_say(head: Actor) -> None:
    office, village, silent = make.point("Основний офіс"), make.point("ВРМ Степове"), make.point("ВРМ Тихе")
    for number in (1, 2, 3, 4):
        written(head, office, number, **WHOLE)
    written(head, village, staff=700)
    for point, month, n in ((office, 2, 30), (office, 8, 10), (village, 2, 20)):
        DayCount.objects.create(hromada_id=make.OWN, point=point, day=f"{YEAR}-{month:02}-09", fact="given", a="1", n=n)
    year = queries.costs_of(head, year=YEAR, number=0)
    rows = {row.point.pk: row for row in year.rows}
    assert (rows[office.pk].cost, rows[office.pk].given, rows[office.pk].per_service) == (4000, 40, 100)
    assert (rows[village.pk].cost, rows[village.pk].is_partly) == (None, True)
    assert (rows[silent.pk].cost, rows[silent.pk].is_partly) == (None, False)
    assert (year.known, year.cost, year.given, year.per_service) == (1, 4000, 40, 100), "the village is not in it"
    quarter = queries.costs_of(head, year=YEAR, number=1)
    assert quarter.per_service == Decimal("33.33")
    assert queries.costs_of(head, year=YEAR, number=4).per_service is None, "no result: no cost of one"


def test_a_line_follows_a_line(head: Actor) -> None:
    point = make.point()
    assert written(head, point, staff=700, other=0) == 2
    assert written(head, point, staff=700, other=0) == 0, "the same again is nothing new"
    assert written(head, point, staff=650) == 1
    assert written(head, point, other=None) == 1
    assert {kind: line.amount for kind, line in queries.lines_at(point, YEAR, 0).items()} == {CostKind.STAFF: 650}
    assert [line.amount for line in queries.history_of(point, YEAR, 0)] == [None, 650, 0, 700]
    for change in (lambda: CostLine.objects.update(amount=1), lambda: CostLine.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_is_refused(head: Actor) -> None:
    point = make.point()
    with pytest.raises(CostNeedsSource):
        services.write_costs(
            point=point, year=YEAR, number=0, costs={CostKind.STAFF: Cost(amount=Decimal(1), source=" ")}, actor=head,
            at=now(),
        )  # fmt: skip
    written(head, point, staff=700)
    with pytest.raises(CostTwice):
        written(head, point, 2, staff=100)
    assert written(head, point, 2, premises=100) == 1, "another kind may be kept by quarters"
    with pytest.raises(MayNotRead):
        written(make.actor(Role.OFFICER), point, staff=1)
    with pytest.raises(NoSuchCosts):
        written(head, make.point(of=make.FOREIGN), staff=1)


def row(line: int, **said: str) -> CostRow:
    given = {"point": "Основний офіс", "year": str(YEAR), "number": "", "kind": "Персонал", "amount": "1 234,50"}
    return CostRow(line=line, **{**given, "source": "наказ 3", **said})


def test_a_table_is_taken_whole(head: Actor) -> None:
    make.point("Основний офіс")
    good = [row(2), row(3, kind="приміщення", number="1", amount="10")]
    bad = [row(4, point="Немає"), row(5, kind="каса"), row(6, amount="-3"), row(7, number="5"), row(8, year="1999")]
    bad += [row(9), row(10, kind="інше", source="")]
    with pytest.raises(CostsRefused) as refused:
        services.take_costs(rows=[*good, *bad], actor=head, at=now())
    assert not CostLine.objects.exists()
    assert all(f"Рядок {line}:" in str(refused.value) for line in range(4, 11))
    assert "Рядок 2:" not in str(refused.value)
    assert services.take_costs(rows=good, actor=head, at=now()) == 2
    assert services.take_costs(rows=good, actor=head, at=now()) == 0
    assert CostLine.objects.get(kind=CostKind.STAFF).amount == Decimal("1234.50")


def test_the_pages(head: Actor, client: Client) -> None:
    point = make.point("Основний офіс")
    client.force_login(make.membership(Role.HEAD).user)
    address = f"/reporting/costs/{point.pk}/{YEAR}/0/"
    said = {"staff_amount": "800", "premises_amount": "150", "equipment_amount": "50", "other_amount": "0"}
    assert "вкажіть документ" in client.post(address, said).content.decode()
    said |= {f"{kind.value}_source": "розрахунок 7" for kind in KINDS}
    assert client.post(address, said).status_code == 302
    assert "розрахунок 7" in client.get(address).content.decode()
    page = client.get(f"/reporting/costs/?year_asked={YEAR}").content.decode()
    assert "1\xa0000,00" in page
    assert "замало результатів" in page
    assert f"/indicators/given/rows/?period=own&amp;since=01.01.{YEAR}" in page
    file = client.get(f"/reporting/costs/?year_asked={YEAR}&number_asked=0&format=xlsx")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content))
    assert ["Основний офіс", 1000.0, 0.0, "", "замало результатів"] in book.get_sheet_by_index(0).to_python()
    text = "точка,рік,квартал,на що,сума,документ\nОсновний офіс,2024,,Персонал,5,наказ\nЧужа,2024,,Персонал,5,наказ\n"
    upload = SimpleUploadedFile("costs.csv", text.encode())
    assert "Рядок 3:" in client.post("/reporting/costs/table/", {"file": upload}).content.decode()
    assert not CostLine.objects.filter(year=2024).exists()
    good = SimpleUploadedFile("costs.csv", text.rsplit("Чужа", 1)[0].encode())
    assert client.post("/reporting/costs/table/", {"file": good}).status_code == 302
    assert CostLine.objects.get(year=2024).amount == 5


def test_a_neighbour_sees_no_costs(head: Actor) -> None:
    written(head, make.point(), staff=1)
    tenancy.bind(make.FOREIGN)
    assert not CostLine.objects.exists()
