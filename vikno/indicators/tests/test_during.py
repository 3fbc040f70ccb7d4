"""Before, during and after a mode: the same weekdays, other points and last year beside, no promise of a reason."""

import datetime as dt

import pytest
from django.test import Client

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import KYIV
from vikno.indicators import queries
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.models import DayCount
from vikno.network.enums import OperatingMode, PointState
from vikno.network.models import Point, PointStatus

pytestmark = pytest.mark.django_db
SINCE, UNTIL = dt.date(2026, 3, 2), dt.date(2026, 3, 12)  # a Monday, a Thursday: eleven days
TODAY = dt.date(2026, 6, 1)
REQUESTED = INDICATORS["requested"]


def counted(point: Point, first: dt.date, last: dt.date, n: int) -> None:
    for step in range((last - first).days + 1):
        day = first + dt.timedelta(days=step)
        DayCount.objects.create(hromada_id=make.OWN, point=point, day=day, fact="registered", a="1", n=n)


def moved(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days=days)


def emergency(point: Point, *, until: dt.date | None = UNTIL) -> PointStatus:
    begins = dt.datetime.combine(SINCE, dt.time(8), KYIV)
    ends = dt.datetime.combine(moved(until, 1), dt.time.min, KYIV) if until else None
    PointStatus.objects.filter(point=point).update(ends_at=begins)
    return PointStatus.objects.create(
        point=point, state=PointState.RESTRICTED, mode=OperatingMode.EMERGENCY, cause="planned", reason="без світла",
        starts_at=begins, ends_at=ends, recorded_at=begins,
    )  # fmt: skip


@pytest.fixture
def points() -> tuple[Point, Point]:
    """Seven a day before, two a day during, five a day after; a neighbour has four a day always."""
    tenancy.bind(make.OWN)
    office, village = make.point("Основний офіс"), make.point("ВРМ Степове")
    counted(office, moved(SINCE, -60), moved(SINCE, -1), 7)
    counted(office, SINCE, UNTIL, 2)
    counted(office, moved(UNTIL, 1), moved(UNTIL, 60), 5)
    counted(office, moved(SINCE, -364), moved(UNTIL, -364), 3)
    counted(village, moved(SINCE, -60), moved(UNTIL, 60), 4)
    return office, village


def test_eleven_days_each_on_the_same_weekdays(points: tuple[Point, Point]) -> None:
    found = queries.during(REQUESTED, emergency(points[0]), today=TODAY)
    assert found is not None
    assert found.after is not None
    assert {span.days for span in (found.before, found.during, found.after)} == {11}
    assert {span.since.isoweekday() for span in (found.before, found.during, found.after)} == {1}
    assert (found.before.since, found.after.since) == (moved(SINCE, -14), moved(SINCE, 14))
    assert found.own.after is not None
    assert [found.own.before.amount, found.own.during.amount, found.own.after.amount] == [77, 22, 55]
    assert found.others is not None
    assert [found.others.before.amount, found.others.during.amount] == [44, 44]
    assert (found.year_ago.before.amount, found.year_ago.during.amount) == (0, 33)


def test_what_lasts_is_taken_up_to_yesterday(points: tuple[Point, Point]) -> None:
    status = emergency(points[0], until=None)
    found = queries.during(REQUESTED, status, today=moved(SINCE, 3))
    assert found is not None
    assert (found.during.until, found.after, found.is_lasting) == (moved(SINCE, 2), None, True)
    assert found.own.during.amount == 6
    assert queries.during(REQUESTED, status, today=SINCE) is None
    ended = queries.spans_of(PointStatus(starts_at=status.starts_at, ends_at=status.starts_at), today=moved(SINCE, 9))
    assert ended is not None, "a mode of an hour is of one day"
    assert ended[1].days == 1


def test_nobody_to_compare_with(points: tuple[Point, Point]) -> None:
    DayCount.objects.filter(point=points[1]).delete()
    found = queries.during(REQUESTED, emergency(points[0]), today=TODAY)
    assert found is not None
    assert found.others is None


def test_the_page(points: tuple[Point, Point], client: Client) -> None:
    status = emergency(points[0])
    with_stranger = make.point("Чужа", of=make.FOREIGN)
    foreign = emergency(with_stranger)
    client.force_login(make.membership(Role.HEAD).user)
    page = client.get("/indicators/requested/mode/").content.decode()
    assert "надзвичайний" in page
    assert "Чужа" not in page
    shown = client.get(f"/indicators/requested/mode/?mode={status.pk}").content.decode()
    assert "порівняння, а не доказ" in shown
    assert "−71 %" in shown
    assert "Чужа" not in client.get(f"/indicators/requested/mode/?mode={foreign.pk}").content.decode()


def test_a_network_without_changes(client: Client) -> None:
    client.force_login(make.membership(Role.LEADER).user)
    assert "ще не змінювався" in client.get("/indicators/requested/mode/").content.decode()
