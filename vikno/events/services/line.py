"""The line of a pool: read whole, decided by the rules, moved by the table. The event is held by whoever calls."""

from datetime import datetime, timedelta
from typing import TypedDict

from vikno.audit.services import Act
from vikno.common.actors import Actor
from vikno.events import rules
from vikno.events.enums import EventState, Move, State
from vikno.events.errors import MoveNotAllowed
from vikno.events.models import Delegation, DelegationStep, Event, Participant, SeatPool
from vikno.events.queries.line import groups_of, room_of, seeing_line
from vikno.events.services.answers import close_answers
from vikno.events.services.common import act


class Hand(TypedDict):
    """Who presses, when, and the lines of the journal so far."""

    acts: list[Act]
    actor: Actor
    at: datetime


def move(
    one: Delegation, how: Move, *, acts: list[Act], actor: Actor, at: datetime, words: str = "",
    until: datetime | None = None, person: Participant | None = None,
) -> Delegation:  # fmt: skip
    """One move by the table, with its step. `person`: whose seat it is about. Refusals: MoveNotAllowed.

    Its line of the journal joins `acts`; whoever began writes them together, at the end of the press.
    """
    state = rules.after(one.state, how)
    if state is None:
        raise MoveNotAllowed(state=one.get_state_display())
    if state == State.CONFIRMED != one.state:
        close_answers(one, actor=actor, at=at)
    one.state, one.offered_until = state, until
    if state != State.WAITLISTED:
        one.held_until = None
    one.save(update_fields=["state", "offered_until", "held_until", "passed"])
    DelegationStep.objects.create(
        **one.sides, delegation=one, move=how, state_after=state, words=words, at=at, by_name=actor.name,
        by_role=actor.role, person=person,
    )  # fmt: skip
    acts.append(act(f"delegation.{how.value}", one, state=state, size=one.size))
    return one


def seat(event: Event, newcomer: Delegation, *, acts: list[Act], actor: Actor, at: datetime) -> None:
    """An approved one stands in line with the others; it is confirmed at once where its turn is now.

    Its pool was read after the event was held, so nobody else has taken a seat since.
    """
    with seeing_line(event):
        run_line(event, newcomer.pool, acts=acts, actor=actor, at=at, newcomer=newcomer)


def go_on(event: Event, pool: SeatPool, *, acts: list[Act], actor: Actor, at: datetime) -> None:
    """Seats that came free are offered, while anybody may still come."""
    if event.state == EventState.OPEN and at < event.begins_at:
        pool.refresh_from_db(fields=["taken", "capacity"])  # the database has counted what the press gave back
        with seeing_line(event):
            run_line(event, pool, acts=acts, actor=actor, at=at)


def run_line(
    event: Event, pool: SeatPool, *, acts: list[Act], actor: Actor, at: datetime, newcomer: Delegation | None = None
) -> list[Delegation]:
    """Offer what is free to whose turn it is. Call it inside `seeing_line`. Answers whom seats were offered.

    Where nothing is free nobody's turn can have come: the line is not even read.
    """
    hand: Hand = {"acts": acts, "actor": actor, "at": at}
    if pool.capacity <= pool.taken:
        if newcomer is not None:
            move(newcomer, Move.WAIT, **hand)
        return []
    waiting = {one.pk: one for one in _waiting(pool)}
    if newcomer is not None:
        waiting[newcomer.pk] = newcomer
    line = list(waiting.values())
    hold = timedelta(hours=event.hold_hours)
    made = rules.choose(groups_of(event, line, at=at), room_of(event, pool, line), hold=hold, at=at)
    if newcomer is not None:
        is_seated = newcomer.pk in {one.pk for one in made.offered}
        move(newcomer, Move.CONFIRM if is_seated else Move.WAIT, **hand)
    for one in made.passed:
        _keep(waiting[one.pk], until=None, passed=one.passed + 1)
    if made.kept_for is not None:
        _keep(waiting[made.kept_for.pk], until=made.kept_until, passed=made.kept_for.passed)
    others = [waiting[one.pk] for one in made.offered if newcomer is None or one.pk != newcomer.pk]
    until = rules.offer_until(at, hours=event.offer_hours, is_working=rules.is_weekday, latest=event.begins_at)
    return [move(one, Move.OFFER, until=until, **hand) for one in others]


def _waiting(pool: SeatPool) -> list[Delegation]:
    rows = Delegation.objects.filter(pool=pool, state=State.WAITLISTED).order_by("pk")
    return list(rows.select_related("hromada").select_for_update(of=("self",)))


def _keep(one: Delegation, *, until: datetime | None, passed: int) -> None:
    one.held_until, one.passed = until, passed
    one.save(update_fields=["held_until", "passed"])
