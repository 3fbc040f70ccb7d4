"""How the queue of a point is arranged: the head's part, and a beginning that asks nothing."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Model, Q

from vikno.audit import services as audit
from vikno.catalogue.models import ServiceGroup
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import clean
from vikno.network.models import Point
from vikno.queue import policies, queries
from vikno.queue.errors import GroupClosed, NameTaken, PriorityUnknown
from vikno.queue.models import Counter, CounterService, GroupQueue, PriorityClass, QueueRuleRow, QueueService

FIRST_QUEUE, FIRST_COUNTER = "Загальна черга", "1"


@dataclass(frozen=True, kw_only=True)
class RuleFacts:
    """A rule as the head writes it; minutes, except counts of calls and entries."""

    valid_from: date
    longest_wait_minutes: int
    overdue_one_in: int
    booking_late_minutes: int
    booking_ahead_minutes: int
    cap_minutes: int
    pause_after_minutes: int
    pause_minutes: int
    pressure_entries: int
    pressure_window_minutes: int
    source: str


@transaction.atomic
def set_up_point(*, point: Point, actor: Actor, at: datetime) -> Counter:
    """One queue, one window and the shipped priorities where there are none: a point works without being arranged.

    Whoever works at the point may begin so. Refusals: NotYourPoint.
    """
    policies.require_may_serve(actor, point, at=at)
    known = queries.counters_of(point).first()
    if known is not None:
        return known
    _begin_priorities(point.hromada_id or "")
    QueueService.objects.get_or_create(hromada_id=actor.hromada_code, point=point, name=FIRST_QUEUE)
    counter, is_new = Counter.objects.get_or_create(hromada_id=actor.hromada_code, point=point, name=FIRST_COUNTER)
    if is_new:
        _record(counter, "point_set_up", actor=actor, at=at, point=point.pk)
    return counter


def _begin_priorities(hromada_code: str) -> None:
    if PriorityClass.objects.filter(hromada_id=hromada_code).exists():
        return
    rows = [
        PriorityClass(hromada_id=hromada_code, order=order, **row)
        for order, row in enumerate(queries.default_priorities(), start=1)
    ]
    PriorityClass.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def add_counter(*, point: Point, name: str, serves: list[QueueService], actor: Actor, at: datetime) -> Counter:
    """A new window; without queues named it serves all of them. Refusals: NotHead, NameTaken, GroupClosed."""
    policies.require_may_arrange(actor, point)
    if queries.counters_of(point).filter(name=clean(name)).exists():
        raise NameTaken(name=clean(name))
    order = queries.counters_of(point).count() + 1
    counter = Counter.objects.create(hromada_id=actor.hromada_code, point=point, name=clean(name)[:12], order=order)
    _serve(counter, serves)
    _record(counter, "counter_added", actor=actor, at=at, name=counter.name)
    return counter


@transaction.atomic
def change_counter(
    *, counter: Counter, name: str, serves: list[QueueService], is_open: bool, actor: Actor, at: datetime
) -> Counter:
    """Another name, other queues, shut or opened. Refusals: NotHead, NameTaken, GroupClosed."""
    policies.require_may_arrange(actor, counter.point)
    if queries.counters_of(counter.point).filter(name=clean(name)).exclude(pk=counter.pk).exists():
        raise NameTaken(name=clean(name))
    counter.name, counter.is_open = clean(name)[:12], is_open
    counter.save(update_fields=["name", "is_open"])
    _serve(counter, serves)
    _record(counter, "counter_changed", actor=actor, at=at, name=counter.name, is_open=is_open)
    return counter


def _serve(counter: Counter, serves: list[QueueService]) -> None:
    foreign = next((one for one in serves if one.point_id != counter.point_id), None)
    if foreign is not None:
        raise GroupClosed(group=foreign.name)
    CounterService.objects.filter(hromada_id=counter.hromada_id, counter=counter).delete()
    rows = [CounterService(hromada_id=counter.hromada_id, counter=counter, service=one) for one in serves]
    CounterService.objects.bulk_create(rows)


@transaction.atomic
def add_service(*, point: Point, name: str, lane: str, one_in: int, actor: Actor, at: datetime) -> QueueService:
    """A new queue; with a lane of its own it holds a surge apart. Refusals: NotHead, NameTaken."""
    policies.require_may_arrange(actor, point)
    if queries.services_of(point).filter(name=clean(name)).exists():
        raise NameTaken(name=clean(name))
    order = queries.services_of(point).count() + 1
    made = QueueService.objects.create(
        hromada_id=actor.hromada_code, point=point, name=clean(name)[:80], lane=lane, one_in=max(one_in, 1), order=order
    )
    _record(made, "service_added", actor=actor, at=at, name=made.name)
    return made


@transaction.atomic
def change_service(
    *, service: QueueService, name: str, lane: str, one_in: int, is_open: bool, actor: Actor, at: datetime
) -> QueueService:
    """Another name or lane, shut or opened; tickets given stay. Refusals: NotHead, NameTaken."""
    policies.require_may_arrange(actor, service.point)
    if queries.services_of(service.point).filter(name=clean(name)).exclude(pk=service.pk).exists():
        raise NameTaken(name=clean(name))
    service.name, service.lane, service.one_in, service.is_open = clean(name)[:80], lane, max(one_in, 1), is_open
    service.save(update_fields=["name", "lane", "one_in", "is_open"])
    _record(service, "service_changed", actor=actor, at=at, name=service.name, is_open=is_open)
    return service


@transaction.atomic
def direct_to_queue(
    *, service: QueueService, groups: list[ServiceGroup], purposes: list[str], actor: Actor, at: datetime
) -> None:
    """Who goes to this queue without being asked: booked people by group, takers of a kiosk without a link by purpose.

    Each group and purpose leaves the queue it had. Refusals: NotHead.
    """
    policies.require_may_arrange(actor, service.point)
    wanted = {group.pk for group in groups}
    if wanted == set(queries.groups_of_queue(service)) and set(purposes) == set(service.purposes):
        return
    hromada, point = service.hromada_id, service.point
    GroupQueue.objects.filter(Q(service=service) | Q(group__in=wanted), hromada_id=hromada, point=point).delete()
    rows = [GroupQueue(hromada_id=hromada, point=point, service=service, group=group) for group in groups]
    GroupQueue.objects.bulk_create(rows)
    for other in queries.services_of(point).exclude(pk=service.pk).filter(purposes__overlap=purposes):
        other.purposes = [one for one in other.purposes if one not in purposes]
        other.save(update_fields=["purposes"])
    service.purposes = purposes
    service.save(update_fields=["purposes"])
    codes = [group.code for group in groups]
    _record(service, "service_directed", actor=actor, at=at, groups=codes, purposes=purposes)


@transaction.atomic
def set_rule(*, point: Point | None, facts: RuleFacts, actor: Actor, at: datetime) -> QueueRuleRow:
    """A rule of a point (None: of the hromada) from a day on; older rows stay. Refusals: NotHead."""
    policies.require_may_arrange(actor, point)
    row = QueueRuleRow.objects.create(
        hromada_id=actor.hromada_code, point=point, is_confirmed=True, recorded_at=at, recorded_by_id=actor.user_id,
        **asdict(facts),
    )  # fmt: skip
    _record(row, "rule_set", actor=actor, at=at, point=point.pk if point else None)
    return row


@transaction.atomic
def set_priority(
    *, code: str, name: str, name_en: str, head_start_minutes: int, valid_from: date, source: str, actor: Actor,
    at: datetime,
) -> PriorityClass:  # fmt: skip
    """A priority from a day on; one in force with the same code ends the day before. Refusals: NotHead."""
    policies.require_may_arrange(actor)
    ours = PriorityClass.objects.select_for_update().filter(hromada_id=actor.hromada_code, code=code, valid_to=None)
    old = ours.first()
    if old is not None:
        old.valid_to = max(valid_from - timedelta(days=1), old.valid_from)
        old.save(update_fields=["valid_to"])
    order = old.order if old else PriorityClass.objects.filter(hromada_id=actor.hromada_code).count() + 1
    made = PriorityClass.objects.create(
        hromada_id=actor.hromada_code, code=code, name=clean(name)[:80], name_en=clean(name_en)[:80], order=order,
        head_start_minutes=head_start_minutes, valid_from=valid_from, source=clean(source)[:200],
    )  # fmt: skip
    _record(made, "priority_set", actor=actor, at=at, code=code, head_start=head_start_minutes)
    return made


@transaction.atomic
def end_priority(*, priority: PriorityClass, actor: Actor, at: datetime) -> PriorityClass:
    """Today is its last day. Refusals: NotHead, PriorityUnknown."""
    policies.require_may_arrange(actor)
    ours = PriorityClass.objects.select_for_update().filter(hromada_id=actor.hromada_code, pk=priority.pk)
    now = ours.first()
    if now is None:
        raise PriorityUnknown
    if now.valid_to is None:
        now.valid_to = max(today(at), now.valid_from)
        now.save(update_fields=["valid_to"])
        _record(now, "priority_ended", actor=actor, at=at, code=now.code)
    return now


def _record(subject: Model, what: str, *, actor: Actor, at: datetime, **facts: object) -> None:
    audit.record(
        actor=actor, action=f"queue.{what}", subject=subject, at=at, hromada_code=actor.hromada_code, facts=facts
    )
