"""Free times of a point or of a stop, as the screens show them and as the services decide."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from vikno.appointments.enums import TAKING, TRAVELLING, BookingState, ResourceKind
from vikno.appointments.models import Booking, Resource, ServiceStop
from vikno.appointments.queries.duty import hours_of, levels_on_duty
from vikno.appointments.queries.terms import minutes_of, terms_on
from vikno.appointments.rules import slots
from vikno.appointments.rules.slots import Cells, Plan, Span
from vikno.appointments.rules.terms import Terms
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.catalogue.queries import published_on
from vikno.common import clock
from vikno.common.compiled import compiled
from vikno.network.models import Point


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a free time is asked for. `stop`: at a stop of the mobile centre or on a day of home visits.

    `besides`: a booking that does not count, because it is the one being moved.
    """

    point: Point
    service: PublicService
    stop: Resource | None = None
    besides: int | None = None


@dataclass(frozen=True, kw_only=True)
class FreeTimes:
    """Times that may be booked, over the days of a plan."""

    plan: Plan
    cells: Cells
    minutes: int
    terms: Terms

    @property
    def moments(self) -> list[datetime]:
        return slots.starts_of(self.plan, self.cells)

    @property
    def by_day(self) -> dict[date, int]:
        return slots.counts_by_day(self.plan, self.cells)


def free_times(asked: Asked, *, at: datetime, first: date | None = None, days: int | None = None) -> FreeTimes:
    """Free times from a day on; from today over the whole horizon where nothing is named."""
    code, today = str(asked.point.hromada_id), clock.today(at)
    terms = terms_on(code, on=today)
    begin = max(first or today, today)
    end = today + timedelta(days=terms.horizon_days)
    span = min(days or terms.horizon_days, max((end - begin).days, 0))
    minutes = minutes_of(code, asked.service.pk, on=today, terms=terms)
    if asked.stop is not None:
        minutes += asked.stop.road_minutes
    if not span:
        return FreeTimes(plan=Plan(begin, 0, (), {}, None, 0), cells=0, minutes=minutes, terms=terms)
    plan = _plan_of(asked, first=begin, days=span, terms=terms, at=at)
    earliest = at + timedelta(minutes=terms.notice_minutes)
    cells = slots.free_starts(plan, minutes=minutes, not_before=earliest)
    return FreeTimes(plan=plan, cells=cells, minutes=minutes, terms=terms)


def has_room(asked: Asked, *, starts_at: datetime, at: datetime) -> bool:
    """Whether anything there is not taken at a moment, in one query: most who come too late are told so by it alone."""
    taken = Booking.objects.filter(
        Q(state__in=[state for state in TAKING if state != BookingState.HELD])
        | Q(state=BookingState.HELD, held_until__gt=at),
        hromada_id=asked.point.hromada_id, resource_id=OuterRef("pk"), starts_at__lte=starts_at, ends_at__gt=starts_at,
    ).exclude(pk=asked.besides or 0)  # fmt: skip
    which = Q(pk=asked.stop.pk) if asked.stop is not None else Q(kind=ResourceKind.DESK)
    rows = Resource.objects.filter(which, hromada_id=asked.point.hromada_id, point=asked.point, retired_at=None)
    return rows.filter(~Exists(taken)).exists()


def resources_of(point: Point, *, at: datetime) -> QuerySet[Resource]:
    """What is booked at a point and not retired; stops that are over are left out."""
    return _living(str(point.hromada_id), point.pk, at).select_related("settlement")


def _living(hromada_code: str, point_id: int, at: datetime) -> QuerySet[Resource]:
    rows = Resource.objects.filter(hromada_id=hromada_code, point_id=point_id, retired_at__isnull=True)
    living = rows.filter(Q(closes_at__isnull=True) | Q(closes_at__gt=at))
    return living.order_by("kind", "opens_at", "name", "pk")


_read_living = compiled(_living)


def resources_by_point(points: Sequence[Point], *, at: datetime) -> list[tuple[Point, list[Resource]]]:
    """The same for several points in one query."""
    rows = Resource.objects.filter(
        Q(closes_at__isnull=True) | Q(closes_at__gt=at), point__in=points, retired_at__isnull=True,
        hromada_id__in={point.hromada_id for point in points},
    )  # fmt: skip
    found: dict[int, list[Resource]] = {}
    for row in rows.order_by("kind", "opens_at", "name", "pk"):
        found.setdefault(row.point_id, []).append(row)
    return [(point, found.get(point.pk, [])) for point in points]


def stops_of(point: Point, *, at: datetime, horizon_days: int) -> QuerySet[Resource]:
    """Stops and days of home visits that come within the horizon."""
    within = clock.midnight(clock.today(at) + timedelta(days=horizon_days))
    return resources_of(point, at=at).filter(kind__in=TRAVELLING, opens_at__lt=within).order_by("opens_at", "pk")


def _plan_of(asked: Asked, *, first: date, days: int, terms: Terms, at: datetime) -> Plan:
    living = _read_living(str(asked.point.hromada_id), asked.point.pk, at)
    origin = slots.origin_of(first)
    taken = _taken(asked, first=first, days=days, at=at)

    def cells(resource: Resource) -> Cells:
        return slots.cells_taken(taken.get(resource.pk, {}), days=days)

    if asked.stop is not None:
        return _plan_of_stop(asked.stop, cells(asked.stop), first=first, days=days, step=terms.step_minutes)
    timetable, hours = hours_of(asked.point, first=first, days=days)
    opened = slots.cells_inside(hours, origin=origin)
    opened &= ~slots.cells_touched(_stopped(asked, first=first, days=days), origin=origin)
    stations = _stations(asked.service, living, on=first)
    return Plan(
        first=first, days=days, levels=levels_on_duty(asked.point, opened=opened, first=first, days=days),
        desks={each.pk: cells(each) for each in living if each.kind == ResourceKind.DESK},
        stations=None if stations is None else {each.pk: cells(each) for each in stations},
        grid=slots.grid_of(timetable, step=terms.step_minutes, origin=origin),
    )  # fmt: skip


def _stopped(asked: Asked, *, first: date, days: int) -> list[Span]:
    """Hours in which the service is not given."""
    since, until = clock.midnight(first), clock.midnight(first + timedelta(days=days))
    stops = _stops(str(asked.point.hromada_id), asked.point.pk, asked.service.pk, since, until)
    return [Span(*each) for each in stops]


@compiled
def _stops(
    hromada_code: str, point_id: int, service_id: int, since: datetime, until: datetime
) -> QuerySet[ServiceStop, tuple[datetime, datetime]]:
    rows = ServiceStop.objects.filter(
        hromada_id=hromada_code, point_id=point_id, service_id=service_id, ends_at__gt=since, starts_at__lt=until
    )
    return rows.order_by().values_list("starts_at", "ends_at")


def _plan_of_stop(stop: Resource, taken: Cells, *, first: date, days: int, step: int) -> Plan:
    window = [Span(stop.opens_at, stop.closes_at)] if stop.opens_at and stop.closes_at else []
    origin = slots.origin_of(first)
    opened = slots.cells_inside(window, origin=origin) if stop.retired_at is None else 0
    grid = slots.grid_of(window, step=step, origin=origin)
    return Plan(first=first, days=days, levels=(opened,), desks={stop.pk: taken}, stations=None, grid=grid)


def _stations(service: PublicService, living: Sequence[Resource], *, on: date) -> list[Resource] | None:
    """Equipment that is booked here and that the service needs; None where it needs none of it."""
    booked = [each for each in living if each.kind == ResourceKind.EQUIPMENT]
    if not booked:
        return None
    version = ServiceVersion.objects.filter(published_on(on), service=service).order_by("-valid_from").first()
    needs = [kind for kind in (version.equipment if version else ()) if any(each.equipment == kind for each in booked)]
    return [each for each in booked if each.equipment == needs[0]] if needs else None


# Cells from the origin that visits touch; without `id` the index alone answers.
_TAKEN = """
    SELECT resource_id, station_id, until - since, array_agg(since)
    FROM (SELECT resource_id, station_id, floor((date_part('epoch', starts_at) - %(origin)s) / %(cell)s)::int AS since,
                 ceil((date_part('epoch', ends_at) - %(origin)s) / %(cell)s)::int AS until
          FROM appointments_booking
          WHERE hromada_id = %(code)s AND point_id = %(point)s AND starts_at >= %(first)s AND starts_at < %(last)s
            AND state = ANY(%(states)s) AND (state <> 'held' OR held_until > %(at)s) {besides}) AS visits
    GROUP BY resource_id, station_id, until - since
"""
_ALL, _BUT_ONE = _TAKEN.format(besides=""), _TAKEN.format(besides="AND id <> %(besides)s")


def _taken(asked: Asked, *, first: date, days: int, at: datetime) -> dict[int, dict[int, list[int]]]:
    """Where visits begin, by desk or equipment and by length in cells. A held time whose wait is over is free."""
    since = clock.midnight(first)
    values = {
        "origin": int(since.timestamp()), "cell": slots.CELL * 60, "code": asked.point.hromada_id, "at": at,
        "point": asked.point.pk, "first": since, "last": clock.midnight(first + timedelta(days=days)),
        "states": [BookingState(state).value for state in TAKING], "besides": asked.besides,
    }  # fmt: skip
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute(_ALL if asked.besides is None else _BUT_ONE, values)
        for resource, station, count, begins in cursor.fetchall():
            for key in filter(None, (resource, station)):
                found[key][count].extend(begins)
    return found
