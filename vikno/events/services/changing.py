"""An event written anew: a draft freely, an open one within what people have registered for."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Sum

from vikno.common.actors import Actor
from vikno.events.enums import EventState, State
from vikno.events.errors import NotOpen, SessionsOutside, TooFewSeats
from vikno.events.models import Event
from vikno.events.services.common import record, short
from vikno.events.services.making import EventFacts, require_sound, unfinished

# What everybody who is registered has planned by.
_TOLD: Final = ("begins_at", "ends_at", "place")


@transaction.atomic
def change_event(*, event: Event, facts: EventFacts, actor: Actor, at: datetime) -> Event:
    """Write facts anew; the number stays. Who is registered is told when the time or the place of an open one changes.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, TimesWrong, HostNotReady, NotOpen, SessionsOutside,
    TooFewSeats.
    """
    held = unfinished(event, actor)
    if held.state == EventState.OPEN and at >= held.begins_at:
        raise NotOpen
    require_sound(facts, held.organisation_id, besides=held)
    _require_fits(held, facts)
    said = {**asdict(facts), "host": facts.host, "number": held.number}
    said |= {"title": short(facts.title, 300), "place": short(facts.place, 300), "summary": facts.summary.strip()}
    is_told = held.state == EventState.OPEN and any(getattr(held, name) != said[name] for name in _TOLD)
    for name, value in said.items():
        setattr(held, name, value)
    if is_told:
        held.edition, held.changed_at = held.edition + 1, at
        held.delegations.filter(state=State.OFFERED, offered_until__gt=held.begins_at).update(
            offered_until=held.begins_at
        )
    held.save()
    record(actor, "event.changed", held, at=at, number=held.number, edition=held.edition)
    return held


def _require_fits(held: Event, facts: EventFacts) -> None:
    """Seats that were announced and sessions that were named stay inside."""
    there = held.pools.aggregate(n=Sum("capacity"))["n"] or 0
    if facts.capacity < there:
        raise TooFewSeats(least=there)
    inside = held.sessions.filter(begins_at__gte=facts.begins_at, ends_at__lte=facts.ends_at).count()
    if inside < held.sessions.count():
        raise SessionsOutside
