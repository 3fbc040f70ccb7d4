"""An event put together: facts, host, pools of seats, sessions; opened, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import web_address
from vikno.events import policies, rules
from vikno.events.enums import EventKind, EventState, HostKind, PoolKind
from vikno.events.errors import (
    AlreadyThere,
    HostNotReady,
    MoveNotAllowed,
    NoSeatsYet,
    NoSuchThing,
    NumberTaken,
    RoomBusy,
    TimesWrong,
    TooManySeats,
)
from vikno.events.models import Event, Host, SeatPool, Session, Speaker
from vikno.events.services.answers import require_is_answered_now, require_may_ask
from vikno.events.services.common import held_event, record, short
from vikno.events.services.inviting import basis_of, freeze_if_open, named_by
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.territories.enums import Category
from vikno.territories.models import Unit


@dataclass(frozen=True, kw_only=True)
class HostFacts:
    """`unit_code`: КАТОТТГ of the hromada where the centre is."""

    unit_code: str
    title: str
    kind: HostKind
    learn: str
    capacity: int
    rest_days: int = 0


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    number: str
    kind: EventKind
    title: str
    begins_at: datetime
    ends_at: datetime
    closes_at: datetime
    capacity: int
    summary: str = ""
    place: str = ""
    online_url: str = ""
    host: Host | None = None
    dimensions: Sequence[str] = ()
    per_hromada: int | None = None
    per_oblast: int | None = None
    hold_hours: int = 24
    offer_hours: int = 24
    questionnaire: QuestionnaireVersion | None = None


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """`speakers`: (name, post, КАТОТТГ of the hromada or ""); `seats`: None for everybody."""

    title: str
    begins_at: datetime
    ends_at: datetime
    room: str = ""
    materials_url: str = ""
    seats: int | None = None
    speakers: Sequence[tuple[str, str, str]] = ()


@transaction.atomic
def add_host(*, facts: HostFacts, actor: Actor, at: datetime, is_demo: bool = False) -> Host:
    """A centre that receives visits. Refusals: NotYourMove, NoSuchThing."""
    organisation = policies.of_programme(actor)
    unit = Unit.objects.filter(pk=facts.unit_code, category=Category.HROMADA, removed_on=None).first()
    if unit is None:
        raise NoSuchThing
    made = Host.objects.create(
        organisation_id=organisation, unit=unit, title=short(facts.title, 300), kind=facts.kind,
        learn=facts.learn.strip(), capacity=facts.capacity, rest_days=facts.rest_days, is_demo=is_demo,
    )  # fmt: skip
    record(actor, "host.added", made, at=at, unit=unit.pk)
    return made


@transaction.atomic
def draft_event(*, facts: EventFacts, actor: Actor, at: datetime, is_demo: bool = False) -> Event:
    """Begin one. Refusals: NotYourMove, NoSuchThing, NumberTaken, TimesWrong, HostNotReady, FilesAsked."""
    organisation = policies.of_programme(actor)
    require_sound(facts, organisation)
    require_may_ask(facts.questionnaire, actor)
    made = Event.objects.create(
        organisation_id=organisation, number=facts.number, kind=facts.kind, title=short(facts.title, 300),
        summary=facts.summary.strip(), place=short(facts.place, 300), host=facts.host,
        online_url=web_address(facts.online_url), dimensions=list(facts.dimensions),
        begins_at=facts.begins_at, ends_at=facts.ends_at, closes_at=facts.closes_at, capacity=facts.capacity,
        per_hromada=facts.per_hromada, per_oblast=facts.per_oblast, hold_hours=facts.hold_hours,
        offer_hours=facts.offer_hours, questionnaire=facts.questionnaire, created_at=at, created_by_name=actor.name,
        is_demo=is_demo,
    )  # fmt: skip
    record(actor, "event.drafted", made, at=at, number=made.number)
    return made


@transaction.atomic
def add_pool(
    *, event: Event, kind: PoolKind, capacity: int, codes: Sequence[str], basis: str, actor: Actor, at: datetime,
    status: str = "",
) -> SeatPool:  # fmt: skip
    """Seats of one way in; all together never more than the event has.

    `status`: whom the records name by it on the day of the event, instead of `codes`.
    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, AlreadyThere, TooManySeats, StatusUnknown, NobodyInvited.
    """
    held = unfinished(event, actor)
    if held.pools.filter(kind=kind).exists():
        raise AlreadyThere
    there = held.pools.aggregate(n=Sum("capacity"))["n"] or 0
    if there + capacity > held.capacity:
        raise TooManySeats(most=held.capacity)
    named = [one.code for one in named_by(held, status)] if status else list(codes)
    made = SeatPool.objects.create(
        event=held, kind=kind, capacity=capacity, codes=named, basis=basis_of(held, status, basis), status=status
    )
    freeze_if_open(made, at=at)
    record(actor, "event.pool_added", held, at=at, kind=kind, capacity=capacity)
    return made


@transaction.atomic
def add_session(*, event: Event, facts: SessionFacts, actor: Actor, at: datetime) -> Session:
    """A part of the programme. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, TimesWrong, RoomBusy."""
    held = unfinished(event, actor)
    room = require_place(held, facts)
    made = Session.objects.create(
        event=held, title=short(facts.title, 300), room=room, begins_at=facts.begins_at, ends_at=facts.ends_at,
        materials_url=web_address(facts.materials_url), seats=facts.seats,
    )  # fmt: skip
    Speaker.objects.bulk_create(
        Speaker(session=made, name=short(name, 200), post=short(post, 200), unit_id=code or None)
        for name, post, code in facts.speakers
        if short(name)
    )
    record(actor, "event.session_added", held, at=at, session=made.pk)
    return made


@transaction.atomic
def open_event(*, event: Event, actor: Actor, at: datetime) -> Event:
    """Everybody sees it, hromadas register; whom statuses invite is written down. Refusals: NoSuchThing, NotYourMove,
    MoveNotAllowed, NoSeatsYet, QuestionsRetired, StatusUnknown, NobodyInvited.
    """
    held = unfinished(event, actor)
    if held.state != EventState.DRAFT:
        raise MoveNotAllowed(state=held.get_state_display())
    if not held.pools.exists():
        raise NoSeatsYet
    require_is_answered_now(held)
    _put(held, EventState.OPEN, "event.opened", actor=actor, at=at)
    for pool in held.pools.exclude(status=""):
        freeze_if_open(pool, at=at)
    return held


@transaction.atomic
def cancel_event(*, event: Event, actor: Actor, at: datetime) -> Event:
    """Not held; registrations stay as they are for the record. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed."""
    return _put(unfinished(event, actor), EventState.CANCELLED, "event.cancelled", actor=actor, at=at)


def _put(held: Event, state: EventState, action: str, *, actor: Actor, at: datetime) -> Event:
    held.state = state
    held.save(update_fields=["state"])
    record(actor, action, held, at=at, number=held.number)
    return held


def unfinished(event: Event, actor: Actor) -> Event:
    """Held for a change: a draft, or open for registration."""
    policies.require_may_run(actor, event)
    held = held_event(event.pk)
    if held.state not in (EventState.DRAFT, EventState.OPEN):
        raise MoveNotAllowed(state=held.get_state_display())
    return held


def require_place(event: Event, facts: SessionFacts, *, besides: Session | None = None) -> str:
    """The room, free at that hour inside the event. `besides`: the session that is written anew."""
    if not event.begins_at <= facts.begins_at < facts.ends_at <= event.ends_at:
        raise TimesWrong
    room = short(facts.room, 100)
    others = event.sessions.exclude(pk=besides.pk) if besides else event.sessions.all()
    if room and others.filter(room=room, begins_at__lt=facts.ends_at, ends_at__gt=facts.begins_at).exists():
        raise RoomBusy
    return room


def require_sound(facts: EventFacts, organisation: int, *, besides: Event | None = None) -> None:
    """Times in their order, a number nobody has, a host that is ready. `besides`: the event that is written anew."""
    if besides is None and Event.objects.filter(number=facts.number).exists():
        raise NumberTaken
    if not facts.closes_at <= facts.begins_at < facts.ends_at:
        raise TimesWrong
    if facts.host is not None:
        _require_host(facts.host, facts, organisation, besides)


def _require_host(host: Host, facts: EventFacts, organisation: int, besides: Event | None) -> None:
    """Held until the end of the transaction: two visits are not drafted for one day at once."""
    kept = Host.objects.select_for_update().filter(pk=host.pk, organisation_id=organisation).first()
    if kept is None:
        raise NoSuchThing
    held = [one for one in kept.events.exclude(state=EventState.CANCELLED) if one != besides]
    others = [today(one.begins_at) for one in held]
    is_rested = rules.is_rested(today(facts.begins_at), others=others, rest_days=kept.rest_days)
    if facts.capacity > kept.capacity or not is_rested:
        raise HostNotReady(most=kept.capacity, days=kept.rest_days)
