"""Who may change the words of messages. Roles live in a room above, so the head is known by the word of the role."""

from vikno.common.actors import Actor
from vikno.notifications.errors import MayNotEditWordings


def may_edit_wordings(actor: Actor) -> bool:
    return bool(actor.hromada_code) and (actor.role == "head" or actor.is_system)


def require_may_edit_wordings(actor: Actor) -> None:
    if not may_edit_wordings(actor):
        raise MayNotEditWordings
