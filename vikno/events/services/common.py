"""What every write of this room does: hold the event, leave a line in the journal."""

from collections.abc import Sequence
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


def act(action: str, subject: Any, **facts: Any) -> Act:
    """A line for the journal, to be written with the others of one press."""
    return Act(action=action, subject=subject, facts={key: str(value) for key, value in facts.items()})


def record_all(actor: Actor, acts: Sequence[Act], *, at: datetime) -> None:
    """Lines in the chain of whoever acts: the hromada's own, or the national one for a programme."""
    if acts:
        with tenancy.standing_in(actor.hromada_code):
            audit.record_all(acts, actor=actor, at=at, hromada_code=actor.hromada_code)


def record(actor: Actor, action: str, subject: Any, *, at: datetime, **facts: Any) -> None:
    """One line."""
    record_all(actor, [act(action, subject, **facts)], at=at)


def short(text: str, most: int = 500) -> str:
    return clean(text)[:most]


def moment_shown(moment: datetime) -> str:
    return f"{moment.astimezone(KYIV):%d.%m.%Y %H:%M}"
