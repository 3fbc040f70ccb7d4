"""A state for a while: what was before goes on by itself or sooner; what was planned, and what people set, stands."""

import datetime as dt

import pytest

from vikno.network import services
from vikno.network.enums import Cause, PointState
from vikno.network.models import Point
from vikno.network.services import HeldFacts, Hold
from vikno.network.tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codifier")]
HOUR = dt.timedelta(hours=1)


def hold(
    point: Point, hours: float = 5, *, state: PointState = PointState.CLOSED, known: Hold | None = None,
    at: dt.datetime = world.AT, notice: str = "Повітряна тривога.",
) -> Hold | None:  # fmt: skip
    facts = HeldFacts(
        state=state, cause=Cause.ALERT, reason="тривога", notice=notice, notice_en="", until=world.AT + hours * HOUR
    )
    return services.hold_state(point_id=point.pk, facts=facts, known=known, actor=world.SYSTEM, at=at)


def history(point: Point) -> list[tuple[str, float | None, float | None]]:
    """States with hours from the moment of the test; what began long ago begins at None."""

    def hours(moment: dt.datetime | None) -> float | None:
        return None if moment is None or moment < world.AT - HOUR else (moment - world.AT) / HOUR

    rows = point.statuses.order_by("starts_at")
    return [(row.state, hours(row.starts_at), hours(row.ends_at)) for row in rows]


def test_what_was_before_goes_on_by_itself() -> None:
    point = world.point()
    assert hold(point) is not None
    assert history(point) == [("open", None, 0), ("closed", 0, 5), ("open", 5, None)]


def test_or_sooner_when_it_is_over() -> None:
    point = world.point()
    made = hold(point)
    assert made is not None
    assert services.release_state(point_id=point.pk, known=made, actor=world.SYSTEM, at=world.AT + HOUR)
    assert history(point) == [("open", None, 0), ("closed", 0, 1), ("open", 1, None)]


def test_prolonged_and_made_stricter_without_a_gap() -> None:
    point = world.point()
    made = hold(point, 3, state=PointState.RESTRICTED)
    made = hold(point, 7, state=PointState.RESTRICTED, known=made, at=world.AT + HOUR, notice="Довше.")
    assert made is not None
    assert (made.held.notice, history(point)[1:]) == ("Довше.", [("restricted", 0, 7), ("open", 7, None)])
    made = hold(point, 8, known=made, at=world.AT + 2 * HOUR)
    assert history(point)[1:] == [("restricted", 0, 2), ("closed", 2, 8), ("open", 8, None)]
    hold(point, 6, state=PointState.RESTRICTED, known=made, at=world.AT + 3 * HOUR)
    assert history(point)[2:] == [("closed", 2, 3), ("restricted", 3, 6), ("open", 6, None)]


def test_a_plan_stays_where_it_was() -> None:
    point = world.point()
    planned = {"actor": world.SYSTEM, "at": world.AT - HOUR, "point_id": point.pk, "reason": "ремонт"}
    services.change_status(
        **planned, state=PointState.CLOSED, cause=Cause.REPAIR, notice="Ремонт.", starts_at=world.AT + 4 * HOUR
    )
    made = hold(point, 5)
    assert made is not None
    assert history(point) == [("open", None, 0), ("closed", 0, 4), ("closed", 4, None)]
    assert services.release_state(point_id=point.pk, known=made, actor=world.SYSTEM, at=world.AT + HOUR)
    assert history(point) == [("open", None, 0), ("closed", 0, 1), ("open", 1, 4), ("closed", 4, None)]


def test_what_a_person_set_meanwhile_stands() -> None:
    point = world.point()
    made = hold(point)
    services.change_status(
        actor=world.SYSTEM, at=world.AT + HOUR, point_id=point.pk, state=PointState.DESTROYED, reason="обстріл",
        cause=Cause.HOSTILITIES, notice="Приймаємо в школі.",
    )  # fmt: skip
    assert made is not None
    later = world.AT + 2 * HOUR
    assert hold(point, 9, known=made, at=later) is None
    assert not services.release_state(point_id=point.pk, known=made, actor=world.SYSTEM, at=later)
    assert history(point)[-1] == ("destroyed", 1, None)
    assert hold(point, at=later) is None, "who receives nobody is not closed for an hour"
