"""The queue as it stands: who waits, in which order a window calls them, and by which rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.network.models import Point
from vikno.queue import policies
from vikno.queue.enums import State, Turn
from vikno.queue.errors import TicketNotFound
from vikno.queue.models import Call, Counter, CounterService, QueueService, Shift, Ticket
from vikno.queue.queries.arranged import rule_for
from vikno.queue.rules import BUSY, Choice, QueueRule, Recent, Waiting, in_turn, number_shown

_RECENT = 24  # calls of a window looked back on: more than any `one_in` of sense


@dataclass(frozen=True, kw_only=True)
class LiveTicket:
    """A waiting ticket with everything a screen says of it."""

    key: int
    token: UUID
    number: str
    purpose: str
    service_id: int
    service: str
    lane: str
    one_in: int
    priority: str
    for_counter_id: int | None
    for_counter: str
    booked_for: datetime | None
    is_late: bool
    waits_since: datetime
    turn_at: datetime
    queued_at: datetime
    note: str

    @property
    def is_booked(self) -> bool:
        return self.booked_for is not None and not self.is_late

    def as_waiting(self) -> Waiting:
        return Waiting(
            key=self.key, waits_since=self.waits_since, turn_at=self.turn_at, lane=self.lane, is_booked=self.is_booked
        )


_COLUMNS = (
    "pk", "token", "purpose", "number", "service_id", "service__name", "service__lane", "service__one_in",
    "priority__name", "for_counter_id", "for_counter__name", "booked_for", "is_late", "waits_since", "turn_at",
    "queued_at", "note",
)  # fmt: skip


def waiting_now(point: Point, *, at: datetime, state: str = State.WAITING) -> list[LiveTicket]:
    """Everybody who waits at a point today, as they came; one query whatever their number."""
    rows = Ticket.objects.filter(hromada_id=point.hromada_id, point=point, day=today(at), state=state)
    return [_live(*row) for row in rows.order_by("turn_at", "waits_since", "pk").values_list(*_COLUMNS)]


def _live(
    key: int, token: UUID, purpose: str, number: int, service_id: int, service: str, lane: str, one_in: int,
    priority: str | None, for_counter_id: int | None, for_counter: str | None, booked_for: datetime | None,
    is_late: bool, waits_since: datetime, turn_at: datetime, queued_at: datetime, note: str,
) -> LiveTicket:  # fmt: skip
    return LiveTicket(
        key=key, token=token, number=number_shown(purpose, number), purpose=purpose, service_id=service_id,
        service=service, lane=lane, one_in=one_in, priority=priority or "", for_counter_id=for_counter_id,
        for_counter=for_counter or "", booked_for=booked_for, is_late=is_late, waits_since=waits_since,
        turn_at=turn_at, queued_at=queued_at, note=note,
    )  # fmt: skip


def live_ticket(ticket: Ticket) -> LiveTicket:
    """One ticket, whatever its state."""
    row = Ticket.objects.filter(hromada_id=ticket.hromada_id, pk=ticket.pk).values_list(*_COLUMNS).get()
    return _live(*row)


def choices_for(
    counter: Counter, *, waiting: Iterable[LiveTicket], at: datetime, rule: QueueRule | None = None
) -> list[Choice]:
    """Who of the waiting is called to a window, in order. Three queries, two when the rule is given."""
    ours = _for_counter(counter, list(waiting))
    if not ours:
        return []
    return in_turn(
        [one.as_waiting() for one in ours], at=at, rule=rule or rule_for(counter.point, on=today(at)),
        one_in={one.lane: one.one_in for one in ours if one.lane and one.one_in > 1}, recent=_recent(counter, at=at),
    )  # fmt: skip


def point_order(waiting: Iterable[LiveTicket], *, at: datetime, rule: QueueRule) -> list[Choice]:
    """Everybody at a point in the order of the rule, whatever windows called before."""
    return in_turn([one.as_waiting() for one in waiting], at=at, rule=rule)


def _for_counter(counter: Counter, waiting: list[LiveTicket]) -> list[LiveTicket]:
    serves = set(CounterService.objects.filter(hromada_id=counter.hromada_id, counter=counter).values_list(
        "service_id", flat=True
    ))  # fmt: skip
    directed = {one.for_counter_id for one in waiting if one.for_counter_id not in (None, counter.pk)}
    manned = _manned(counter, directed)
    return [
        one
        for one in waiting
        if (one.for_counter_id == counter.pk)
        or (one.for_counter_id not in manned and (not serves or one.service_id in serves))
    ]


def _manned(counter: Counter, directed: set[int | None]) -> set[int | None]:
    """Windows of these where somebody sits; a ticket sent to an empty window is everybody's."""
    if not directed:
        return set()
    rows = Shift.objects.filter(hromada_id=counter.hromada_id, counter_id__in=directed, ended_at=None)
    return set(rows.values_list("counter_id", flat=True))


def _recent(counter: Counter, *, at: datetime) -> list[Recent]:
    calls = Call.objects.filter(hromada_id=counter.hromada_id, counter=counter, ticket__day=today(at))
    by_rule = calls.exclude(turn=Turn.CHOSEN).order_by("-called_at", "-pk")
    return [Recent(lane, turn) for lane, turn in by_rule.values_list("lane", "turn")[:_RECENT]]


def counter_state(counter: Counter) -> tuple[Ticket, Call] | None:
    """The ticket at a window now, with its call."""
    ticket = (
        Ticket.objects.filter(hromada_id=counter.hromada_id, counter=counter, state__in=BUSY)
        .select_related("service", "priority", "point")
        .first()
    )
    call = Call.objects.filter(ticket=ticket, ended_at=None).first() if ticket else None
    return (ticket, call) if ticket and call else None


def access_ticket(actor: Actor, token: UUID, *, at: datetime) -> Ticket:
    """A ticket of one of the actor's points. Refusals: TicketNotFound."""
    ours = policies.visible_tickets(actor, on=today(at)).filter(token=token)
    found = ours.select_related("service", "priority", "point__centre", "counter", "for_counter").first()
    if found is None:
        raise TicketNotFound
    return found


def services_without_window(point: Point) -> list[QueueService]:
    """Open queues that no manned window serves: somebody takes a ticket and waits in vain."""
    manned = Counter.objects.filter(
        hromada_id=point.hromada_id, point=point, shifts__ended_at=None, shifts__isnull=False
    )
    if manned.filter(serves__isnull=True).exists():
        return []
    served = CounterService.objects.filter(hromada_id=point.hromada_id, counter__in=manned).values("service_id")
    ours = QueueService.objects.filter(hromada_id=point.hromada_id, point=point, is_open=True)
    return list(ours.exclude(pk__in=served).order_by("order", "pk"))


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
    keys = [choice.key for choice in point_order(waiting, at=at, rule=rule_for(ticket.point, on=ticket.day))]
    return keys.index(ticket.pk) if ticket.pk in keys else 0
