"""What every page of money needs: the actor, and one refused call told on its form."""

from vikno.accounts.enums import DESK_ROLES
from vikno.payments import policies

DESK = tuple(sorted(DESK_ROLES))
READERS = tuple(sorted(policies.LEDGER_READERS))
KEEPERS = tuple(sorted(policies.ACCOUNT_KEEPERS))
