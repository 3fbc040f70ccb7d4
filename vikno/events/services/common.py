"""What every write of this room does: hold the event, see the whole line, leave a line in the journal."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from vikno.audit import services as audit
from vikno.audit.services import Act
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.common.text import clean
from vikno.events.errors import NoSuchThing
from vikno.events.models import Delegation, Event


def held_event(pk: int) -> Event:
    """The event as it is now, nobody else's until the end of the transaction: one at a time decides about its seats."""
    for one in Event.objects.select_for_update(of=("self",)).filter(pk=pk):
        return one
    raise NoSuchThing


def held_delegation(row: Delegation) -> tuple[Event, Delegation]:
    """The event first, then the delegation: everybody locks in this order."""
    event = held_event(row.event_id)
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("pool")
    for one in rows.filter(pk=row.pk, hromada_id=row.hromada_id, organisation_id=event.organisation_id):
        return event, one
    raise NoSuchThing


@contextmanager
def seeing_line(event: Event) -> Iterator[None]:
    """The whole line of an event is seen, whoever presses: a place in it depends on the others.

    Nothing of another hromada leaves the block but a number and the moves of the line itself.
    """
    before = tenancy.bound_programme()
    tenancy.bind_programme(event.organisation_id)
    try:
        yield
    finally:
        tenancy.bind_programme(before)


def act(action: str, subject: Any, **facts: Any) -> Act:
    """A line for the journal, to be written with the others of one press."""
    return Act(action=action, subject=subject, facts={key: str(value) for key, value in facts.items()})


def record_all(actor: Actor, acts: Sequence[Act], *, at: datetime) -> None:
    """Lines in the chain of whoever acts: the hromada's own, or the national one for a programme."""
    if acts:
        with standing_in(actor.hromada_code):
            audit.record_all(acts, actor=actor, at=at, hromada_code=actor.hromada_code)


def record(actor: Actor, action: str, subject: Any, *, at: datetime, **facts: Any) -> None:
    """One line."""
    record_all(actor, [act(action, subject, **facts)], at=at)


@contextmanager
def standing_in(hromada_code: str) -> Iterator[None]:
    """A line of the journal and a message belong to a hromada: it is bound while they are written."""
    before = tenancy.bound()
    if before == hromada_code:
        yield
        return
    tenancy.bind(hromada_code)
    try:
        yield
    finally:
        tenancy.bind(before)


def short(text: str, most: int = 500) -> str:
    return clean(text)[:most]


def moment_shown(moment: datetime) -> str:
    return f"{moment.astimezone(KYIV):%d.%m.%Y %H:%M}"
