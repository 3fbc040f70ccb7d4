"""An event written anew: a draft freely, an open one within what people have registered for."""

from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Sum

from vikno.common.actors import Actor
from vikno.common.text import web_address
from vikno.events import policies
from vikno.events.enums import EventState, State
from vikno.events.errors import MoveNotAllowed, NothingSaid, NotOpen, QuestionsStand, SessionsOutside, TooFewSeats
from vikno.events.models import Event
from vikno.events.services.answers import require_may_ask
from vikno.events.services.common import held_event, record, short
from vikno.events.services.making import EventFacts, require_sound, unfinished

# What everybody who is registered has planned by.
_TOLD: Final = ("begins_at", "ends_at", "place")


@transaction.atomic
def change_event(*, event: Event, facts: EventFacts, actor: Actor, at: datetime) -> Event:
    """Write facts anew; the number stays. Who is registered is told when the time or the place of an open one changes.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, TimesWrong, HostNotReady, NotOpen, SessionsOutside,
    TooFewSeats, QuestionsStand, FilesAsked.
    """
    held = unfinished(event, actor)
    if held.state == EventState.OPEN and at >= held.begins_at:
        raise NotOpen
    require_sound(facts, held.organisation_id, besides=held)
    _require_fits(held, facts)
    _require_same_questions(held, facts, actor)
    said = {**_plainly(facts), "number": held.number}
    said |= {"title": short(facts.title, 300), "place": short(facts.place, 300), "summary": facts.summary.strip()}
    said["online_url"] = web_address(facts.online_url)
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


@transaction.atomic
def write_host_report(*, event: Event, text: str, actor: Actor, at: datetime) -> Event:
    """What the host says of the visit: by the hromada whose centre received it, or by the programme; everybody reads.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, NothingSaid.
    """
    policies.require_may_tell_of_visit(actor, event)
    held = held_event(event.pk)
    if held.state != EventState.HELD:
        raise MoveNotAllowed(state=held.get_state_display())
    if not text.strip():
        raise NothingSaid
    held.host_report = text.strip()[:8000]
    held.save(update_fields=["host_report"])
    record(actor, "event.host_reported", held, at=at, number=held.number)
    return held


def _plainly(facts: EventFacts) -> dict[str, Any]:
    """Names and values as they are: `asdict` would copy rows that facts lead to."""
    return {each.name: getattr(facts, each.name) for each in fields(facts)}


def _require_same_questions(held: Event, facts: EventFacts, actor: Actor) -> None:
    """A draft may ask anything else; who has registered for an open event has answered what it asked."""
    if facts.questionnaire == held.questionnaire:
        return
    if held.state != EventState.DRAFT:
        raise QuestionsStand
    require_may_ask(facts.questionnaire, actor)


def _require_fits(held: Event, facts: EventFacts) -> None:
    """Seats that were announced and sessions that were named stay inside."""
    there = held.pools.aggregate(n=Sum("capacity"))["n"] or 0
    if facts.capacity < there:
        raise TooFewSeats(least=there)
    inside = held.sessions.filter(begins_at__gte=facts.begins_at, ends_at__lte=facts.ends_at).count()
    if inside < held.sessions.count():
        raise SessionsOutside
