"""Who is invited to a pool by a status of hromadas, and why: as it was frozen, or as it would be today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.events import statuses
from vikno.events.errors import StatusUnknown
from vikno.events.models import Event, Invitation, SeatPool
from vikno.territories.models import Unit


@dataclass(frozen=True, kw_only=True)
class Named:
    """`is_frozen`: written when the event opened; else read from the records now."""

    rows: Sequence[tuple[str, str]]
    as_of: date
    is_frozen: bool


def named_for(pool: SeatPool) -> Named:
    """Titles of hromadas with reasons, by title. Nobody where the status is not offered any more."""
    kept = list(pool.invitations.select_related("unit").order_by("unit__sort_key", "unit"))
    if kept:
        return Named(rows=[(one.unit.title, one.reason) for one in kept], as_of=kept[0].as_of, is_frozen=True)
    on = today(pool.event.begins_at)
    try:
        found = {one.code: one.reason for one in statuses.invited(pool.event.organisation_id, pool.status, on=on)}
    except StatusUnknown:
        found = {}
    units = Unit.objects.filter(pk__in=found).order_by("sort_key", "pk")
    return Named(rows=[(one.title, found[one.pk]) for one in units], as_of=on, is_frozen=False)


def why_invited(event: Event, actor: Actor) -> list[str]:
    """Why the actor's hromada may ask for seats of this event, pool by pool."""
    rows = Invitation.objects.filter(pool__event=event, unit_id=actor.hromada_code or "-").order_by("pool")
    return list(rows.values_list("reason", flat=True))
