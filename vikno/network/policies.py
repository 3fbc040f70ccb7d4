"""Who may change what in the network. Everyone may read it; foreign points answer as unknown ones."""

from datetime import date

from vikno.accounts.enums import Role
from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.network.enums import TimetableState
from vikno.network.errors import AreaNotYours, MayNotFound, NoSuchPoint, NotAllowed, NotYourService, StewardOnly
from vikno.network.models import Point
from vikno.network.queries.availability import services_to_tell_of
from vikno.territories.models import Unit


def may_import(actor: Actor | None) -> bool:
    """The steward of directories and the command line."""
    return actor is not None and (actor.is_system or actor.role == Role.STEWARD)


def require_may_import(actor: Actor | None) -> None:
    if not may_import(actor):
        raise StewardOnly


def may_settle_placements(actor: Actor | None) -> bool:
    """Those who take the register in answer for where its points lie."""
    return may_import(actor)


def require_may_settle_placements(actor: Actor | None) -> None:
    if not may_settle_placements(actor):
        raise StewardOnly


def may_found(actor: Actor | None, hromada_code: str | None) -> bool:
    """Points are added by the head of their hromada, or by the system."""
    return actor is not None and (actor.is_system or (actor.role == Role.HEAD and actor.hromada_code == hromada_code))


def require_may_found(actor: Actor | None, hromada_code: str | None) -> None:
    if not may_found(actor, hromada_code):
        raise MayNotFound


def may_edit(actor: Actor | None, point: Point) -> bool:
    """The head of the point's hromada."""
    return actor is not None and (actor.is_system or _heads(actor, point))


def require_may_edit(actor: Actor | None, point: Point) -> None:
    """Raises NotAllowed for an officer of the same hromada, NoSuchPoint for a stranger."""
    if may_edit(actor, point):
        return
    if actor is not None and actor.hromada_code and actor.hromada_code == point.hromada_id:
        raise NotAllowed
    raise NoSuchPoint


def may_set_hours(actor: Actor | None, point: Point) -> bool:
    """The head; the steward too, while the register's timetable waits for a person."""
    waits = point.timetable_state == TimetableState.QUESTION
    return may_edit(actor, point) or (waits and may_import(actor))


def require_may_set_hours(actor: Actor | None, point: Point) -> None:
    if not may_set_hours(actor, point):
        require_may_edit(actor, point)


def require_may_tell_of(actor: Actor, service: PublicService, area: Unit | None, *, on: date) -> None:
    """The steward tells of any area; a head of their hromada; a provider of its own services there.

    Raises AreaNotYours, NotYourService, NotAllowed.
    """
    if may_import(actor):
        return
    if actor.role not in (Role.HEAD, Role.PROVIDER):
        raise NotAllowed
    if area is None or area.pk != actor.hromada_code:
        raise AreaNotYours
    if not services_to_tell_of(actor, on=on).filter(pk=service.pk).exists():
        raise NotYourService


def _heads(actor: Actor, point: Point) -> bool:
    return actor.role == Role.HEAD and bool(actor.hromada_code) and actor.hromada_code == point.hromada_id
