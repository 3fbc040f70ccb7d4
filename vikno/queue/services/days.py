"""The day is closed: whoever still waits has left, visits nobody closed are capped and marked, notes are wiped."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from vikno.appointments import queries as appointments
from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import midnight, today
from vikno.network.models import Point
from vikno.queue import policies, queries
from vikno.queue.enums import Move, State
from vikno.queue.errors import DayAlreadyClosed
from vikno.queue.models import Call, Pause, Shift, Ticket
from vikno.queue.rules import BUSY, QueueRule, capped_end
from vikno.queue.services.booked import mark_missed

_LOOKED_BACK: Final = timedelta(days=7)  # of bookings nobody marked


@transaction.atomic
def close_day(*, point: Point, day: date, actor: Actor, at: datetime) -> int:
    """Close a day of a point; answers how many tickets it closed. Closed again, nothing changes.

    Booked people who never came are marked so, where reception receives them. Nobody of today may wait while windows
    are manned. Refusals: NotYourPoint, DayAlreadyClosed.
    """
    policies.require_may_serve(actor, point, at=at)
    live = Ticket.objects.select_for_update().filter(
        hromada_id=point.hromada_id, point=point, day=day, state__in=[State.WAITING, State.POSTPONED, *BUSY]
    )
    tickets = list(live.order_by("pk"))
    waiting = sum(ticket.state == State.WAITING for ticket in tickets)
    if waiting and day >= today(at) and not actor.is_system and queries.open_shifts(point, at=at).exists():
        raise DayAlreadyClosed(waiting=waiting)
    mark_missed(days=[(point, day)], actor=actor, at=at)
    rule = queries.rule_for(point, on=day)
    moment = min(at, midnight(day).replace(hour=23, minute=59))
    capped = sum(_close(ticket, rule=rule, at=moment) for ticket in tickets)
    shifts = _end_shifts(point, day=day, at=moment)
    wiped = _wipe(point, day)
    if tickets or shifts or wiped:
        audit.record(
            actor=actor, action="queue.day_closed", subject=point, at=at, hromada_code=point.hromada_id or "",
            facts={"day": day.isoformat(), "closed": len(tickets), "capped": capped, "shifts": shifts},
        )  # fmt: skip
    return len(tickets)


@transaction.atomic
def close_past_days(*, hromada_code: str, at: datetime) -> int:
    """Days before today that nobody closed, of every point of a hromada: by the clock."""
    actor = Actor.system(hromada_code)
    left = Ticket.objects.filter(hromada_id=hromada_code, day__lt=today(at))
    open_days = left.filter(Q(state__in=[State.WAITING, State.POSTPONED, *BUSY]) | ~Q(note="") | ~Q(phone=""))
    found = list(open_days.order_by("point", "day").values_list("point", "day").distinct())
    shifts = Shift.objects.filter(hromada_id=hromada_code, ended_at=None, began_at__lt=midnight(today(at)))
    found += [(shift.counter.point_id, today(shift.began_at)) for shift in shifts.select_related("counter")]
    unmarked = appointments.days_unmarked(hromada_code, since=today(at) - _LOOKED_BACK, before=today(at))
    points = Point.objects.in_bulk([point for point, _day in [*found, *unmarked]])
    mark_missed(days=[(points[key], day) for key, day in unmarked], actor=actor, at=at)
    return sum(close_day(point=points[key], day=day, actor=actor, at=at) for key, day in dict.fromkeys(found))


def _close(ticket: Ticket, *, rule: QueueRule, at: datetime) -> bool:
    """Close one; answers whether it was capped."""
    is_served = ticket.state in BUSY
    call = Call.objects.filter(ticket=ticket, ended_at=None).first() if is_served else None
    ended_at = at
    if call is not None:
        began_at = call.started_at or call.last_called_at
        ended_at = capped_end(began_at=began_at, closed_at=at, cap_minutes=rule.cap_minutes)
        call.is_start_assumed = call.started_at is None
        call.started_at, call.ended_at, call.outcome, call.is_capped = began_at, ended_at, Move.FINISH, True
        call.save(update_fields=["started_at", "ended_at", "outcome", "is_capped", "is_start_assumed"])
    ticket.state = State.DONE if is_served else State.ABANDONED
    ticket.counter, ticket.closed_at, ticket.is_capped = None, max(ended_at, ticket.arrived_at), is_served
    ticket.save(update_fields=["state", "counter", "closed_at", "is_capped"])
    return is_served


def _end_shifts(point: Point, *, day: date, at: datetime) -> int:
    shifts = Shift.objects.filter(hromada_id=point.hromada_id, counter__point=point, ended_at=None, began_at__lte=at)
    ours = [shift for shift in shifts.order_by("pk") if today(shift.began_at) <= day]
    for shift in ours:
        Pause.objects.filter(hromada_id=point.hromada_id, shift=shift, ended_at=None).update(ended_at=at)
        shift.ended_at, shift.is_capped = at, True
        shift.save(update_fields=["ended_at", "is_capped"])
    return len(ours)


def _wipe(point: Point, day: date) -> int:
    """Notes and phones go with the day."""
    ours = Ticket.objects.filter(hromada_id=point.hromada_id, point=point, day=day)
    return ours.exclude(note="", phone="").update(note="", phone="")
