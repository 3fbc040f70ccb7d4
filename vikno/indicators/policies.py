"""Who reads measures: the head those of the hromada with the records behind them; the steward sums of the country."""

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.indicators.errors import MayNotRead


def require_may_read(actor: Actor) -> None:
    """Days, points and records of the actor's own hromada."""
    if not actor.hromada_code or not (actor.role == Role.HEAD or actor.is_system):
        raise MayNotRead


def require_may_read_country(actor: Actor) -> None:
    """Sums by month of every hromada; no record of any."""
    if actor.role != Role.STEWARD and not actor.is_system:
        raise MayNotRead
