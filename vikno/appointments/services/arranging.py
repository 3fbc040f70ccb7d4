"""What the head arranges: figures, doors, resources, who receives when, days that fall away, calendars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Model

from vikno.accounts.models import User
from vikno.appointments import policies
from vikno.appointments.enums import TRAVELLING, Door, ResourceKind
from vikno.appointments.errors import (
    BookingNotFound,
    FigureOutOfRange,
    PersonUnknown,
    TimesInDisorder,
    WindowMissing,
)
from vikno.appointments.models import (
    Absence,
    Capacity,
    Feed,
    PointDoor,
    Resource,
    StandardMinutes,
    TermsRow,
)
from vikno.appointments.rules import terms as rules
from vikno.appointments.services import writing
from vikno.audit import services as audit
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.network.models import Point
from vikno.network.queries import colleagues
from vikno.territories.models import Unit


@transaction.atomic
def set_terms(*, figures: Mapping[str, int], valid_from: date, actor: Actor, at: datetime) -> TermsRow:
    """A new row of figures from a day. FigureOutOfRange."""
    policies.require_may_arrange(actor)
    for name, (least, most) in rules.ranges().items():
        if not least <= figures[name] <= most:
            words = str(TermsRow._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            raise FigureOutOfRange(name=words, least=least, most=most)
    row = TermsRow.objects.create(
        hromada_id=actor.hromada_code, valid_from=valid_from, recorded_at=at, recorded_by_name=actor.name,
        **{name: figures[name] for name in rules.NAMES},
    )  # fmt: skip
    _record(row, "booking.terms_set", actor=actor, at=at, facts=dict(figures))
    return row


@transaction.atomic
def set_minutes(
    *, service: PublicService, minutes: int, valid_from: date, actor: Actor, at: datetime
) -> StandardMinutes:
    """How long a service takes, from a day."""
    policies.require_may_arrange(actor)
    if not 5 <= minutes <= 480:
        raise FigureOutOfRange(name=service.name, least=5, most=480)
    row = StandardMinutes.objects.create(
        hromada_id=actor.hromada_code, service=service, minutes=minutes, valid_from=valid_from, recorded_at=at,
        recorded_by_name=actor.name,
    )  # fmt: skip
    _record(row, "booking.minutes_set", actor=actor, at=at, facts={"service": service.code, "minutes": minutes})
    return row


@transaction.atomic
def set_door(*, point: Point, door: str, actor: Actor, at: datetime) -> PointDoor:
    """Who may book a point. The first time a point opens it gets a desk, or nothing could be booked."""
    policies.require_may_arrange(actor, point)
    row = PointDoor.objects.create(
        hromada_id=str(point.hromada_id), point=point, door=Door(door), recorded_at=at, recorded_by_name=actor.name
    )
    _record(row, "booking.door_set", actor=actor, at=at, facts={"point": point.pk, "door": row.door})
    has_desk = Resource.objects.filter(hromada_id=str(point.hromada_id), point=point, kind=ResourceKind.DESK).exists()
    if row.door != Door.CLOSED and not has_desk:
        add_resource(point=point, facts=ResourceFacts(kind=ResourceKind.DESK, name="Вікно 1"), actor=actor, at=at)
    return row


@dataclass(frozen=True, kw_only=True)
class ResourceFacts:
    """What is booked. Travelling ones say where and when; `equipment` is a value of `EquipmentNeed`."""

    kind: str
    name: str
    equipment: str = ""
    settlement: Unit | None = None
    place: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    road_minutes: int = 0


@transaction.atomic
def add_resource(*, point: Point, facts: ResourceFacts, actor: Actor, at: datetime) -> Resource:
    """A desk, equipment, a stop or a day of home visits. WindowMissing, TimesInDisorder, FigureOutOfRange."""
    policies.require_may_arrange(actor, point)
    travels = facts.kind in TRAVELLING
    place = clean(facts.place)
    if travels and not (place and facts.opens_at and facts.closes_at):
        raise WindowMissing
    if travels and facts.opens_at and facts.closes_at and facts.closes_at <= facts.opens_at:
        raise TimesInDisorder
    if not 0 <= facts.road_minutes <= 240:
        raise FigureOutOfRange(name=str(_road_words()), least=0, most=240)
    row = Resource.objects.create(
        hromada_id=str(point.hromada_id), point=point, kind=facts.kind, name=clean(facts.name)[:120],
        equipment=facts.equipment if facts.kind == ResourceKind.EQUIPMENT else "",
        settlement=facts.settlement if travels else None, place=place[:200] if travels else "",
        opens_at=facts.opens_at if travels else None, closes_at=facts.closes_at if travels else None,
        road_minutes=facts.road_minutes if travels else 0,
    )  # fmt: skip
    _record(row, "booking.resource_added", actor=actor, at=at, facts={"point": point.pk, "kind": row.kind})
    return row


@transaction.atomic
def retire_resource(*, resource_id: int, actor: Actor, at: datetime) -> Resource:
    """Booked no more; what is booked on it already stays. BookingNotFound."""
    policies.require_may_arrange(actor)
    rows = Resource.objects.select_for_update().filter(hromada_id=actor.hromada_code, retired_at__isnull=True)
    row = rows.filter(pk=resource_id).first()
    if row is None:
        raise BookingNotFound
    row.retired_at = at
    row.save(update_fields=["retired_at"])
    _record(row, "booking.resource_retired", actor=actor, at=at, facts={"point": row.point_id})
    return row


@transaction.atomic
def add_absence(*, user: User, starts_at: datetime, ends_at: datetime, actor: Actor, at: datetime) -> Absence:
    """Somebody does not receive from a moment to a moment."""
    _require_colleague(user, actor=actor, at=at)
    if ends_at <= starts_at:
        raise TimesInDisorder
    return _absence(user, actor=actor, at=at, starts_at=starts_at, ends_at=ends_at)


@transaction.atomic
def add_break(*, user: User, weekday: int, break_from: time, break_to: time, actor: Actor, at: datetime) -> Absence:
    """Somebody has a break on a weekday, until it is taken back."""
    _require_colleague(user, actor=actor, at=at)
    if break_to <= break_from:
        raise TimesInDisorder
    return _absence(user, actor=actor, at=at, weekday=weekday, break_from=break_from, break_to=break_to)


@transaction.atomic
def end_absence(*, absence_id: int, actor: Actor, at: datetime) -> None:
    """An absence or a break is taken back. BookingNotFound."""
    policies.require_may_arrange(actor)
    _end(Absence, absence_id, "booking.absence_ended", actor=actor, at=at)


@dataclass(frozen=True, kw_only=True)
class CapacityFacts:
    """How many receive in certain hours: of a date, or of a weekday."""

    opens: time
    closes: time
    staff: int
    on: date | None = None
    weekday: int | None = None
    reason: str = ""


@transaction.atomic
def add_capacity(*, point: Point, facts: CapacityFacts, actor: Actor, at: datetime) -> Capacity:
    """What is said here holds over postings and absences. TimesInDisorder, FigureOutOfRange."""
    policies.require_may_arrange(actor, point)
    if facts.closes <= facts.opens or (facts.on is None) == (facts.weekday is None):
        raise TimesInDisorder
    if not 0 <= facts.staff <= 100:
        raise FigureOutOfRange(name=str(Capacity._meta.get_field("staff").verbose_name), least=0, most=100)
    row = Capacity.objects.create(
        hromada_id=str(point.hromada_id), point=point, on=facts.on, weekday=facts.weekday, opens=facts.opens,
        closes=facts.closes, staff=facts.staff, reason=facts.reason, recorded_at=at, recorded_by_name=actor.name,
    )  # fmt: skip
    _record(row, "booking.capacity_set", actor=actor, at=at, facts={"point": point.pk, "staff": row.staff})
    return row


@transaction.atomic
def end_capacity(*, capacity_id: int, actor: Actor, at: datetime) -> None:
    """What was said of certain hours holds no more. BookingNotFound."""
    policies.require_may_arrange(actor)
    _end(Capacity, capacity_id, "booking.capacity_ended", actor=actor, at=at)


@transaction.atomic
def open_feed(*, point: Point, resource: Resource | None, actor: Actor, at: datetime) -> Feed:
    """A calendar of a point or of one of its resources, behind a secret link."""
    policies.require_may_serve(actor, point.pk, on=clock.today(at))
    row = Feed.objects.create(
        hromada_id=str(point.hromada_id), number=writing.new_number(str(point.hromada_id)), point=point,
        resource=resource, made_at=at, made_by_id=actor.user_id or 0,
    )  # fmt: skip
    _record(row, "booking.feed_opened", actor=actor, at=at, facts={"point": point.pk})
    return row


@transaction.atomic
def end_feed(*, feed_id: int, actor: Actor, at: datetime) -> None:
    """The link shows nothing any more. One's own, or any for the head. BookingNotFound."""
    rows = Feed.objects.select_for_update().filter(hromada_id=actor.hromada_code or None, ended_at__isnull=True)
    if not policies.may_arrange(actor):
        rows = rows.filter(made_by_id=actor.user_id)
    row = rows.filter(pk=feed_id).first()
    if row is None:
        raise BookingNotFound
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    _record(row, "booking.feed_ended", actor=actor, at=at, facts={"point": row.point_id})


def _absence(user: User, *, actor: Actor, at: datetime, **span: object) -> Absence:
    row = Absence.objects.create(
        hromada_id=actor.hromada_code, user=user, recorded_at=at, recorded_by_name=actor.name, **span
    )
    _record(row, "booking.absence_set", actor=actor, at=at, facts={"user": user.pk})
    return row


def _require_colleague(user: User, *, actor: Actor, at: datetime) -> None:
    policies.require_may_arrange(actor)
    if not colleagues(actor.hromada_code, clock.today(at)).filter(user_id=user.pk).exists():
        raise PersonUnknown


def _end(kind: type[Absence] | type[Capacity], pk: int, action: str, *, actor: Actor, at: datetime) -> None:
    rows = kind.objects.select_for_update().filter(hromada_id=actor.hromada_code, ended_at__isnull=True, pk=pk)
    row = rows.first()
    if row is None:
        raise BookingNotFound
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    _record(row, action, actor=actor, at=at, facts={})


def _road_words() -> object:
    return Resource._meta.get_field("road_minutes").verbose_name


def _record(row: Model, action: str, *, actor: Actor, at: datetime, facts: dict[str, object]) -> None:
    audit.record(
        actor=actor, action=action, subject=row, at=at, hromada_code=actor.hromada_code, facts=facts
    )  # fmt: skip
