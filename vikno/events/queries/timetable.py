"""A person of a delegation and the sessions they chose."""

from vikno.common.actors import Actor
from vikno.common.rows import the_one
from vikno.events import policies
from vikno.events.errors import NoSuchThing
from vikno.events.models import Chosen, Participant, Session


def person_of(actor: Actor, pk: int) -> Participant:
    """One of the hromada's own, or of an event of the programme. Refusals: NoSuchThing."""
    rows = policies.visible(actor, Participant.objects.select_related("delegation__event", "hromada"))
    found = the_one(rows.filter(pk=pk))
    if found is None:
        raise NoSuchThing
    return found


def chosen_by(person: Participant) -> list[Session]:
    """By time."""
    mine = Chosen.objects.filter(participant=person, hromada_id=person.hromada_id).order_by().values("session_id")
    return list(Session.objects.filter(pk__in=mine).order_by("begins_at", "pk"))
