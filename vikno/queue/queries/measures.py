"""Waits, services, abandonment and load as records tell them: what was assumed or capped is counted and said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vikno.common.clock import midnight
from vikno.network.models import Point
from vikno.queue.enums import IssuedBy, Move, PressureKind, State
from vikno.queue.errors import PeriodWrong
from vikno.queue.models import Call, Consultation, NumberBlock, Pause, PressureEntry, Shift, Ticket
from vikno.queue.queries.pauses import stills_by_point
from vikno.queue.rules import Spread, Still, counted, spread, whole_minutes

LONGEST_PERIOD = timedelta(days=366)
type Stood = Mapping[int, Sequence[Still]]
type Minutes = tuple[date, int, int]
_SERVED = (Move.FINISH, Move.TRANSFER)


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days of some points of one hromada, both ends inside."""

    hromada_code: str
    points: Sequence[Point]
    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since or self.until - self.since > LONGEST_PERIOD:
            raise PeriodWrong

    @property
    def keys(self) -> list[int]:
        return [point.pk for point in self.points]

    @cached_property
    def stood(self) -> Stood:
        """When queues stood still: that was nobody's wait and nobody's work. Asked once."""
        return stills_by_point(self.hromada_code, self.keys, since=self.since, until=self.until)


@dataclass(frozen=True, kw_only=True)
class DayMeasure:
    """One day of one point; `day` and `point` are None in the line of the whole period.

    `wait`: from when one last began to wait to the call, without those who came straight to the window. `capped`:
    visits nobody closed; `assumed`: services counted from the call, because «почати» was not pressed.
    """

    day: date | None
    point: str
    issued: int
    served: int
    no_show: int
    abandoned: int
    waits: Spread
    services: Spread
    capped: int
    assumed: int

    @property
    def abandoned_percent(self) -> int:
        return round(100 * self.abandoned / self.issued) if self.issued else 0


@dataclass(frozen=True, kw_only=True)
class OfficerLoad:
    """What one person carried in a period. Minutes."""

    name: str
    served: int
    services: Spread
    serving_minutes: int
    at_counter_minutes: int
    pause_minutes: int
    consultations: int
    pressure: int


@dataclass(frozen=True, kw_only=True)
class _Done:
    key: tuple[date, int]
    user: str
    wait: timedelta | None
    service: timedelta | None
    is_capped: bool
    is_assumed: bool


def day_measures(period: Period) -> list[DayMeasure]:
    """A line for each day and point with tickets, newest first; the whole period stands first. Three queries."""
    tickets: dict[tuple[date, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for day, point, state, count in _tickets(period):
        tickets[day, point][state] += count
    calls: dict[tuple[date, int], list[_Done]] = defaultdict(list)
    for call in _calls(period):
        calls[call.key].append(call)
    names = {point.pk: point.name for point in period.points}
    lines = [
        _measure(counts, calls[key], day=key[0], point=names[key[1]])
        for key, counts in sorted(tickets.items(), key=lambda one: (-one[0][0].toordinal(), one[0][1]))
    ]
    if not lines:
        return []
    total: dict[str, int] = defaultdict(int)
    for counts in tickets.values():
        for state, count in counts.items():
            total[state] += count
    return [_measure(total, [call for listed in calls.values() for call in listed], day=None, point=""), *lines]


def tickets_counted(period: Period) -> list[tuple[date, int, str, str, int]]:
    """Day, point, purpose, state, how many. One query."""
    rows = Ticket.objects.filter(
        hromada_id=period.hromada_code, point__in=period.keys, day__range=(period.since, period.until)
    )
    columns = ("day", "point", "purpose", "state")
    return list(rows.order_by().values_list(*columns).annotate(count=Count("pk")))


def preferred_counted(period: Period) -> list[tuple[date, int, str, int]]:
    """Day, point, code of the priority class, how many; whoever has none is left out. One query."""
    rows = Ticket.objects.filter(
        hromada_id=period.hromada_code, point__in=period.keys, day__range=(period.since, period.until),
        priority__isnull=False,
    ).order_by()  # fmt: skip
    return list(rows.values_list("day", "point", "priority__code").annotate(count=Count("pk")))


def offline_counted(period: Period) -> list[tuple[date, int, int]]:
    """Day, point, how many tickets have a number that only a kiosk without a link gives. One query."""
    aside = NumberBlock.objects.filter(
        hromada_id=period.hromada_code, kiosk__point=OuterRef("point"), day=OuterRef("day"),
        purpose=OuterRef("purpose"), first__lte=OuterRef("number"), last__gte=OuterRef("number"),
    )  # fmt: skip
    rows = Ticket.objects.filter(
        Exists(aside), hromada_id=period.hromada_code, point__in=period.keys,
        day__range=(period.since, period.until), issued_by=IssuedBy.KIOSK,
    ).order_by()  # fmt: skip
    return list(rows.values_list("day", "point").annotate(count=Count("pk")))


def minutes_counted(period: Period) -> tuple[Counter[Minutes], Counter[Minutes]]:
    """Waits and services by day, point and whole minutes: the same that `day_measures` takes its spreads of."""
    waits, services = Counter[Minutes](), Counter[Minutes]()
    for call in _calls(period):
        for found, duration in ((waits, call.wait), (services, call.service)):
            if duration is not None:
                found[(*call.key, whole_minutes(duration))] += 1
    return waits, services


def _tickets(period: Period) -> Iterable[tuple[date, int, str, int]]:
    rows = Ticket.objects.filter(
        hromada_id=period.hromada_code, point__in=period.keys, day__range=(period.since, period.until)
    )
    counted = rows.order_by().values("day", "point", "state").annotate(count=Count("pk"))
    return [(row["day"], row["point"], row["state"], row["count"]) for row in counted]


def _calls(period: Period) -> list[_Done]:
    rows = Call.objects.filter(
        hromada_id=period.hromada_code, point__in=period.keys, ticket__day__range=(period.since, period.until),
        ended_at__isnull=False,
    ).exclude(outcome=Move.RETURN)  # fmt: skip
    columns = (
        "ticket__day", "point_id", "user__full_name", "ticket__issued_by", "queued_at", "called_at", "started_at",
        "ended_at", "outcome", "is_capped", "is_start_assumed",
    )  # fmt: skip
    return [_done(period.stood.get(row[1], ()), *row) for row in rows.order_by("called_at", "pk").values_list(*columns)]


def _done(
    stood: Sequence[Still], day: date, point: int, user: str | None, issued_by: str, queued_at: datetime,
    called_at: datetime, started_at: datetime | None, ended_at: datetime, outcome: str, is_capped: bool,
    is_assumed: bool,
) -> _Done:  # fmt: skip
    is_served = outcome in _SERVED and started_at is not None
    wait = None if issued_by == IssuedBy.WINDOW else counted(queued_at, called_at, stood)
    return _Done(
        key=(day, point), user=user or "", wait=wait,
        service=counted(started_at, ended_at, stood) if is_served and started_at else None, is_capped=is_capped,
        is_assumed=is_assumed,
    )  # fmt: skip


def _measure(counts: dict[str, int], calls: list[_Done], *, day: date | None, point: str) -> DayMeasure:
    return DayMeasure(
        day=day, point=point, issued=sum(counts.values()), served=counts.get(State.DONE, 0),
        no_show=counts.get(State.NO_SHOW, 0), abandoned=counts.get(State.ABANDONED, 0),
        waits=spread(call.wait for call in calls if call.wait is not None),
        services=spread(call.service for call in calls if call.service is not None),
        capped=sum(call.is_capped for call in calls), assumed=sum(call.is_assumed for call in calls),
    )  # fmt: skip


def officer_loads(period: Period, *, at: datetime) -> list[OfficerLoad]:
    """A line for each officer who sat at a window or consulted, by name. Six queries."""
    served: dict[str, list[timedelta]] = defaultdict(list)
    for call in _calls(period):
        if call.service is not None:
            served[call.user].append(call.service)
    seated, rested = _seated(period, at=at), _rested(period, at=at)
    consulted = _counted(Consultation.objects.filter(cancelled_at=None), period)
    pressed = _counted(PressureEntry.objects.all(), period)
    return [
        OfficerLoad(
            name=name, served=len(served[name]), services=spread(served[name]),
            serving_minutes=_minutes(sum(served[name], timedelta())), at_counter_minutes=_minutes(seated[name]),
            pause_minutes=_minutes(rested[name]), consultations=consulted[name], pressure=pressed[name],
        )
        for name in sorted({*served, *seated, *consulted, *pressed} - {""})
    ]  # fmt: skip


def _seated(period: Period, *, at: datetime) -> dict[str, timedelta]:
    rows = Shift.objects.filter(_within(period), hromada_id=period.hromada_code, counter__point__in=period.keys)
    columns = ("user__full_name", "counter__point", "began_at", "ended_at")
    return _sums(rows.order_by("pk").values_list(*columns), period.stood, at=at)


def _rested(period: Period, *, at: datetime) -> dict[str, timedelta]:
    rows = Pause.objects.filter(_within(period), hromada_id=period.hromada_code, shift__counter__point__in=period.keys)
    columns = ("shift__user__full_name", "shift__counter__point", "began_at", "ended_at")
    return _sums(rows.order_by("pk").values_list(*columns), period.stood, at=at)


def _sums(
    rows: Iterable[tuple[str, int, datetime, datetime | None]], stood: Stood, *, at: datetime
) -> dict[str, timedelta]:
    found: dict[str, timedelta] = defaultdict(timedelta)
    for name, point, began_at, ended_at in rows:
        found[name] += counted(began_at, ended_at or at, stood.get(point, ()))
    return found


def _within(period: Period) -> Q:
    return Q(began_at__gte=midnight(period.since), began_at__lt=midnight(period.until + timedelta(days=1)))


def _counted(rows: "QuerySet[Any]", period: Period) -> dict[str, int]:
    ours = rows.filter(hromada_id=period.hromada_code, point__in=period.keys, day__range=(period.since, period.until))
    counted = ours.order_by().values_list("user__full_name").annotate(count=Count("pk"))
    return defaultdict(int, {name or "": count for name, count in counted})


def _minutes(total: timedelta) -> int:
    return round(total / timedelta(minutes=1))


@dataclass(frozen=True, kw_only=True)
class ConsultationCount:
    """How many of one topic by one channel on a day."""

    day: date
    topic: str
    channel: str
    count: int


def consultation_counts(period: Period) -> list[ConsultationCount]:
    """Counts by day, topic and channel, newest day first; entries taken back are not counted. One query."""
    rows = Consultation.objects.filter(
        hromada_id=period.hromada_code, point__in=period.keys, day__range=(period.since, period.until),
        cancelled_at=None,
    )  # fmt: skip
    counted = rows.order_by().values("day", "topic", "channel").annotate(count=Count("pk"))
    return [ConsultationCount(**row) for row in counted.order_by("-day", "topic", "channel")]


def pressure_counts(period: Period) -> list[tuple[date, PressureKind, int]]:
    """Hard moments by day and kind, newest day first. One query."""
    rows = PressureEntry.objects.filter(
        hromada_id=period.hromada_code, point__in=period.keys, day__range=(period.since, period.until)
    )
    counted = rows.order_by().values_list("day", "kind").annotate(count=Count("pk")).order_by("-day", "kind")
    return [(day, PressureKind(kind), count) for day, kind, count in counted]
