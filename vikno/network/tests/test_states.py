"""What happens to a point: allowed moves, a history without gaps, and who may change it."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry, OutboxEvent
from vikno.common import tenancy
from vikno.network import queries, services
from vikno.network.enums import Cause, PointState
from vikno.network.errors import (
    MovedNowhere,
    NoSuchPoint,
    NotAllowed,
    StateMayNotFollow,
    StateNeedsNotice,
    StateNeedsReason,
    StateTooEarly,
)  # fmt: skip
from vikno.network.models import Point, PointStatus
from vikno.network.tests import world
from vikno.network.tests.rules import gazetteers as g

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codifier")]
HOUR = dt.timedelta(hours=1)


def change(point: Point, state: PointState, **given: Any) -> PointStatus:
    facts = {
        "actor": world.SYSTEM, "at": world.AT, "cause": Cause.POWER, "reason": "обрив лінії", "notice": "Не приймаємо.",
    }  # fmt: skip
    return services.change_status(**{**facts, "point_id": point.pk, "state": state, **given})


def test_a_change_ends_the_state_before() -> None:
    point = world.point()
    change(point, PointState.CLOSED)
    before, after = point.statuses.order_by("starts_at")
    assert (before.state, before.ends_at) == (PointState.OPEN, world.AT)
    assert (after.state, after.starts_at, after.ends_at) == (PointState.CLOSED, world.AT, None)


def test_who_when_and_why_are_kept_journalled_and_announced() -> None:
    point, head = world.point(), world.head()
    found = change(point, PointState.CLOSED, actor=head, expected_until=dt.date(2026, 12, 1))
    assert (found.set_by_id, found.recorded_at, found.reason) == (head.user_id, world.AT, "обрив лінії")
    entry = JournalEntry.objects.get(action="point.status_changed")
    assert (entry.hromada_code, entry.actor_id, entry.facts["before"]) == (g.KALYNA, head.user_id, "open")
    event = OutboxEvent.objects.get(topic="point.status_changed")
    assert event.payload["point"] == point.pk


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"state": PointState.OPEN}, StateMayNotFollow),
        ({"reason": "  "}, StateNeedsReason),
        ({"notice": " "}, StateNeedsNotice),
        ({"starts_at": world.SINCE}, StateTooEarly),
        ({"starts_at": world.SINCE - HOUR}, StateTooEarly),
        ({"state": PointState.MOVED, "moved_to_id": 0}, MovedNowhere),
        ({"point_id": 0}, NoSuchPoint),
    ],
)
def test_refusals_are_named_and_nothing_changes(given: dict[str, Any], error: type[Exception]) -> None:
    point = world.point()
    with pytest.raises(error):
        change(point, given.pop("state", PointState.CLOSED), **given)
    assert list(point.statuses.values_list("state", flat=True)) == [PointState.OPEN]


def test_a_return_to_work_needs_no_notice() -> None:
    point = world.point(state=PointState.CLOSED)
    assert change(point, PointState.OPEN, notice="").state == PointState.OPEN


def test_a_destroyed_point_does_not_reopen_at_once() -> None:
    point = world.point(state=PointState.DESTROYED)
    with pytest.raises(StateMayNotFollow):
        change(point, PointState.OPEN)
    change(point, PointState.CLOSED, cause=Cause.REPAIR)
    assert change(point, PointState.OPEN, at=world.AT + HOUR).state == PointState.OPEN


def test_a_point_without_any_state_takes_its_first() -> None:
    point = world.point(state="")
    change(point, PointState.OPEN)
    assert point.statuses.count() == 1


def test_a_planned_state_begins_later_and_can_be_replaced() -> None:
    point = world.point()
    change(point, PointState.CLOSED, starts_at=world.AT + 24 * HOUR)
    assert queries.point_state_now([point.pk], world.AT)[point.pk].state == PointState.OPEN
    assert queries.point_state_now([point.pk], world.AT + 25 * HOUR)[point.pk].state == PointState.CLOSED
    for hours in (-1, 0, 25, 24 * 60):
        at = world.AT + hours * HOUR
        told = {pk: status.state for pk, status in queries.point_state_now([point.pk], at).items()}
        assert queries.states_now([point.pk], at) == told
    change(point, PointState.RESTRICTED, at=world.AT + HOUR)
    assert list(point.statuses.order_by("starts_at").values_list("state", flat=True)) == ["open", "restricted"]
    assert JournalEntry.objects.latest("sequence").facts["replaced"] == [f"closed {(world.AT + 24 * HOUR).isoformat()}"]


def test_a_change_may_be_entered_after_it_happened() -> None:
    point = world.point()
    found = change(point, PointState.CLOSED, starts_at=world.AT - 3 * HOUR)
    assert (found.starts_at, found.recorded_at) == (world.AT - 3 * HOUR, world.AT)


def test_moving_names_a_point_of_the_same_network() -> None:
    point, there, foreign = (
        world.point(),
        world.point("ЦНАП"),
        world.point("Чужа", hromada=g.VERBA, settlement=g.VERBIVKA),
    )
    assert change(point, PointState.MOVED, moved_to_id=there.pk).moved_to == there
    with pytest.raises(MovedNowhere):
        change(there, PointState.MOVED, moved_to_id=foreign.pk)


def test_working_on_wheels_is_a_state_that_serves() -> None:
    point = world.point(state=PointState.DESTROYED)
    change(point, PointState.MOBILE, notice="Автобус щовівторка біля школи")
    today = queries.opening_of([point.pk], world.AT)[point.pk]
    assert today.state == PointState.MOBILE
    assert today.now.answer == "unknown"


@pytest.mark.parametrize(
    ("role", "of", "error"),
    [
        (Role.OFFICER, g.KALYNA, NotAllowed), (Role.STAROSTA, g.KALYNA, NotAllowed),
        (Role.COURIER, g.KALYNA, NotAllowed), (Role.HEAD, g.VERBA, NoSuchPoint), (Role.STEWARD, "", NoSuchPoint),
    ],
)  # fmt: skip
def test_only_the_head_of_the_hromada_changes_a_state(role: Role, of: str, error: type[Exception]) -> None:
    point = world.point()
    tenancy.bind(of)
    with pytest.raises(error):
        change(point, PointState.CLOSED, actor=make.actor(role, of=of))
    assert point.statuses.count() == 1


def test_the_database_forbids_two_states_at_a_time() -> None:
    point = world.point()
    with pytest.raises(IntegrityError), transaction.atomic():
        PointStatus.objects.create(
            point=point,
            state=PointState.CLOSED,
            cause=Cause.OTHER,
            starts_at=world.AT,
            reason="x",
            recorded_at=world.AT,
        )


def test_the_history_is_read_the_latest_first() -> None:
    point = world.point()
    change(point, PointState.CLOSED)
    assert [s.state for s in queries.states_of(point)] == [PointState.CLOSED, PointState.OPEN]
