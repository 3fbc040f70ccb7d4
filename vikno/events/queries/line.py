"""The line of a pool as the rules see it: who waits with how many, what seats and limits leave to them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Count, Sum

from vikno.common import tenancy
from vikno.common.clock import today
from vikno.events import rules
from vikno.events.enums import State
from vikno.events.models import Delegation, Event, Participant, SeatPool
from vikno.events.queries.limits import limits_with_taken
from vikno.events.rules.seats import Group, Key, Room


@contextmanager
def seeing_line(event: Event) -> Iterator[None]:
    """The whole line of an event is seen, whoever presses: a place in it depends on the others.

    Nothing of another hromada leaves the block but a number and the moves of the line itself.
    """
    before = tenancy.bound_programme()
    tenancy.bind_programme(event.organisation_id)
    try:
        yield
    finally:
        tenancy.bind_programme(before)


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
