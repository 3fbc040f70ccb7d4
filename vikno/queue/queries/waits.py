"""How many stand before a person and about how long they will wait, from what the office knows at this moment."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from vikno.common.clock import KYIV, midnight, today
from vikno.queue.enums import Move, State
from vikno.queue.models import Call, CounterService, Pause, QueuePause, QueueService, Ticket
from vikno.queue.queries.live import LiveTicket, live_ticket, waiting_now
from vikno.queue.queries.pauses import pause_in_force, pauses_today, stills
from vikno.queue.queries.shifts import open_shifts
from vikno.queue.rules import Live, Still, WaitRange, counted, paused_seconds, wait_range

_CALLS, _RECENT, _SERVICES = 60, 3, 20
_USUAL_DAYS: Final = 56
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one stands: people before them, windows that call this queue, and the range; None: nobody can say.

    `stopped`: the whole queue stands still, and then no range is told.
    """

    ahead: int
    windows: int
    wait: WaitRange | None
    stopped: QueuePause | None = None


def place_of(ticket: Ticket, *, at: datetime) -> Place:
    """The place of a ticket that waits; of any other, nobody is ahead and the wait is over. Six queries."""
    if ticket.state != State.WAITING:
        return Place(ahead=0, windows=0, wait=None)
    return _place(ticket.service, live_ticket(ticket), at=at)


def place_if_came_now(service: QueueService, *, at: datetime) -> Place:
    """The place of somebody who takes a ticket at this moment, without a priority. Five queries."""
    return _place(service, None, at=at)


def _place(service: QueueService, own: LiveTicket | None, *, at: datetime) -> Place:
    lane = [one for one in waiting_now(service.point, at=at) if one.lane == service.lane and one.waits_since <= at]
    ahead = [one for one in lane if own is None or _before(one, own)]
    pauses = pauses_today(service.point, at=at)
    stood, stopped = stills(pauses), pause_in_force(pauses, at=at)
    calls = _calls_today(service, at=at)
    ours = [call for call in calls if call["lane"] == service.lane]
    live = Live(
        ahead=len(ahead), windows=_windows(service, at=at), service=_mean_service(calls, stood),
        recent_waits=tuple(_seconds(call["queued_at"], call["called_at"], stood) for call in ours[:_RECENT]),
        head_wait=max((_seconds(one.queued_at, at, stood) for one in ahead), default=0.0),
        calls_last_hour=sum(call["called_at"] > _hour_ago(at, stood) for call in ours),
        usual=_usual(service.hromada_id, service.point_id, service.lane, today(at), at.astimezone(KYIV).hour),
    )  # fmt: skip
    wait = None if stopped else wait_range(live)
    return Place(ahead=live.ahead, windows=live.windows, wait=wait, stopped=stopped)


def _before(one: LiveTicket, own: LiveTicket) -> bool:
    return (one.turn_at, one.waits_since, one.key) < (own.turn_at, own.waits_since, own.key)


def _windows(service: QueueService, *, at: datetime) -> int:
    """Windows where somebody sits today, not on a pause, that call this queue."""
    serves = CounterService.objects.filter(hromada_id=service.hromada_id, counter=OuterRef("counter"))
    paused = Pause.objects.filter(hromada_id=service.hromada_id, shift=OuterRef("pk"), ended_at=None)
    manned = open_shifts(service.point, at=at)
    return manned.filter(~Exists(paused), Q(~Exists(serves)) | Exists(serves.filter(service=service))).count()


def _calls_today(service: QueueService, *, at: datetime) -> list[dict[str, Any]]:
    calls = Call.objects.filter(
        hromada_id=service.hromada_id, point_id=service.point_id, last_called_at__gte=midnight(today(at)),
        last_called_at__lte=at,
    )  # fmt: skip
    newest = calls.order_by("-last_called_at", "-pk")
    rows = newest.values("lane", "queued_at", "called_at", "started_at", "ended_at", "outcome")[:_CALLS]
    return [dict(row) for row in rows]


def _mean_service(calls: Iterable[dict[str, Any]], stood: Sequence[Still]) -> float | None:
    served = [call for call in calls if call["outcome"] == Move.FINISH and call["started_at"] and call["ended_at"]]
    times = [_seconds(call["started_at"], call["ended_at"], stood) for call in served[:_SERVICES]]
    return fmean(times) if times else None


def _seconds(since: datetime, until: datetime, stood: Sequence[Still]) -> float:
    return counted(since, until, stood).total_seconds()


def _hour_ago(at: datetime, stood: Sequence[Still]) -> datetime:
    """An hour of work back: a standstill within it reaches further."""
    return at - _HOUR - timedelta(seconds=paused_seconds(stood, at - _HOUR, at))


_USUAL = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM called_at - queued_at) - (
    SELECT coalesce(sum(extract(epoch FROM least(ends_at, called_at) - greatest(began_at, queued_at))), 0)
    FROM queue_queuepause AS still
    WHERE still.hromada_id = queue_call.hromada_id AND still.point_id = queue_call.point_id
      AND ends_at > queued_at AND began_at < called_at)) FROM queue_call
WHERE hromada_id = %s AND point_id = %s AND lane = %s AND last_called_at >= %s AND last_called_at < %s
  AND extract(hour FROM called_at AT TIME ZONE 'Europe/Kyiv') = %s
"""


@functools.lru_cache(maxsize=4096)  # only days before today are asked: the answer holds all day
def _usual(hromada_code: str, point_id: int, lane: str, day: date, hour: int) -> float | None:
    """The middle wait of this hour in the last eight weeks, seconds; standstills at a point never overlap."""
    since, until = midnight(day - timedelta(days=_USUAL_DAYS)), midnight(day)
    with connection.cursor() as cursor:
        cursor.execute(_USUAL, [hromada_code, point_id, lane, since, until, hour])
        found = cursor.fetchone()[0]
    return None if found is None else float(found)
