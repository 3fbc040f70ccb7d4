"""The line of a pool: read whole, decided by the rules, moved by the table. The event is held by whoever calls."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.events import rules
from vikno.events.enums import EventState, Move, State
from vikno.events.errors import MoveNotAllowed
from vikno.events.models import Delegation, DelegationStep, Event, Participant, SeatPool
from vikno.events.queries.limits import limits_with_taken
from vikno.events.rules.seats import Group, Key, Room
from vikno.events.services.answers import close_answers
from vikno.events.services.common import record, seeing_line
from vikno.territories.models import Unit


def move(
    one: Delegation, how: Move, *, actor: Actor, at: datetime, words: str = "", until: datetime | None = None,
    person: Participant | None = None,
) -> Delegation:  # fmt: skip
    """One move by the table, with its step. `person`: whose seat it is about. Refusals: MoveNotAllowed."""
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
    record(actor, f"delegation.{how.value}", one, at=at, state=state, size=one.size)
    return one


def seat(event: Event, newcomer: Delegation, *, actor: Actor, at: datetime) -> None:
    """An approved one stands in line with the others; it is confirmed at once where its turn is now."""
    with seeing_line(event):
        run_line(event, newcomer.pool, actor=actor, at=at, newcomer=newcomer)


def go_on(event: Event, pool: SeatPool, *, actor: Actor, at: datetime) -> None:
    """Seats that came free are offered, while anybody may still come."""
    if event.state == EventState.OPEN and at < event.begins_at:
        with seeing_line(event):
            run_line(event, pool, actor=actor, at=at)


def run_line(
    event: Event, pool: SeatPool, *, actor: Actor, at: datetime, newcomer: Delegation | None = None
) -> list[Delegation]:
    """Offer what is free to whose turn it is. Call it inside `seeing_line`. Answers whom seats were offered.

    Where nothing is free nobody's turn can have come: the line is not even read.
    """
    pool.refresh_from_db(fields=["taken", "capacity"])
    if pool.capacity <= pool.taken:
        if newcomer is not None:
            move(newcomer, Move.WAIT, actor=actor, at=at)
        return []
    waiting = {one.pk: one for one in _waiting(pool)}
    if newcomer is not None:
        waiting[newcomer.pk] = newcomer
    made = rules.choose(
        groups_of(event, list(waiting.values()), at=at), room_of(event, pool), hold=timedelta(hours=event.hold_hours),
        at=at,
    )  # fmt: skip
    if newcomer is not None:
        is_seated = newcomer.pk in {one.pk for one in made.offered}
        move(newcomer, Move.CONFIRM if is_seated else Move.WAIT, actor=actor, at=at)
    for one in made.passed:
        _keep(waiting[one.pk], until=None, passed=one.passed + 1)
    if made.kept_for is not None:
        _keep(waiting[made.kept_for.pk], until=made.kept_until, passed=made.kept_for.passed)
    others = [waiting[one.pk] for one in made.offered if newcomer is None or one.pk != newcomer.pk]
    until = rules.offer_until(at, hours=event.offer_hours, is_working=rules.is_weekday, latest=event.begins_at)
    return [move(one, Move.OFFER, actor=actor, at=at, until=until) for one in others]


def groups_of(event: Event, rows: Sequence[Delegation], *, at: datetime) -> list[Group]:
    """Delegations as the rules see them: visits of the year are counted now, nothing is kept of them."""
    oblasts = dict(Unit.objects.filter(pk__in={one.hromada_id for one in rows}).values_list("pk", "oblast_id"))
    visits = _visits(event, set(oblasts), year=today(at).year)
    posts = _posts([one.pk for one in rows])
    return [
        Group(
            pk=one.pk, size=one.size, asked_at=one.asked_at, priority=one.priority,
            visits=visits.get(one.hromada_id, 0),
            counts={
                ("hromada", one.hromada_id): one.size, ("oblast", oblasts[one.hromada_id] or ""): one.size,
                **{("role", post): n for post, n in posts.get(one.pk, {}).items()},
            },
            held_until=one.held_until, passed=one.passed,
        )
        for one in rows
    ]  # fmt: skip


def room_of(event: Event, pool: SeatPool) -> Room:
    """Free seats of the pool, read a moment ago, and what the limits of the event have left, over all its pools."""
    return Room(free=pool.capacity - pool.taken, left=_left(event))


def _left(event: Event) -> dict[Key, int]:
    left: dict[Key, int] = {}
    seated = list(
        event.delegations.filter(state__in=rules.SEATED).values_list("hromada_id", "hromada__oblast_id", "size")
    )
    waiting = event.delegations.filter(state__in=rules.LIVE).values_list("hromada_id", "hromada__oblast_id")
    by_hromada, by_oblast = Counter[str](), Counter[str]()
    for hromada, oblast, size in seated:
        by_hromada[hromada] += size
        by_oblast[oblast or ""] += size
    for hromada, oblast in waiting:
        if event.per_hromada is not None:
            left["hromada", hromada] = event.per_hromada - by_hromada[hromada]
        if event.per_oblast is not None:
            left["oblast", oblast or ""] = event.per_oblast - by_oblast[oblast or ""]
    limits = limits_with_taken(event)
    return left | {("role", one.post.value): one.most - one.taken for one in limits}


def _waiting(pool: SeatPool) -> list[Delegation]:
    rows = Delegation.objects.filter(pool=pool, state=State.WAITLISTED).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


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
