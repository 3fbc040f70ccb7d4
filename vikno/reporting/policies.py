"""Who reads and signs reports: the head of the hromada; the steward and overseers read what was signed."""

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.reporting.errors import MayNotRead


def require_may_keep(actor: Actor) -> None:
    """Drafts, answers, signing, the week and what must be mended: of the actor's own hromada."""
    if not actor.hromada_code or not (actor.role == Role.HEAD or actor.is_system):
        raise MayNotRead


def require_may_read_signed(actor: Actor, *, oblast: str) -> None:
    """Signed reports of an oblast's hromadas, or of all (""). An overseer of an oblast, its own."""
    if actor.role not in (Role.STEWARD, Role.OVERSEER) and not actor.is_system:
        raise MayNotRead
    if actor.oblast_code and oblast != actor.oblast_code:
        raise MayNotRead
