"""What boards ask for every second, kept for a second: three hundred of them cost one look at the queue a point.

Kept in the memory of each process, outside any request's transaction: a board without a session asks the database
nothing, and one that has the newest state already is answered without a body.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from vikno.common import clock, tenancy
from vikno.network import queries as network
from vikno.network.enums import SERVING
from vikno.network.models import Point
from vikno.queue import queries
from vikno.queue.queries import BoardState

FRESH_SECONDS: Final = 1.0
_PLACE_SECONDS: Final = 10.0  # the name, state and notice of a point change rarely


@dataclass(frozen=True, kw_only=True)
class Board:
    """What a board shows; `tag` changes when, and only when, something on it does."""

    point: Point
    state: BoardState
    is_serving: bool
    notice: str
    notice_en: str
    tag: str
    body: bytes


@dataclass(kw_only=True)
class _Kept[T]:
    """A value made anew at most once in so many seconds, by one thread while the others wait for it."""

    seconds: float
    made: T | None = None
    until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, make: Callable[[], T]) -> T:
        with self.lock:
            if self.made is None or time.monotonic() >= self.until:
                self.made, self.until = make(), time.monotonic() + self.seconds
            return self.made

    def pass_over(self) -> None:
        """What is kept is old now, whatever its age."""
        self.until = 0.0


@dataclass(frozen=True, kw_only=True)
class _Place:
    point: Point
    is_serving: bool
    notice: str
    notice_en: str


_boards: dict[int, _Kept[Board]] = {}
_places: dict[int, _Kept[_Place]] = {}


def board_of(point_id: int) -> Board | None:
    """The board of a point as of this second; None for an unknown point or one without a hromada."""
    if point_id not in _boards:
        if not Point.objects.filter(pk=point_id).exclude(hromada=None).exists():
            return None
        _places.setdefault(point_id, _Kept(seconds=_PLACE_SECONDS))
        _boards.setdefault(point_id, _Kept(seconds=FRESH_SECONDS))
    return _boards[point_id].get(lambda: _made(point_id))


def fresh_board(point_id: int) -> Board | None:
    """The board of a point as of now, for whoever has heard that something happened there."""
    for kept in (_boards.get(point_id), _places.get(point_id)):
        if kept is not None:
            kept.pass_over()
    return board_of(point_id)


def forget() -> None:
    """For tests, and for whoever has just changed what every board must show at once."""
    _boards.clear()
    _places.clear()


def _made(point_id: int) -> Board:
    place = _places[point_id].get(lambda: _place(point_id))
    with tenancy.working_for(place.point.hromada_id or ""):
        state = queries.board_state(place.point, at=clock.now())
    calls = [[call.number, call.counter, call.times, int(call.is_now)] for call in state.calls]
    said = {"calls": calls, "notice": place.notice, "notice_en": place.notice_en, "is_serving": place.is_serving}
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    tag = hashlib.blake2s(body, digest_size=6).hexdigest()
    return Board(
        point=place.point, state=state, is_serving=place.is_serving, notice=place.notice, notice_en=place.notice_en,
        tag=tag, body=body,
    )  # fmt: skip


def _place(point_id: int) -> _Place:
    point = Point.objects.select_related("centre").get(pk=point_id)
    status = network.point_state_now([point_id], clock.now()).get(point_id)
    return _Place(
        point=point, is_serving=status is None or status.state in SERVING,
        notice=status.notice if status else "", notice_en=status.notice_en if status else "",
    )  # fmt: skip
