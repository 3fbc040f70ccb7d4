"""Who may write money down and who may read it. A stranger is answered as if the bill did not exist."""

from django.db.models import QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.common.actors import Actor
from vikno.payments.enums import EntryKind
from vikno.payments.errors import BillNotFound, MayNotAct
from vikno.payments.models import Bill

DESK = frozenset(DESK_ROLES)
# The list for the accountant names payers of the whole network: a starosta works with the cases of one village.
LEDGER_READERS = frozenset({Role.OFFICER, Role.HEAD})
ACCOUNT_KEEPERS = frozenset({Role.HEAD})


def visible_bills(actor: Actor) -> QuerySet[Bill]:
    """Bills of the actor's hromada, for the desk."""
    if actor.hromada_code and (actor.role in DESK or actor.is_system):
        return Bill.objects.filter(hromada_id=actor.hromada_code)
    return Bill.objects.none()


def may_bill(actor: Actor) -> bool:
    """Issue and cancel bills, write receipts down and take a wrong one back."""
    return bool(actor.hromada_code) and (actor.role in DESK or actor.is_system)


def require_may_bill(actor: Actor) -> None:
    if not may_bill(actor):
        raise MayNotAct(who=str(Role.OFFICER.label))


def require_may_see(actor: Actor, bill: Bill) -> None:
    if bill.hromada_id != actor.hromada_code or not may_bill(actor):
        raise BillNotFound


def may_refund(actor: Actor) -> bool:
    """Money goes back by the word of the head."""
    return bool(actor.hromada_code) and (actor.role in ACCOUNT_KEEPERS or actor.is_system)


def require_may_refund(actor: Actor) -> None:
    if not may_refund(actor):
        raise MayNotAct(who=str(Role.HEAD.label))


def may_reverse(actor: Actor, kind: str) -> bool:
    """A receipt is taken back by the desk, a refund by the head."""
    return may_refund(actor) if kind == EntryKind.REFUND else may_bill(actor)


def may_keep_accounts(actor: Actor) -> bool:
    """Accounts to pay to and grounds not to pay."""
    return bool(actor.hromada_code) and (actor.role in ACCOUNT_KEEPERS or actor.is_system)


def require_may_keep_accounts(actor: Actor) -> None:
    if not may_keep_accounts(actor):
        raise MayNotAct(who=str(Role.HEAD.label))


def may_read_ledger(actor: Actor) -> bool:
    return bool(actor.hromada_code) and (actor.role in LEDGER_READERS or actor.is_system)


def require_may_read_ledger(actor: Actor) -> None:
    if not may_read_ledger(actor):
        raise MayNotAct(who=str(Role.HEAD.label))
