"""Who receives at a point over days, from postings, roles, absences, breaks and what was said for certain hours."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.appointments.models import Absence, Capacity
from vikno.appointments.rules import slots
from vikno.appointments.rules.slots import Cells, Override, Span
from vikno.common.clock import KYIV, midnight
from vikno.common.compiled import Among, compiled
from vikno.network import queries as network
from vikno.network.enums import SERVING
from vikno.network.models import Point, Posting

RECEIVING = (Role.OFFICER, Role.STAROSTA)


def hours_of(point: Point, *, first: date, days: int) -> tuple[list[Span], list[Span]]:
    """Hours of reception as the timetable has them, and what of them is left where states of the point close it.

    Times begin by the first: a point that reopens at 9:23 receives at 9:30, not at 9:23 and 9:38.
    """
    schedule = network.schedules_of([point.pk], around=midnight(first), ahead=timedelta(days=days + 1))[point.pk]
    spans = [
        Span(_moment(shown.day, hours.opens), _moment(shown.day, hours.closes))
        for shown in network.coming_days(schedule, first, days=days)
        for hours in shown.hours
    ]
    closed = [s for s in schedule.states if s.state not in SERVING]
    times = [(s.starts_at, s.ends_at) for s in closed]
    return spans, [part for span in spans for part in _without(span, times)]


def levels_on_duty(point: Point, *, opened: Cells, first: date, days: int) -> tuple[Cells, ...]:
    """How many people receive, cell by cell, in three queries."""
    origin, last = slots.origin_of(first), first + timedelta(days=days - 1)
    people = _receiving(point, first, last)
    away = _away(str(point.hromada_id), list(people), first=first, days=days)
    masks = [
        slots.cells_inside(spans, origin=origin) & opened & ~slots.cells_touched(away.get(user, ()), origin=origin)
        for user, spans in people.items()
    ]
    overrides = list(_overrides(point, first=first, days=days))
    return slots.overridden(slots.levels_of(masks), overrides, opened=opened, origin=origin)


def staff_of(hromada_code: str, point_id: int, *, on: date) -> QuerySet[Posting]:
    """Who is posted to a point and receives there."""
    roles = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), hromada_code=hromada_code, role__in=RECEIVING
    )
    posted = Posting.objects.filter(point_id=point_id, user__in=roles.values("user_id"), user__is_active=True)
    in_force = posted.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return in_force.select_related("user").order_by("user__full_name", "pk")


def absences_of(hromada_code: str, user_ids: Sequence[int], *, since: datetime) -> QuerySet[Absence]:
    """What holds from a moment on, breaks included."""
    rows = _holding(hromada_code, since).filter(user_id__in=user_ids)
    return rows.select_related("user").order_by("user__full_name", "weekday", "starts_at", "pk")


def _holding(hromada_code: str, since: datetime) -> QuerySet[Absence]:
    rows = Absence.objects.filter(hromada_id=hromada_code, ended_at__isnull=True)
    return rows.filter(Q(weekday__isnull=False) | Q(ends_at__gt=since))


def capacities_of(hromada_code: str, point_id: int, *, since: date) -> QuerySet[Capacity]:
    rows = Capacity.objects.filter(hromada_id=hromada_code, point_id=point_id, ended_at__isnull=True)
    return rows.filter(Q(weekday__isnull=False) | Q(on__gte=since)).order_by("on", "weekday", "opens", "pk")


def _receiving(point: Point, first: date, last: date) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for user, since, until in _postings(str(point.hromada_id), point.pk, first, last):
        ends = min(until or last, last) + timedelta(days=1)
        found[user].append(Span(midnight(max(since, first)), midnight(ends)))
    return found


@compiled
def _postings(
    hromada_code: str, point_id: int, first: date, last: date
) -> QuerySet[Posting, tuple[int, date, date | None]]:
    rows = staff_of(hromada_code, point_id, on=first).filter(valid_from__lte=last)
    return rows.values_list("user_id", "valid_from", "valid_to")


def _away(hromada_code: str, user_ids: Sequence[int], *, first: date, days: int) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for row in _absences(hromada_code, list(user_ids), midnight(first)):
        found[row.user_id] += _spans(row, first=first, days=days)
    return found


@compiled
def _absences(hromada_code: str, user_ids: list[int], since: datetime) -> QuerySet[Absence]:
    return _holding(hromada_code, since).filter(Among(F("user_id"), user_ids)).order_by()


def _spans(row: Absence, *, first: date, days: int) -> list[Span]:
    if row.starts_at is not None and row.ends_at is not None:
        return [Span(row.starts_at, row.ends_at)]
    if row.weekday is None or row.break_from is None or row.break_to is None:
        return []
    return [
        Span(_moment(day, row.break_from), _moment(day, row.break_to))
        for day in _dates(first, days)
        if day.isoweekday() == row.weekday
    ]


def _overrides(point: Point, *, first: date, days: int) -> Iterator[Override]:
    """A weekday's first, a date's after: the narrower wins."""
    rows = _capacities(str(point.hromada_id), point.pk, first)
    for row in sorted(rows, key=lambda row: (row.on is not None, row.pk)):
        for day in _dates(first, days):
            if day == row.on or day.isoweekday() == row.weekday:
                yield Override(Span(_moment(day, row.opens), _moment(day, row.closes)), row.staff)


@compiled
def _capacities(hromada_code: str, point_id: int, since: date) -> QuerySet[Capacity]:
    return capacities_of(hromada_code, point_id, since=since)


def _dates(first: date, days: int) -> list[date]:
    return [first + timedelta(days=step) for step in range(days)]


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, KYIV)


def _without(span: Span, closed: Sequence[tuple[datetime, datetime | None]]) -> list[Span]:
    """What of a span lies outside of the closed ones."""
    parts = [span]
    for begins, ends in closed:
        cut: list[Span] = []
        for part in parts:
            if begins >= part.ends_at or (ends is not None and ends <= part.starts_at):
                cut.append(part)
                continue
            if begins > part.starts_at:
                cut.append(Span(part.starts_at, begins))
            if ends is not None and ends < part.ends_at:
                cut.append(Span(ends, part.ends_at))
        parts = cut
    return parts
