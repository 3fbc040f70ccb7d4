"""Who reads measures: those who lead the hromada its own, the head with the records behind; others sums of many."""

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.indicators.errors import MayNotRead


def require_may_read(actor: Actor) -> None:
    """Days and points of the actor's own hromada."""
    if not actor.hromada_code or not (actor.role in (Role.HEAD, Role.LEADER) or actor.is_system):
        raise MayNotRead


def require_may_read_records(actor: Actor) -> None:
    """The cases behind a number."""
    if not may_read_records(actor):
        raise MayNotRead


def may_read_records(actor: Actor) -> bool:
    """Whether a number leads this actor to its cases: a leader of the hromada sees numbers, not people."""
    return bool(actor.hromada_code) and (actor.role == Role.HEAD or actor.is_system)


def require_may_read_country(actor: Actor, *, oblast: str) -> None:
    """Sums by month of an oblast's hromadas, or of all (""); no record of any. An overseer of an oblast, its own."""
    if actor.role not in (Role.STEWARD, Role.OVERSEER) and not actor.is_system:
        raise MayNotRead
    if actor.oblast_code and oblast != actor.oblast_code:
        raise MayNotRead
