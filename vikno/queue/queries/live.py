"""The queue as it stands: who waits, in which order a window calls them, and by which rule."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from vikno.common.actors import Actor
from vikno.common.clock import day_around, midnight, today
from vikno.common.compiled import compiled
from vikno.network.models import Point
from vikno.queue import policies
from vikno.queue.enums import State, Turn
from vikno.queue.errors import TicketNotFound
from vikno.queue.models import Call, Counter, CounterService, QueueService, Shift, Ticket
from vikno.queue.queries.arranged import rule_for
from vikno.queue.queries.pauses import pauses_today, stills
from vikno.queue.rules import BUSY, Choice, QueueRule, Recent, Still, in_turn, number_shown

_RECENT = 24  # calls of a window looked back on: more than any `one_in` of sense


class LiveTicket(NamedTuple):
    """A waiting ticket with everything a screen says of it, in the order of `_COLUMNS`."""

    key: int
    waits_since: datetime
    turn_at: datetime
    lane: str
    one_in: int
    service_id: int
    for_counter_id: int | None
    booked_for: datetime | None
    is_late: bool
    purpose: str
    sequence: int
    token: UUID
    service: str
    priority_name: str | None
    for_counter_name: str | None
    queued_at: datetime
    note: str
    state: str
    counter_id: int | None

    @property
    def number(self) -> str:
        return number_shown(self.purpose, self.sequence)

    @property
    def priority(self) -> str:
        return self.priority_name or ""

    @property
    def for_counter(self) -> str:
        return self.for_counter_name or ""

    @property
    def is_booked(self) -> bool:
        return self.booked_for is not None and not self.is_late


class Caller(NamedTuple):
    """A waiting ticket as the key «наступний» needs it, in the order of the first columns."""

    key: int
    waits_since: datetime
    turn_at: datetime
    lane: str
    one_in: int
    service_id: int
    for_counter_id: int | None
    booked_for: datetime | None
    is_late: bool

    @property
    def is_booked(self) -> bool:
        return self.booked_for is not None and not self.is_late


_FOR_THE_KEY = (
    "pk", "waits_since", "turn_at", "service__lane", "service__one_in", "service_id", "for_counter_id", "booked_for",
    "is_late",
)  # fmt: skip
_COLUMNS = (
    *_FOR_THE_KEY, "purpose", "number", "token", "service__name", "priority__name", "for_counter__name", "queued_at",
    "note", "state", "counter_id",
)  # fmt: skip


def waiting_now(point: Point, *, at: datetime) -> list[LiveTicket]:
    """Everybody who waits at a point today, as they came; one query whatever their number."""
    return [LiveTicket._make(row) for row in _waiting(str(point.hromada_id), point.pk, today(at))]


def live_now(point: Point, *, at: datetime) -> dict[str, list[LiveTicket]]:
    """Everybody at a point today who waits, is put off or stands at a window, by state, as they came. One query."""
    found: dict[str, list[LiveTicket]] = defaultdict(list)
    for one in map(LiveTicket._make, _unfinished(str(point.hromada_id), point.pk, today(at))):
        found[one.state].append(one)
    return found


@compiled
def _waiting(hromada_code: str, point_id: int, day: date) -> QuerySet[Ticket, tuple[Any, ...]]:
    return _as_they_came(hromada_code, point_id, day, [State.WAITING])


@compiled
def _unfinished(hromada_code: str, point_id: int, day: date) -> QuerySet[Ticket, tuple[Any, ...]]:
    return _as_they_came(hromada_code, point_id, day, [State.WAITING, State.POSTPONED, *BUSY])


def _as_they_came(
    hromada_code: str, point_id: int, day: date, states: Sequence[str]
) -> QuerySet[Ticket, tuple[Any, ...]]:
    rows = Ticket.objects.filter(hromada_id=hromada_code, point_id=point_id, day=day, state__in=states)
    return rows.order_by("turn_at", "waits_since", "pk").values_list(*_COLUMNS)


def live_ticket(ticket: Ticket) -> LiveTicket:
    """One ticket, whatever its state."""
    ours = Ticket.objects.filter(hromada_id=ticket.hromada_id, pk=ticket.pk)
    return LiveTicket._make(ours.values_list(*_COLUMNS).get())


def callers(point: Point, *, at: datetime) -> list[Caller]:
    """The same with the least that decides whose turn it is, in no order."""
    return [Caller._make(row) for row in _callers(str(point.hromada_id), point.pk, today(at))]


@compiled
def _callers(hromada_code: str, point_id: int, day: date) -> QuerySet[Ticket, tuple[Any, ...]]:
    rows = Ticket.objects.filter(hromada_id=hromada_code, point_id=point_id, day=day, state=State.WAITING)
    return rows.order_by().values_list(*_FOR_THE_KEY)


def choices_for(
    counter: Counter, *, waiting: Sequence[Caller | LiveTicket], at: datetime, stood: Sequence[Still],
    rule: QueueRule | None = None,
) -> list[Choice]:  # fmt: skip
    """Who of the waiting is called to a window, in order. Three queries, two when the rule is given."""
    ours = _for_counter(counter, waiting, at=at)
    if not ours:
        return []
    return in_turn(
        ours, at=at, rule=rule or rule_for(counter.point, on=today(at)),
        one_in={one.lane: one.one_in for one in ours if one.lane and one.one_in > 1}, recent=_recent(counter, at=at),
        stills=stood,
    )  # fmt: skip


def point_order(
    waiting: Iterable[LiveTicket], *, at: datetime, rule: QueueRule, stood: Sequence[Still]
) -> list[Choice]:
    """Everybody at a point in the order of the rule, whatever windows called before; `stood`: its standstills."""
    return in_turn(waiting, at=at, rule=rule, stills=stood)


def _for_counter(
    counter: Counter, waiting: Sequence[Caller | LiveTicket], *, at: datetime
) -> list[Caller | LiveTicket]:
    serves = set(_served(counter.hromada_id, counter.pk))
    directed = {one.for_counter_id for one in waiting if one.for_counter_id is not None} - {counter.pk}
    manned = _manned(counter, directed, at=at)
    return [
        one
        for one in waiting
        if (one.for_counter_id == counter.pk)
        or (one.for_counter_id not in manned and (not serves or one.service_id in serves))
    ]


@compiled
def _served(hromada_code: str, counter_id: int) -> QuerySet[CounterService, int]:
    rows = CounterService.objects.filter(hromada_id=hromada_code, counter_id=counter_id)
    return rows.order_by().values_list("service_id", flat=True)


def _manned(counter: Counter, directed: set[int], *, at: datetime) -> set[int]:
    """Windows of these where somebody sits; a ticket sent to an empty window is everybody's."""
    if not directed:
        return set()
    rows = Shift.objects.filter(
        hromada_id=counter.hromada_id, counter_id__in=directed, ended_at=None, began_at__gte=midnight(today(at))
    )
    return set(rows.values_list("counter_id", flat=True))


def _recent(counter: Counter, *, at: datetime) -> list[Recent]:
    return [Recent(*row) for row in _by_rule(counter.hromada_id, counter.pk, *day_around(at))]


@compiled
def _by_rule(hromada_code: str, counter_id: int, since: datetime, until: datetime) -> QuerySet[Call, tuple[str, str]]:
    calls = Call.objects.filter(
        hromada_id=hromada_code, counter_id=counter_id, called_at__gte=since, called_at__lt=until
    )
    by_rule = calls.exclude(turn=Turn.CHOSEN).order_by("-called_at", "-pk")
    return by_rule.values_list("lane", "turn")[:_RECENT]


def counter_state(counter: Counter) -> tuple[Ticket, Call] | None:
    """The ticket at a window now, with its call. One query."""
    call = max(_under_way(counter.hromada_id, counter.pk), key=lambda one: one.pk, default=None)
    return (call.ticket, call) if call else None


@compiled
def _under_way(hromada_code: str, counter_id: int) -> QuerySet[Call]:
    calls = Call.objects.filter(hromada_id=hromada_code, counter_id=counter_id, ended_at=None)
    return calls.select_related("ticket__service", "ticket__priority", "ticket__point").order_by()


def calls_of_press(shift: Shift, press: UUID) -> Iterator[Call]:
    """The call a press of the key made, then the newest one of the window. One query when the first is enough."""
    yield from _of_press(shift.hromada_id, press)
    yield from _newest_at(shift.hromada_id, shift.counter_id)


@compiled
def _of_press(hromada_code: str, press: UUID) -> QuerySet[Call]:
    return Call.objects.filter(hromada_id=hromada_code, press=press).select_related("ticket").order_by()


@compiled
def _newest_at(hromada_code: str, counter_id: int) -> QuerySet[Call]:
    calls = Call.objects.filter(hromada_id=hromada_code, counter_id=counter_id)
    return calls.select_related("ticket").order_by("-called_at")[:1]


def access_ticket(actor: Actor, token: UUID, *, at: datetime) -> Ticket:
    """A ticket of one of the actor's points. Refusals: TicketNotFound."""
    ours = policies.visible_tickets(actor, on=today(at)).filter(token=token)
    found = ours.select_related("service", "priority", "point__centre", "counter", "for_counter").first()
    if found is None:
        raise TicketNotFound
    return found


def services_without_window(point: Point, *, at: datetime) -> list[QueueService]:
    """Open queues that no manned window serves: somebody takes a ticket and waits in vain."""
    since = midnight(today(at))
    if _serving_all(point.hromada_id, point.pk, since):
        return []
    served = CounterService.objects.filter(
        hromada_id=point.hromada_id, counter__in=_manned_counters(point.hromada_id, point.pk, since)
    )
    ours = QueueService.objects.filter(hromada_id=point.hromada_id, point=point, is_open=True)
    return list(ours.exclude(pk__in=served.values("service_id")).order_by("order", "pk"))


def _manned_counters(hromada_code: str | None, point_id: int, since: datetime) -> QuerySet[Counter]:
    return Counter.objects.filter(
        hromada_id=hromada_code, point_id=point_id, shifts__ended_at=None, shifts__began_at__gte=since
    )


@compiled
def _serving_all(hromada_code: str | None, point_id: int, since: datetime) -> QuerySet[Counter, int]:
    """A window without a list serves every queue."""
    manned = _manned_counters(hromada_code, point_id, since).filter(serves__isnull=True)
    return manned.order_by().values_list("pk", flat=True)[:1]


def ticket_by_number(point: Point, purpose: str, number: int, *, day: date) -> UUID | None:
    """The token of a ticket by what is printed on it."""
    ours = Ticket.objects.filter(hromada_id=point.hromada_id, point=point, day=day, purpose=purpose, number=number)
    return ours.values_list("token", flat=True).first()


def calls_of(ticket: Ticket) -> list[Call]:
    """Every call of a ticket, newest first."""
    ours = Call.objects.filter(hromada_id=ticket.hromada_id, ticket=ticket).select_related("counter", "user")
    return list(ours.order_by("-called_at", "-pk"))


def people_ahead(ticket: Ticket, *, at: datetime) -> int:
    """How many of the same queue stand before a waiting ticket; 0 for one that does not wait."""
    if ticket.state != State.WAITING:
        return 0
    waiting = [one for one in waiting_now(ticket.point, at=at) if one.service_id == ticket.service_id]
    rule, stood = rule_for(ticket.point, on=ticket.day), stills(pauses_today(ticket.point, at=at))
    keys = [choice.key for choice in point_order(waiting, at=at, rule=rule, stood=stood)]
    return keys.index(ticket.pk) if ticket.pk in keys else 0
