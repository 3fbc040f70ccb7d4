"""One pool, one session of a programme's own event."""

from vikno.common.actors import Actor
from vikno.common.rows import the_one
from vikno.events import policies
from vikno.events.errors import NoSuchThing
from vikno.events.models import SeatPool, Session


def pool_of(actor: Actor, pk: int) -> SeatPool:
    """Refusals: NoSuchThing, NotYourMove."""
    rows = SeatPool.objects.filter(event__organisation_id=policies.of_programme(actor))
    found = the_one(rows.filter(pk=pk).select_related("event"))
    if found is None:
        raise NoSuchThing
    return found


def session_of(actor: Actor, pk: int) -> Session:
    """Refusals: NoSuchThing, NotYourMove."""
    rows = Session.objects.filter(event__organisation_id=policies.of_programme(actor))
    found = the_one(rows.filter(pk=pk).select_related("event"))
    if found is None:
        raise NoSuchThing
    return found
