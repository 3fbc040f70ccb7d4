"""Booked people of today as reception sees them: rows ready for the template, found by number, name or time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.timezone import localtime

from vikno.appointments import queries as appointments
from vikno.common.components import StatusKind
from vikno.common.identifiers import ungrouped
from vikno.common.text import fold
from vikno.queue.enums import BookedState, State
from vikno.queue.models import Call, Ticket
from vikno.queue.queries import BookedPerson

_KINDS: Final[dict[BookedState, StatusKind]] = {
    BookedState.EXPECTED: "waiting", BookedState.LATE: "late", BookedState.CAME: "progress",
    BookedState.HERE: "progress", BookedState.SERVING: "progress", BookedState.SERVED: "done",
    BookedState.LEFT: "closed", BookedState.MISSED: "closed",
}  # fmt: skip
_OVER: Final = frozenset({BookedState.SERVED, BookedState.LEFT, BookedState.MISSED})
_MAY_COME: Final = frozenset({BookedState.EXPECTED, BookedState.LATE, BookedState.CAME, BookedState.MISSED})


@dataclass(frozen=True, kw_only=True)
class BookedRow:
    """One booked person with what may be pressed; `key`: a digit for the first nine."""

    person: BookedPerson
    kind: StatusKind
    may_receive: bool
    key: str


def still_to_come(people: Sequence[BookedPerson]) -> list[BookedPerson]:
    """Everybody whose visit is not over."""
    return [one for one in people if one.state not in _OVER]


def found(people: Sequence[BookedPerson], said: str) -> list[BookedPerson]:
    """Those whose number, name or time holds what was typed."""
    digits, words, hour = ungrouped(said), fold(said), said.strip().replace(".", ":").lstrip("0")
    return [
        one
        for one in people
        if (digits.isdecimal() and digits in one.booking.number)
        or (words and words in fold(one.booking.name))
        or (":" in hour and f"{localtime(one.booking.starts_at):%H:%M}".lstrip("0").startswith(hour))
    ]


def rows_of(people: Sequence[BookedPerson]) -> list[BookedRow]:
    """Rows in the order given; digits for the first nine who may be received."""
    rows, given = [], 0
    for one in people:
        may_receive = one.ticket is None and one.state in _MAY_COME
        given += may_receive
        key = str(given) if may_receive and given < 10 else ""
        rows.append(BookedRow(person=one, kind=_KINDS[one.state], may_receive=may_receive, key=key))
    return rows


def of_ticket(ticket: Ticket, calls: Sequence[Call]) -> dict[str, Any]:
    """The booking a ticket was given for, and whether it may be put back: nobody has called it yet."""
    booking = None
    if ticket.booking_key is not None:
        hromada, point = ticket.hromada_id, ticket.point_id
        booking = appointments.booking_of_key(hromada, point, ticket.booking_key, on=ticket.day)
    is_untouched = ticket.state in (State.WAITING, State.POSTPONED) and not calls
    return {"booking": booking, "may_undo": booking is not None and is_untouched}
