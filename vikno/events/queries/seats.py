"""One seat by the personal link of whoever it is for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from vikno.common import tenancy
from vikno.common.rows import the_one
from vikno.events import links
from vikno.events.enums import EventState, State
from vikno.events.errors import NoSuchThing
from vikno.events.models import Participant

LINK_LASTS: Final = timedelta(days=90)  # after the event


@contextmanager
def seat_by(token: str, *, at: datetime) -> Iterator[Participant]:
    """Whose the link is; their hromada is bound inside the block. Refusals: NoSuchThing."""
    pk, hromada = links.whose(token)
    with tenancy.standing_in(hromada):
        rows = Participant.objects.filter(pk=pk, hromada_id=hromada)
        found = the_one(rows.select_related("delegation__event", "hromada"))
        if found is None or at > found.delegation.event.ends_at + LINK_LASTS:
            raise NoSuchThing
        yield found


def is_coming(person: Participant) -> bool:
    """Whether the seat is still this person's."""
    return person.state != State.CANCELLED and person.delegation.state == State.CONFIRMED


def may_leave(person: Participant, *, at: datetime) -> bool:
    """As long as staff of the hromada might cancel: until the event begins."""
    event = person.delegation.event
    return is_coming(person) and event.state == EventState.OPEN and at < event.begins_at
