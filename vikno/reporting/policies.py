"""Who reads and signs reports: the head of the hromada; the steward reads what was signed, nobody else anything."""

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.reporting.errors import MayNotRead


def require_may_keep(actor: Actor) -> None:
    """Drafts, answers, signing, the week and what must be mended: of the actor's own hromada."""
    if not actor.hromada_code or not (actor.role == Role.HEAD or actor.is_system):
        raise MayNotRead


def require_may_read_signed(actor: Actor) -> None:
    """Signed reports of every hromada."""
    if actor.role != Role.STEWARD and not actor.is_system:
        raise MayNotRead
