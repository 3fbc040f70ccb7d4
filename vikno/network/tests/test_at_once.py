"""Many people at the same moment: real connections, real commits; the database keeps what must never be."""

import datetime as dt
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction

from tests import at_once
from tests.at_once import kinds
from vikno.common import tenancy
from vikno.network import services
from vikno.network.enums import Cause, PlacementState, PointState
from vikno.network.errors import AlreadySettled, StateMayNotFollow, StateTooEarly
from vikno.network.models import Centre, HoursException, OpeningPeriod, PlacementTask, Point, PointStatus
from vikno.network.services import PeriodGiven
from vikno.network.tests import world
from vikno.network.tests.rules import gazetteers as g

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6
all_at_once = partial(at_once.all_at_once, people=PEOPLE, of="")


@pytest.fixture
def point() -> Point:
    with transaction.atomic():
        tenancy.bind("")
        world.codifier()
        return world.point()


@pytest.fixture
def waiting(point: Point) -> PlacementTask:
    with tenancy.working_for(""):
        Point.objects.filter(pk=point.pk).update(hromada=None, settlement=None)
        return PlacementTask.objects.create(point=point, reason="no_hromada")


def test_one_address_is_settled_once(waiting: PlacementTask) -> None:
    choices = [g.MAK, g.VERBIVKA, g.LONELY, g.STAVKY, g.NEAR_RIVER, g.KALYNIV]

    def settle(place: int) -> object:
        return services.settle_placement(actor=world.SYSTEM, at=world.AT, task_id=waiting.pk, code=choices[place])

    results = all_at_once(settle)
    assert kinds(results) == {"done": 1, AlreadySettled.__name__: PEOPLE - 1}
    waiting.refresh_from_db()
    assert waiting.state == PlacementState.SETTLED
    assert Point.objects.get(pk=waiting.point_id).settlement_id == waiting.chosen_id


def test_a_state_is_changed_by_one_of_many(point: Point) -> None:
    def close(_place: int) -> object:
        return services.change_status(
            actor=world.SYSTEM, at=world.AT, point_id=point.pk, state=PointState.CLOSED, cause=Cause.POWER,
            reason="обрив", notice="Не приймаємо.",
        )  # fmt: skip

    results = all_at_once(close)
    assert kinds(results)["done"] == 1
    assert set(kinds(results)) <= {"done", StateMayNotFollow.__name__, StateTooEarly.__name__}
    assert list(PointStatus.objects.order_by("starts_at").values_list("state", flat=True)) == ["open", "closed"]


def test_weeks_set_at_once_leave_one_whole_week(point: Point) -> None:
    def write(place: int) -> object:
        hours = [PeriodGiven(day, dt.time(8 + place % 3), dt.time(17)) for day in range(1, 6)]
        return services.set_hours(actor=world.SYSTEM, at=world.AT, point_id=point.pk, periods=hours)

    assert kinds(all_at_once(write)) == {"done": PEOPLE}
    opens = list(OpeningPeriod.objects.order_by("weekday").values_list("opens", flat=True))
    assert len(opens) == 5
    assert len(set(opens)) == 1


def test_the_same_date_is_added_once(point: Point) -> None:
    day = world.TODAY + dt.timedelta(days=3)

    def add(place: int) -> object:
        return services.add_exception(
            actor=world.SYSTEM, at=world.AT, point_id=point.pk, on=day, reason=f"причина {place}"
        )

    assert kinds(all_at_once(add)) == {"done": PEOPLE}
    assert HoursException.objects.count() == 1


def test_a_file_sent_by_several_is_taken_once(point: Point, tmp_path: Path) -> None:
    path = world.register_file(tmp_path, world.ROWS)

    def take(_place: int) -> object:
        report = services.import_network(path=path, edition_on=None, actor=world.SYSTEM, at=world.AT)
        return report.counts["added"]

    results = all_at_once(take, people=3)
    assert sorted(results, key=str) == [0, 0, 5]
    assert Point.objects.exclude(register_code="").count() == 5
    assert Centre.objects.filter(hromada_id=g.KALYNA).count() == 1
