"""Who may do what: a programme its own events, head and leader their own delegation."""

from django.db import models

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.events.errors import NoSuchThing, NotYourMove
from vikno.events.models import Event, Participant, Shared

STAFF_OF_PROGRAMME = (Role.EXPERT, Role.PROGRAMME)
OF_HROMADA = (Role.HEAD, Role.LEADER)
PARTICIPANT = "participant"


def holder_of_link(person: Participant) -> Actor:
    """Whoever opened the personal link of a seat: nobody's staff, this one seat and nothing else."""
    return Actor(user_id=None, name="", role=PARTICIPANT, hromada_code=person.hromada_id)


def visible[Row: Shared](actor: Actor, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """Rows of the actor's side: a programme's organisation or a hromada; nobody else sees any."""
    if actor.role in STAFF_OF_PROGRAMME and actor.organisation_id:
        return rows.filter(organisation_id=actor.organisation_id)
    if actor.role in OF_HROMADA and actor.hromada_code:
        return rows.filter(hromada_id=actor.hromada_code)
    return rows.none()


def of_programme(actor: Actor) -> int:
    """The organisation whose events the actor keeps. Refusals: NotYourMove."""
    if actor.role != Role.PROGRAMME or not actor.organisation_id:
        raise NotYourMove
    return actor.organisation_id


def require_may_run(actor: Actor, event: Event) -> None:
    """The manager of the programme whose event it is."""
    _require_theirs(actor, event)
    if actor.role != Role.PROGRAMME:
        raise NotYourMove


def require_may_tell_of_visit(actor: Actor, event: Event) -> None:
    """The hromada whose centre received the visit, or the manager of the programme; nobody else knows of the page."""
    if actor.role == Role.PROGRAMME and event.organisation_id == actor.organisation_id:
        return
    received_it = event.host is not None and event.host.unit_id == actor.hromada_code
    if actor.role not in OF_HROMADA or not actor.hromada_code or not received_it:
        raise NoSuchThing


def require_may_check_in(actor: Actor, event: Event) -> None:
    """Managers and experts of the programme: whoever stands at the door."""
    _require_theirs(actor, event)


def require_may_register(actor: Actor) -> None:
    """Head or leader of a hromada."""
    if actor.role not in OF_HROMADA or not actor.hromada_code:
        raise NotYourMove


def require_own(actor: Actor, row: Shared) -> None:
    """A delegation of the actor's hromada; a stranger's is an unknown one."""
    require_may_register(actor)
    if row.hromada_id != actor.hromada_code:
        raise NoSuchThing


def _require_theirs(actor: Actor, event: Event) -> None:
    if actor.role not in STAFF_OF_PROGRAMME or event.organisation_id != actor.organisation_id:
        raise NoSuchThing
