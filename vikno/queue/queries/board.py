"""What a board or a page of the resident may know: numbers and windows. Never a name, a note or a phone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from vikno.common.clock import day_around
from vikno.common.compiled import compiled
from vikno.network.models import Point
from vikno.queue.enums import State
from vikno.queue.models import Call
from vikno.queue.rules import BUSY, number_shown

SHOWN = 6


@dataclass(frozen=True, kw_only=True)
class BoardCall:
    """A number called to a window. `is_now`: the person is being waited for or served there."""

    key: int
    number: str
    counter: str
    called_at: datetime
    times: int
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class BoardState:
    """The last numbers called at a point today, the newest first; a recall is new again."""

    point_id: int
    at: datetime
    calls: tuple[BoardCall, ...]

    @property
    def newest(self) -> BoardCall | None:
        return self.calls[0] if self.calls else None


def board_state(point: Point, *, at: datetime) -> BoardState:
    """One query. A call taken back by mistake is not shown; the same number stands once."""
    calls: dict[str, BoardCall] = {}
    rows = _newest(str(point.hromada_id), point.pk, *day_around(at))
    for key, purpose, number, counter, called_at, times, state, ended_at in rows:
        called = BoardCall(
            key=key, number=number_shown(purpose, number), counter=counter, called_at=called_at, times=times,
            is_now=ended_at is None and State(state) in BUSY,
        )  # fmt: skip
        calls.setdefault(called.number, called)
    return BoardState(point_id=point.pk, at=at, calls=tuple(calls.values())[:SHOWN])


@compiled
def _newest(hromada_code: str, point_id: int, since: datetime, until: datetime) -> QuerySet[Call, tuple[Any, ...]]:
    calls = Call.objects.filter(
        hromada_id=hromada_code, point_id=point_id, last_called_at__gte=since, last_called_at__lt=until
    )
    return calls.exclude(outcome="return").order_by("-last_called_at", "-pk").values_list(
        "pk", "ticket__purpose", "ticket__number", "counter__name", "last_called_at", "times", "ticket__state",
        "ended_at",
    )[: SHOWN * 2]  # fmt: skip
