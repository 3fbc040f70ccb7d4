"""Before and after a day: the same weekdays, the neighbours beside, and never a promise of a reason."""

import datetime as dt

import pytest
from django.test import Client

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import KYIV
from vikno.indicators import queries
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.models import DayCount, MonthCount
from vikno.indicators.queries import Scope
from vikno.network.enums import PointKind
from vikno.network.models import Point
from vikno.territories.enums import Category
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 7)  # a Monday
TODAY = dt.date(2026, 11, 23)
REQUESTED, FEES = INDICATORS["requested"], INDICATORS["fees"]


def counted(point: Point, day: dt.date, n: int, *, fact: str = "registered", total: int = 0) -> None:
    DayCount.objects.create(hromada_id=make.OWN, point=point, day=day, fact=fact, a="1", n=n, total=total)


@pytest.fixture
def points() -> tuple[Point, Point]:
    """Eight weeks before and after: the first office has 3, then 6 a week; the second always 4, on Tuesdays."""
    tenancy.bind(make.OWN)
    office, village = make.point("Основний офіс"), make.point("ВРМ Степове")
    for week in range(-8, 8):
        monday = DAY + dt.timedelta(weeks=week)
        counted(office, monday, 3 if week < 0 else 6)
        counted(village, monday + dt.timedelta(days=1), 4)
    counted(office, DAY - dt.timedelta(days=57), 99)  # the day before the first week
    counted(office, DAY + dt.timedelta(days=56), 99)  # and the day after the last
    for week, n in ((-1, 2), (0, 3)):
        counted(office, DAY + dt.timedelta(weeks=week) - dt.timedelta(days=364), n)
    return office, village


def test_as_many_weeks_on_both_sides(points: tuple[Point, Point]) -> None:
    office, _village = points
    found = queries.around(REQUESTED, Scope(hromada=make.OWN, point=office.pk), DAY, weeks=8, today=TODAY)
    assert found is not None
    assert (found.own.before.amount, found.own.after.amount) == (24, 48)
    assert (found.year_ago.before.amount, found.year_ago.after.amount) == (2, 3)
    assert found.others is not None
    assert (found.others.before.amount, found.others.after.amount) == (32, 32)
    assert [week.value.amount for week in found.weeks] == [3] * 8 + [6] * 8
    assert (found.usual, found.unusual) == ((3, 3), 8)
    assert {span.since.isoweekday() for span in (found.before, found.after)} == {1}
    assert found.before.days == found.after.days == 56


def test_only_weeks_that_are_over(points: tuple[Point, Point]) -> None:
    office, _village = points
    scope = Scope(hromada=make.OWN, point=office.pk)
    soon = queries.around(REQUESTED, scope, DAY, weeks=8, today=DAY + dt.timedelta(days=20))
    assert soon is not None
    assert (soon.own.before.amount, soon.own.after.amount, len(soon.weeks)) == (6, 12, 4)
    assert queries.around(REQUESTED, scope, DAY, weeks=8, today=DAY + dt.timedelta(days=6)) is None
    assert queries.around(REQUESTED, scope, TODAY + dt.timedelta(days=90), weeks=8, today=TODAY) is None


def test_a_week_of_refunds_is_below_nothing(points: tuple[Point, Point]) -> None:
    office, _village = points
    for week, kopiykas in ((-2, 5000), (-1, 7000), (0, -2500)):
        counted(office, DAY + dt.timedelta(weeks=week), 1, fact="paid", total=kopiykas)
    found = queries.around(FEES, Scope(hromada=make.OWN, point=office.pk), DAY, weeks=4, today=TODAY)
    assert found is not None
    assert (found.own.before.amount, found.own.after.amount) == (120, -25)


def test_other_hromadas_by_whole_months_and_never_of_two(points: tuple[Point, Point]) -> None:
    oblast = make.unit("UA99000000000000001", name="Вигадана", category=Category.OBLAST)
    scope = Scope(hromada=make.OWN, oblast=oblast.pk)
    for place in range(3):
        found = queries.around(REQUESTED, scope, DAY, weeks=8, today=TODAY)
        assert found is not None
        assert found.others is None, "of fewer than three a sum would show one"
        other = make.hromada(f"UA{99010020000000000 + place:017d}"[:19])
        Unit.objects.filter(pk=other.pk).update(oblast=oblast)
        for month, n in ((7, 10), (8, 10), (10, 20), (11, 20)):
            MonthCount.objects.create(
                hromada=other, month=dt.date(2026, month, 1), kind=PointKind.MAIN, fact="registered", a="1", n=n
            )
    assert queries.around(REQUESTED, scope, DAY, weeks=8, today=TODAY).others is None, "November is not over"  # type: ignore[union-attr]
    found = queries.around(REQUESTED, scope, DAY, weeks=8, today=dt.date(2026, 12, 1))
    assert found is not None
    assert found.others is not None
    assert (found.others.before.amount, found.others.after.amount) == (60, 120)


def test_the_page(client: Client, points: tuple[Point, Point]) -> None:
    office, _village = points
    client.force_login(make.membership(Role.HEAD).user)
    page = client.get("/indicators/requested/around/").content.decode()
    assert "До і після якогось дня" in page
    assert "Стан точок ще не змінювався" in page
    answer = client.get(f"/indicators/requested/around/?day=07.09.2026&point={office.pk}&weeks=8")
    said = answer.content.decode()
    assert "+100 %" in said
    assert "Це порівняння, а не доказ" in said
    assert "від 3 до 3. Поза цими межами після нього: 8 з 8" in said
    tomorrow = dt.datetime.now(KYIV).date() + dt.timedelta(days=1)
    assert (
        "ще не минуло повного тижня" in client.get(f"/indicators/fees/around/?day={tomorrow:%d.%m.%Y}").content.decode()
    )
    for wrong in ("day=нема", "day=01.01.0001", "day=07.09.2026&point=нема", "day=07.09.2026&weeks=нема"):
        assert "govuk-error-message" in client.get(f"/indicators/requested/around/?{wrong}").content.decode()
