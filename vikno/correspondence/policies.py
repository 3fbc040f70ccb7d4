"""Who reads the centre's mail, and who sees what was told to people."""

from django.db.models import QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.common.actors import Actor
from vikno.correspondence.errors import MayNotRead
from vikno.correspondence.models import Letter

# A letter may be about anybody in the network: a starosta works with one village.
MAIL_READERS = frozenset({Role.OFFICER, Role.HEAD})
DESK = frozenset(DESK_ROLES)


def may_read(actor: Actor) -> bool:
    return bool(actor.hromada_code) and (actor.role in MAIL_READERS or actor.is_system)


def require_may_read(actor: Actor) -> None:
    if not may_read(actor):
        raise MayNotRead


def visible_letters(actor: Actor) -> QuerySet[Letter]:
    """Letters of the actor's hromada, for those who read its mail."""
    return Letter.objects.filter(hromada_id=actor.hromada_code) if may_read(actor) else Letter.objects.none()
