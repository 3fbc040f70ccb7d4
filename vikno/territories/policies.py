"""Who may change the directory of territories; everyone may read it."""

from typing import Final

from vikno.common.actors import Actor
from vikno.territories.errors import NotAllowed

# The value of accounts.enums.Role.STEWARD: neighbours do not import each other.
STEWARD: Final = "steward"


def may_import(actor: Actor | None) -> bool:
    """The steward of directories and the command line."""
    return actor is not None and (actor.is_system or actor.role == STEWARD)


def require_may_import(actor: Actor | None) -> None:
    if not may_import(actor):
        raise NotAllowed
