"""The board of a point: numbers and windows, for everybody in the hall. Nothing else is known here."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from vikno.common import clock
from vikno.queue.boards import Board, board_of


def _tag(request: HttpRequest, point_id: int) -> str | None:
    found = board_of(point_id)
    return f'"{found.tag}"' if found else None


@require_safe
def board(request: HttpRequest, point_id: int) -> HttpResponse:
    """The page of a TV. Without scripts it is loaded anew every few seconds."""
    found = _known(point_id)
    rows = [*found.state.calls, *[None] * (6 - len(found.state.calls))]
    page = {
        "board": found, "newest": rows[0], "rows": rows[1:], "at": clock.now(), "events": _events(request, point_id),
    }  # fmt: skip
    return render(request, "queue/board.html", page)


@require_safe
@cache_control(no_cache=True, private=True)
@etag(_tag)
def board_state(request: HttpRequest, point_id: int) -> HttpResponse:
    """What has changed: a few hundred bytes, or 304 and none."""
    return HttpResponse(_known(point_id).body, content_type="application/json")


# Three hundred boards a second must not open three hundred transactions: the state is bound and read by its keeper.
_outside: Any = (board, board_state)
for _view in _outside:
    _view.outside_transaction = True


def _events(request: HttpRequest, point_id: int) -> str:
    """Where this board hears of calls at once; "" when it can only ask."""
    path = f"/events/boards/{point_id}/"
    if settings.EVENTS_ARE_PROXIED:
        return path
    name = f"http://{request.get_host().rsplit(':', 1)[0]}:"
    return next((host + path for host in settings.EVENTS_HOSTS if host.startswith(name)), "")


def _known(point_id: int) -> Board:
    found = board_of(point_id)
    if found is None:
        raise Http404
    return found
