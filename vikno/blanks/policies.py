"""Who keeps blanks, who uses them, and whose lines one sees. A starosta sees only their own."""

from datetime import date

from django.db.models import Q, QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.accounts.models import Membership, User
from vikno.blanks.errors import HolderUnknown, NotHolder, NotKeeper
from vikno.blanks.models import Keeper, Lot, Movement
from vikno.cases.models import Case
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.network.queries import colleagues

DESK = frozenset(DESK_ROLES)
# Who may be appointed to keep blanks, beside the head.
KEEPER_ROLES = frozenset({Role.OFFICER, Role.HEAD})


def is_keeper(actor: Actor, *, on: date | None = None) -> bool:
    """The head of the hromada, and who was appointed by an order in force."""
    if not actor.hromada_code:
        return False
    if actor.role == Role.HEAD or actor.is_system:
        return True
    if actor.role not in KEEPER_ROLES:
        return False
    day = on or today()
    rows = Keeper.objects.filter(hromada_id=actor.hromada_code, user_id=actor.user_id or 0, valid_from__lte=day)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day)).exists()


def require_keeper(actor: Actor) -> None:
    if not is_keeper(actor):
        raise NotKeeper


def may_appoint(actor: Actor) -> bool:
    return bool(actor.hromada_code) and (actor.role == Role.HEAD or actor.is_system)


def require_may_appoint(actor: Actor) -> None:
    if not may_appoint(actor):
        raise NotKeeper


def require_may_spend(actor: Actor, holder_id: int) -> None:
    """Use and spoil: one's own; the keeper writes it down for whoever has no link."""
    is_own = actor.role in DESK and actor.user_id is not None and actor.user_id == holder_id
    if not actor.hromada_code or not (is_own or is_keeper(actor)):
        raise NotHolder


def holders(hromada_code: str, *, on: date) -> QuerySet[Membership]:
    """People who may hold blanks, by name."""
    return colleagues(hromada_code, on)


def require_holder(user: User, *, hromada_code: str, on: date) -> None:
    if not holders(hromada_code, on=on).filter(user_id=user.pk).exists():
        raise HolderUnknown


def visible_movements(actor: Actor) -> QuerySet[Movement]:
    """The keeper sees every line of the hromada, a holder those from or to themselves, nobody else any."""
    lines = Movement.objects.filter(hromada_id=actor.hromada_code)
    if is_keeper(actor):
        return lines
    if actor.role in DESK and actor.user_id is not None:
        return lines.filter(Q(from_holder_id=actor.user_id) | Q(to_holder_id=actor.user_id))
    return Movement.objects.none()


def visible_lots(actor: Actor) -> QuerySet[Lot]:
    lots = Lot.objects.filter(hromada_id=actor.hromada_code)
    if is_keeper(actor):
        return lots
    if actor.role in DESK and actor.user_id is not None:
        return lots.filter(holder_id=actor.user_id)
    return Lot.objects.none()


def blanks_of_case(case: Case) -> QuerySet[Movement]:
    """Uses on a case that were not taken back; whoever sees the case sees them."""
    used = Movement.objects.filter(hromada_id=case.hromada_id, case=case, reverses__isnull=True)
    return used.filter(reversal__isnull=True).order_by("pk")
