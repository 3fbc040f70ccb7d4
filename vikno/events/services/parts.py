"""Pools and sessions written anew: a pool until registration opens, a session until it begins."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from vikno.common.actors import Actor
from vikno.common.text import web_address
from vikno.events.enums import EventState
from vikno.events.errors import MoveNotAllowed, NoSuchThing, SessionBegun, TooFewSeats, TooManySeats
from vikno.events.models import Event, SeatPool, Session, Speaker
from vikno.events.services.common import record, short
from vikno.events.services.inviting import basis_of, named_by
from vikno.events.services.making import SessionFacts, require_place, unfinished


@transaction.atomic
def change_pool(
    *, pool: SeatPool, capacity: int, codes: Sequence[str], basis: str, actor: Actor, at: datetime, status: str = ""
) -> SeatPool:
    """Seats of a draft anew; the kind stays. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, TooManySeats,
    StatusUnknown, NobodyInvited.
    """
    event = unfinished(pool.event, actor)
    if event.state != EventState.DRAFT:
        raise MoveNotAllowed(state=event.get_state_display())
    others = event.pools.exclude(pk=pool.pk).aggregate(n=Sum("capacity"))["n"] or 0
    if others + capacity > event.capacity:
        raise TooManySeats(most=event.capacity)
    held = event.pools.get(pk=pool.pk)
    held.codes = [one.code for one in named_by(event, status)] if status else list(codes)
    held.capacity, held.basis, held.status = capacity, basis_of(event, status, basis), status
    held.save(update_fields=["capacity", "codes", "basis", "status"])
    record(actor, "event.pool_changed", event, at=at, kind=held.kind, capacity=capacity)
    return held


@transaction.atomic
def change_session(*, session: Session, facts: SessionFacts, actor: Actor, at: datetime) -> Session:
    """Facts anew. Who is registered hears when the hour or the room of an open event's session changes.

    Whose sessions run at one time by this is shown both until they choose.
    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, TimesWrong, RoomBusy, SessionBegun, TooFewSeats.
    """
    event = unfinished(session.event, actor)
    held = event.sessions.select_for_update(of=("self",)).filter(pk=session.pk).first()
    if held is None:
        raise NoSuchThing
    if event.state == EventState.OPEN and at >= held.begins_at:
        raise SessionBegun(title=held.title)
    if facts.seats is not None and facts.seats < held.taken:
        raise TooFewSeats(least=held.taken)
    room = require_place(event, facts, besides=held)
    is_moved = (held.begins_at, held.ends_at, held.room) != (facts.begins_at, facts.ends_at, room)
    said = {
        "title": short(facts.title, 300), "room": room, "begins_at": facts.begins_at, "ends_at": facts.ends_at,
        "materials_url": web_address(facts.materials_url), "seats": facts.seats,
    }  # fmt: skip
    for name, value in said.items():
        setattr(held, name, value)
    held.save(update_fields=list(said))
    _speak(held, facts.speakers)
    if is_moved and event.state == EventState.OPEN:
        _tell(event, at=at)
    record(actor, "event.session_changed", event, at=at, session=held.pk, edition=event.edition)
    return held


def _speak(session: Session, speakers: Sequence[tuple[str, str, str]]) -> None:
    """Who speaks anew; a form names no hromada, so whoever stays keeps theirs."""
    kept = dict(session.speakers.values_list("name", "unit_id"))
    session.speakers.all().delete()
    Speaker.objects.bulk_create(
        Speaker(
            session=session, name=short(name, 200), post=short(post, 200),
            unit_id=code or kept.get(short(name, 200)),
        )
        for name, post, code in speakers
        if short(name)
    )  # fmt: skip


def _tell(event: Event, *, at: datetime) -> None:
    event.edition, event.changed_at = event.edition + 1, at
    event.save(update_fields=["edition", "changed_at"])
