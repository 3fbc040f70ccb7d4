"""One seat of a confirmed delegation: its sessions, its giving up; by staff of the hromada or by the personal link."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from vikno.audit.services import Act
from vikno.common.actors import Actor
from vikno.events import policies
from vikno.events.enums import EventState, Move, State
from vikno.events.errors import MoveNotAllowed, NotOpen
from vikno.events.models import Delegation, Participant, Session
from vikno.events.queries.seats import seat_by
from vikno.events.services.common import held_delegation, record, record_all
from vikno.events.services.line import go_on, move
from vikno.events.services.timetable import free_sessions, free_sessions_of, set_timetable
from vikno.notifications.enums import Language


@transaction.atomic
def give_up_seat(*, person: Participant, actor: Actor, at: datetime) -> Delegation:
    """One person does not come; the others do, and the seat goes on to the line the same moment.

    Refusals: NotYourMove, NoSuchThing, MoveNotAllowed, NotOpen.
    """
    policies.require_own(actor, person)
    return _given_up(person, actor=actor, at=at)


@transaction.atomic
def give_up_seat_by_link(*, token: str, at: datetime) -> Delegation:
    """The same by whoever holds the personal link. Refusals: NoSuchThing, MoveNotAllowed, NotOpen."""
    with seat_by(token, at=at) as person:
        return _given_up(person, actor=policies.holder_of_link(person), at=at)


@transaction.atomic
def choose_sessions_by_link(*, token: str, sessions: Collection[int], at: datetime) -> list[Session]:
    """The person's whole timetable anew. Refusals: NoSuchThing, TimetableClosed, SessionsClash, SessionFull,
    SessionBegun.
    """
    with seat_by(token, at=at) as person:
        return set_timetable(person, sessions, actor=policies.holder_of_link(person), at=at)


@transaction.atomic
def choose_language_by_link(*, token: str, language: Language, at: datetime) -> Participant:
    """Of letters to this person from now on; those that were written stay. Refusals: NoSuchThing."""
    with seat_by(token, at=at) as person:
        person.language = language
        person.save(update_fields=["language"])
        actor = policies.holder_of_link(person)
        record(actor, "participant.language_chosen", person, at=at, language=language.value)
        return person


def _given_up(person: Participant, *, actor: Actor, at: datetime) -> Delegation:
    event, one = held_delegation(person.delegation)
    if event.state != EventState.OPEN or at >= event.begins_at:
        raise NotOpen
    held = one.people.select_for_update(of=("self",)).get(pk=person.pk)
    if one.state != State.CONFIRMED or held.state != State.CONFIRMED:
        raise MoveNotAllowed(state=State.CANCELLED.label if held.state == State.CANCELLED else one.get_state_display())
    acts: list[Act] = []
    if one.size == 1:  # who comes alone takes the whole delegation away
        move(one, Move.CANCEL, acts=acts, actor=actor, at=at, person=held)
        free_sessions(one)
    else:
        _off_the_list(held, one)
        move(one, Move.LEAVE, acts=acts, actor=actor, at=at, person=held)
    go_on(event, one.pool, acts=acts, actor=actor, at=at)
    record_all(actor, acts, at=at)
    return one


def _off_the_list(person: Participant, one: Delegation) -> None:
    """The size of the delegation and the count of the pool follow by themselves."""
    person.state = State.CANCELLED
    person.save(update_fields=["state"])
    free_sessions_of(person)
    one.refresh_from_db(fields=["size"])
