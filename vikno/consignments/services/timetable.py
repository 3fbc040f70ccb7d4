"""The timetable of transfers: what the head approved, day by day, with exceptions. Rows are added and ended."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction

from vikno.audit import services as audit
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.consignments import policies
from vikno.consignments.errors import (
    AlreadyScheduled,
    DestinationNotOurs,
    MovedIntoPast,
    ReasonMissing,
    SourceMissing,
    TransferNotFound,
    WeekdaysMissing,
)
from vikno.consignments.models import Transfer, TransferException
from vikno.network.models import Point


@transaction.atomic
def schedule_transfers(
    *, point: Point, weekdays: Collection[int], at_time: time, route: str, valid_from: date, source: str, actor: Actor,
    at: datetime,
) -> list[Transfer]:  # fmt: skip
    """The courier comes to a point on these weekdays at a time, from a day, by the head's order.

    Refusals: MayNotSchedule, DestinationNotOurs, WeekdaysMissing, SourceMissing, AlreadyScheduled.
    """
    policies.require_may_schedule(actor)
    if point.hromada_id != actor.hromada_code:
        raise DestinationNotOurs
    if not weekdays:
        raise WeekdaysMissing
    if not clean(source):
        raise SourceMissing
    same = Transfer.objects.filter(hromada_id=actor.hromada_code, point=point, valid_to__isnull=True)
    if same.filter(weekday__in=weekdays, at=at_time).exists():
        raise AlreadyScheduled
    made = [
        Transfer.objects.create(
            hromada_id=actor.hromada_code, point=point, weekday=weekday, at=at_time, route=clean(route)[:200],
            valid_from=valid_from, source=clean(source)[:200], recorded_at=at, recorded_by_id=actor.user_id,
        )
        for weekday in sorted(set(weekdays))
    ]  # fmt: skip
    _record(made[0], "scheduled", actor=actor, at=at, point=point.pk, weekdays=sorted(set(weekdays)))
    return made


@transaction.atomic
def end_transfer(*, transfer: Transfer, valid_to: date, actor: Actor, at: datetime) -> Transfer:
    """A row of the timetable holds no longer after a day; ended a second time nothing happens.

    Refusals: MayNotSchedule, TransferNotFound.
    """
    policies.require_may_schedule(actor)
    now = Transfer.objects.select_for_update().filter(pk=transfer.pk, hromada_id=actor.hromada_code).first()
    if now is None:
        raise TransferNotFound
    if now.valid_to is None:
        now.valid_to = max(valid_to, now.valid_from)
        now.save(update_fields=["valid_to"])
        _record(now, "ended", actor=actor, at=at)
    return now


@transaction.atomic
def except_day(
    *, point: Point | None, on: date, moved_to: date | None, reason: str, actor: Actor, at: datetime
) -> TransferException:
    """On a day the courier does not come (to a point, or at all), perhaps on another day instead; said again: anew.

    Refusals: MayNotSchedule, DestinationNotOurs, ReasonMissing, MovedIntoPast.
    """
    policies.require_may_schedule(actor)
    if point is not None and point.hromada_id != actor.hromada_code:
        raise DestinationNotOurs
    if not clean(reason):
        raise ReasonMissing
    if on < clock.today(at) or (moved_to is not None and moved_to < clock.today(at)):
        raise MovedIntoPast
    made, _ = TransferException.objects.update_or_create(
        hromada_id=actor.hromada_code, point=point, on=on,
        defaults={
            "moved_to": moved_to, "reason": clean(reason)[:200], "recorded_at": at, "recorded_by_id": actor.user_id
        },
    )  # fmt: skip
    _record(made, "excepted", actor=actor, at=at, on=on.isoformat())
    return made


def _record(row: models.Model, what: str, *, actor: Actor, at: datetime, **facts: Any) -> None:
    audit.record(
        actor=actor, action=f"transfer.{what}", subject=row, at=at, hromada_code=actor.hromada_code, facts=facts
    )
