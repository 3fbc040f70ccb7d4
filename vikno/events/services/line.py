"""The line of a pool: read whole, decided by the rules, moved by the table. The event is held by whoever calls."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from django.db.models import Count, Sum

from vikno.audit.services import Act
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.events import rules
from vikno.events.enums import EventState, Move, State
from vikno.events.errors import MoveNotAllowed
from vikno.events.models import Delegation, DelegationStep, Event, Participant, SeatPool
from vikno.events.queries.limits import limits_with_taken
from vikno.events.rules.seats import Group, Key, Room
from vikno.events.services.answers import close_answers
from vikno.events.services.common import act, seeing_line


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


def groups_of(event: Event, rows: Sequence[Delegation], *, at: datetime) -> list[Group]:
    """Delegations, with their hromadas, as the rules see them: visits of the year are counted now, nothing is kept.

    Posts are counted where any is limited.
    """
    visits = _visits(event, {one.hromada_id for one in rows}, year=today(at).year)
    posts = _posts([one.pk for one in rows]) if event.post_limits.all() else {}
    return [
        Group(
            pk=one.pk, size=one.size, asked_at=one.asked_at, priority=one.priority,
            visits=visits.get(one.hromada_id, 0),
            counts={
                ("hromada", one.hromada_id): one.size, ("oblast", one.hromada.oblast_id or ""): one.size,
                **{("role", post): n for post, n in posts.get(one.pk, {}).items()},
            },
            held_until=one.held_until, passed=one.passed,
        )
        for one in rows
    ]  # fmt: skip


def room_of(event: Event, pool: SeatPool, line: Sequence[Delegation]) -> Room:
    """Free seats of the pool, read a moment ago, and what limits leave to the line; they count over all pools."""
    return Room(free=pool.capacity - pool.taken, left=_left(event, line))


def _left(event: Event, line: Sequence[Delegation]) -> dict[Key, int]:
    """A query for each kind of limit that is set."""
    left: dict[Key, int] = {}
    seated = event.delegations.filter(state__in=rules.SEATED).order_by()
    if event.per_hromada is not None:
        codes = {one.hromada_id for one in line}
        used = dict(seated.filter(hromada__in=codes).values_list("hromada_id").annotate(n=Sum("size")))
        left |= {("hromada", code): event.per_hromada - used.get(code, 0) for code in codes}
    if event.per_oblast is not None:
        oblasts = {one.hromada.oblast_id for one in line}
        there = dict(seated.values_list("hromada__oblast_id").annotate(n=Sum("size")))
        left |= {("oblast", code or ""): event.per_oblast - there.get(code, 0) for code in oblasts}
    limits = limits_with_taken(event)
    return left | {("role", one.post.value): one.most - one.taken for one in limits}


def _waiting(pool: SeatPool) -> list[Delegation]:
    rows = Delegation.objects.filter(pool=pool, state=State.WAITLISTED).order_by("pk")
    return list(rows.select_related("hromada").select_for_update(of=("self",)))


def _visits(event: Event, hromadas: set[str], *, year: int) -> dict[str, int]:
    """Other events of the programme this year to which each hromada was admitted."""
    rows = Delegation.objects.filter(
        organisation_id=event.organisation_id, hromada_id__in=hromadas, state=State.CONFIRMED,
        event__begins_at__year=year,
    ).exclude(event=event)  # fmt: skip
    return dict(rows.order_by().values_list("hromada_id").annotate(n=Count("pk")))


def _posts(delegations: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    people = Participant.objects.filter(delegation_id__in=delegations).order_by()
    for pk, post, n in people.values_list("delegation_id", "post").annotate(n=Count("pk")):
        found.setdefault(pk, {})[post] = n
    return found


def _keep(one: Delegation, *, until: datetime | None, passed: int) -> None:
    one.held_until, one.passed = until, passed
    one.save(update_fields=["held_until", "passed"])
