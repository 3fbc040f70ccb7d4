"""Who may grant what; when a session is too old or was left alone. Plain values in, an answer out."""

from datetime import datetime, timedelta
from typing import Final

ABSOLUTE_LIMIT: Final = timedelta(hours=12)
IDLE_LIMIT: Final = timedelta(minutes=5)
TEMPORARY_PASSWORD_DAYS: Final = 7

# What the head of a centre may grant in their own hromada. Stewards and first heads come from the command line.
GRANTABLE_BY_HEAD: Final = frozenset({"officer", "starosta", "head", "courier", "provider"})
ROLES_OF_AN_ORGANISATION: Final = frozenset({"provider"})


def may_manage_people(role: str, hromada_code: str) -> bool:
    """A head manages the people of their hromada; the system itself, of any."""
    return role == "system" or (role == "head" and bool(hromada_code))


def is_grantable(role: str, *, by: str) -> bool:
    """Whether somebody in role `by` may grant a role at all."""
    return by == "system" or (by == "head" and role in GRANTABLE_BY_HEAD)


def is_too_old(signed_in_at: datetime, now: datetime) -> bool:
    """The absolute limit of a session: a working day (ASVS 5.0 V7.3.2)."""
    return now - signed_in_at >= ABSOLUTE_LIMIT


def is_left_alone(active_at: datetime, now: datetime) -> bool:
    """The limit of idleness at a shared desk (ASVS 5.0 V7.3.1)."""
    return now - active_at >= IDLE_LIMIT
