"""A delegation from its request to its seats: registered, approved, offered, confirmed, lapsed, cancelled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.crypto import get_random_string

from vikno.audit.services import Act
from vikno.common.actors import Actor
from vikno.events import policies, rules
from vikno.events.enums import EventState, Move, PoolKind, Post, State
from vikno.events.errors import (
    AlreadyRegistered,
    MoveNotAllowed,
    NeverFits,
    NobodyNamed,
    NoSuchThing,
    NotForYou,
    NotOpen,
    OfferOver,
    TooLate,
)
from vikno.events.models import Delegation, Event, Participant, SeatPool
from vikno.events.services.answers import Said, give_answers
from vikno.events.services.common import act, held_delegation, held_event, moment_shown, record_all, short
from vikno.events.services.line import go_on, move, seat
from vikno.events.services.timetable import free_sessions
from vikno.notifications.enums import Language
from vikno.territories.models import Unit

_DIGITS: Final = "0123456789"
FIRST, USUAL = 1, 2


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """`post`: whom a limit counts; `position`: as it stands on the badge."""

    name: str
    post: Post
    position: str = ""
    needs: str = ""
    email: str = ""


@transaction.atomic
def register_delegation(
    *, event: Event, pool: SeatPool, people: Sequence[PersonFacts], contact: str, actor: Actor, at: datetime,
    answers: Said = MappingProxyType({}), language: str = Language.UKRAINIAN, is_demo: bool = False,
) -> Delegation:  # fmt: skip
    """Ask for seats for everybody named, together. Confirmed at once where it is their turn, else in line.

    `language`: of letters, to the contact and, until they choose another one, to everybody named.
    `answers`: to the questions of the event, once for the delegation; it comes and goes as one.
    Refusals: NotYourMove, NoSuchThing, NotOpen, TooLate, NotForYou, NobodyNamed, AlreadyRegistered, NeverFits,
    QuestionsRetired, AnswersMissing.
    """
    policies.require_may_register(actor)
    held = held_event(event.pk)
    chosen = held.pools.filter(pk=pool.pk).first()
    if chosen is None:
        raise NoSuchThing
    prefetch_related_objects([held], "post_limits")
    named = [one for one in people if short(one.name)]
    hromada = Unit.objects.get(pk=actor.hromada_code)
    _require_may_ask(held, chosen, named, hromada, at=at)
    made = Delegation.objects.create(
        hromada=hromada, organisation_id=held.organisation_id, event=held, pool=chosen, size=len(named),
        priority=FIRST if chosen.kind == PoolKind.RESERVE else USUAL, asked_at=at, contact=short(contact, 200),
        language=language,
        response=give_answers(held, answers, actor=actor, at=at, is_demo=is_demo), is_demo=is_demo,
    )  # fmt: skip
    Participant.objects.bulk_create(
        Participant(
            **made.sides, delegation=made, name=short(one.name, 200), position=short(one.position, 200), post=one.post,
            needs=short(one.needs, 300), email=one.email.strip(), code=get_random_string(10, _DIGITS),
            language=language,
        )
        for one in named
    )  # fmt: skip
    acts = [act("delegation.requested", made, event=held.number, size=made.size)]
    if chosen.kind not in NEEDS_APPROVAL:
        move(made, Move.APPROVE, acts=acts, actor=actor, at=at)
        seat(held, made, acts=acts, actor=actor, at=at)
    record_all(actor, acts, at=at)
    return made


# A regional centre gives its places out itself; the reserve is for hromadas somebody has looked at.
NEEDS_APPROVAL: Final = frozenset({PoolKind.CENTRE, PoolKind.RESERVE})


@transaction.atomic
def approve_delegation(*, delegation: Delegation, actor: Actor, at: datetime) -> Delegation:
    """Let it into the line. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, NotOpen."""
    policies.require_may_run(actor, delegation.event)
    event, one = held_delegation(delegation)
    if event.state != EventState.OPEN or at >= event.begins_at:
        raise NotOpen
    acts: list[Act] = []
    move(one, Move.APPROVE, acts=acts, actor=actor, at=at)
    seat(event, one, acts=acts, actor=actor, at=at)
    record_all(actor, acts, at=at)
    return one


@transaction.atomic
def accept_offer(*, delegation: Delegation, actor: Actor, at: datetime) -> Delegation:
    """The hromada takes the seats in time. Refusals: NotYourMove, NoSuchThing, MoveNotAllowed, NotOpen, OfferOver."""
    policies.require_own(actor, delegation)
    event, one = held_delegation(delegation)
    if event.state != EventState.OPEN:
        raise NotOpen
    if one.state != State.OFFERED or one.offered_until is None:
        raise MoveNotAllowed(state=one.get_state_display())
    if not rules.is_in_time(at, one.offered_until):
        raise OfferOver(moment=moment_shown(one.offered_until))
    acts: list[Act] = []
    move(one, Move.CONFIRM, acts=acts, actor=actor, at=at)
    record_all(actor, acts, at=at)
    return one


@transaction.atomic
def cancel_delegation(*, delegation: Delegation, words: str, actor: Actor, at: datetime) -> Delegation:
    """Not coming, or not invited after all; the seats go on to the line the same moment.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, NotOpen.
    """
    if actor.role in policies.STAFF_OF_PROGRAMME:
        policies.require_may_run(actor, delegation.event)
    else:
        policies.require_own(actor, delegation)
    event, one = held_delegation(delegation)
    if at >= event.begins_at:
        raise NotOpen
    acts: list[Act] = []
    move(one, Move.CANCEL, acts=acts, actor=actor, at=at, words=short(words))
    free_sessions(one)
    go_on(event, one.pool, acts=acts, actor=actor, at=at)
    record_all(actor, acts, at=at)
    return one


@transaction.atomic
def settle_lines(*, organisation_id: int, at: datetime) -> int:
    """Close offers whose hour is over and move every line of a programme; answers how many offers were closed.

    Bound to the programme (`tenancy.working_for_programme`). Again, it changes nothing.
    """
    actor, closed = Actor.system(), 0
    acts: list[Act] = []
    coming = Event.objects.filter(organisation_id=organisation_id, state=EventState.OPEN, begins_at__gt=at)
    for pk in coming.order_by("pk").values_list("pk", flat=True):
        event = held_event(pk)
        for one in event.delegations.filter(state=State.OFFERED, offered_until__lt=at.replace(microsecond=0)):
            move(one, Move.LAPSE, acts=acts, actor=actor, at=at)
            closed += 1
        for pool in event.pools.filter(delegations__state=State.WAITLISTED).distinct():
            go_on(event, pool, acts=acts, actor=actor, at=at)
    record_all(actor, acts, at=at)
    return closed


def _require_may_ask(
    event: Event, pool: SeatPool, people: Sequence[PersonFacts], hromada: Unit, *, at: datetime
) -> None:
    if event.state != EventState.OPEN:
        raise NotOpen
    if not rules.is_in_time(at, event.closes_at):
        raise TooLate(moment=moment_shown(event.closes_at))
    if not people:
        raise NobodyNamed
    if pool.codes and not {hromada.pk, hromada.oblast_id} & set(pool.codes):
        raise NotForYou
    if event.delegations.filter(hromada_id=hromada.pk, state__in=rules.LIVE).exists():
        raise AlreadyRegistered
    most = min(n for n in (pool.capacity, event.per_hromada, event.per_oblast) if n is not None)
    if len(people) > most:
        raise NeverFits(most=most)
    posts = Counter(one.post for one in people)
    for limit in event.post_limits.all():
        if posts[Post(limit.post)] > limit.most:
            raise NeverFits(most=f"{limit.most} ({limit.get_post_display()})")
