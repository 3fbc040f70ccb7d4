"""Who takes the tables that a hromada publishes by its own hand. All else here is everybody's."""

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.opendata.errors import NotByHand, NotPublisher, NotSteward


def may_export_own(actor: Actor | None) -> bool:
    """The head of the centre: rows about requests become public by the hromada's decision, not by themselves."""
    return actor is not None and bool(actor.hromada_code) and (actor.role == Role.HEAD or actor.is_system)


def require_may_export_own(actor: Actor | None) -> Actor:
    if actor is None or not may_export_own(actor):
        raise NotPublisher
    return actor


def require_may_publish_months(actor: Actor) -> None:
    """Months of the counts leave by the clock: nobody chooses which month, and when."""
    if not actor.is_system:
        raise NotByHand


def require_may_publish_lists(actor: Actor | None) -> Actor:
    """The council's list for housing is brought by the head of its centre."""
    return require_may_export_own(actor)


def require_may_write_norms(actor: Actor | None) -> Actor:
    """What the law says is one for the country: the steward writes it."""
    if actor is None or not (actor.role == Role.STEWARD or actor.is_system):
        raise NotSteward
    return actor
