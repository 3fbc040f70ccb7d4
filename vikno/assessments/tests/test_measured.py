"""What records propose: values of the same queries that pages show; no data proposes nothing."""

import datetime as dt
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from vikno.assessments.framework import own
from vikno.assessments.measured import Proposal, proposals_of, readings_of
from vikno.common import tenancy
from vikno.common.clock import now, today
from vikno.indicators.models import DayCount, MonthCount
from vikno.network.enums import AccessibilityItem, PeriodKind, PointKind
from vikno.network.models import AccessibilityMark, OpeningPeriod, Point

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bound() -> None:
    make.hromada(make.OWN)
    tenancy.bind(make.OWN)


def proposals() -> dict[str, Proposal]:
    return {one.question: one for one in proposals_of(own(), "large", make.OWN, at=now())}


def month_ago() -> dt.date:
    return (today().replace(day=1) - timedelta(days=1)).replace(day=1)


def counted(fact: str, n: int, *, kind: str = "main", b: str = "", bucket: int | None = None, a: str = "") -> None:
    """A month of the last year as the counts have it."""
    MonthCount.objects.create(
        hromada_id=make.OWN, month=month_ago(), fact=fact, kind=kind, a=a, b=b, c="", bucket=bucket, n=n, total=n
    )


def day_counted(point: Point, fact: str, n: int, *, bucket: int | None = None, a: str = "", b: str = "") -> None:
    DayCount.objects.create(
        hromada_id=make.OWN, point=point, day=today() - timedelta(days=5), fact=fact, a=a, b=b, c="", bucket=bucket,
        n=n, total=n,
    )  # fmt: skip


def test_without_any_record_nothing_is_proposed_and_nothing_is_zero() -> None:
    assert proposals() == {}
    assert readings_of(make.OWN, at=now()) == {}


def test_a_share_is_of_enough_records_and_carries_its_source() -> None:
    counted("registered", 60)
    counted("registered", 30, kind="remote")
    assert "A3" not in proposals(), "ninety applications are too few"
    counted("registered", 30, kind="starosta")
    found = proposals()["A3"]
    assert found.level == 3
    assert found.reading.as_json() == {
        "metric": "remote_share", "amount": "50.00", "n": 120,
        "since": today().replace(day=1, year=today().year - 1).isoformat(),
        "until": (today().replace(day=1) - timedelta(days=1)).isoformat(), "version": "1.1",
        "bands_since": "2026-11-01", "bands_source": "Vikno, 2026",
    }  # fmt: skip
    assert proposals()["G2"].level == 0, "a hundred applications and none on visits is known"


def test_waiting_is_better_when_it_is_shorter() -> None:
    point = make.point(of=make.OWN)
    day_counted(point, "waited", 40, bucket=6)
    assert proposals()["H3"].level == 3
    day_counted(point, "waited", 60, bucket=20)
    found = proposals()["H3"]
    assert (found.level, found.reading.n) == (1, 100)


def hours(point: Point, weekday: int, opens: int, closes: int) -> None:
    OpeningPeriod.objects.create(
        point=point, weekday=weekday, kind=PeriodKind.RECEPTION, opens=dt.time(opens), closes=dt.time(closes)
    )


def test_hours_of_the_main_office() -> None:
    main = make.point(of=make.OWN, kind=PointKind.MAIN)  # 9–13 and 14–18, five days
    assert (proposals()["E2"].level, proposals()["E3"].level) == (3, 0)
    hours(main, 3, 18, 20)
    hours(main, 6, 9, 14)
    assert proposals()["E3"].level == 3
    assert proposals()["E3"].reading.amount == 7


def test_what_nobody_looked_at_is_no_answer_on_accessibility() -> None:
    main = make.point(of=make.OWN, kind=PointKind.MAIN)
    items = [one for one in AccessibilityItem if one != AccessibilityItem.RAMP][:6]
    for item in items[:5]:
        AccessibilityMark.objects.create(point=main, item=item, mark="yes")
    assert "E1" not in proposals()
    AccessibilityMark.objects.create(point=main, item=items[5], mark="no")
    assert proposals()["E1"].level == 2


def test_results_by_group_of_services() -> None:
    civil, other = make.group(is_base=True), make.group("business", "Бізнес", is_base=True)
    service = make.service(group=civil)
    counted("given", 15, a=str(service.pk), bucket=5)
    found = proposals()
    assert found["B2"].level == 3
    assert "B1" not in found, "ninety days have no result yet"
    day_counted(make.point(of=make.OWN), "given", 3, a=str(service.pk), bucket=5)
    assert proposals()["B1"].reading.amount == 50
    assert other.is_base


def test_it_costs_the_same_for_any_network(django_assert_max_num_queries: Callable[..., object]) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            proposals()
        return len(seen)

    make.point(of=make.OWN)
    one = cost()
    for _ in range(3):
        make.offering(make.point(of=make.OWN), make.service())
    assert cost() <= one + 4  # offerings are read where there are any
    assert one <= 20
