"""Who may grant what; when a session is too old or was left alone. Plain values in, an answer out."""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

ABSOLUTE_LIMIT: Final = timedelta(hours=12)
IDLE_LIMIT: Final = timedelta(minutes=5)
TEMPORARY_PASSWORD_DAYS: Final = 7

# What the head of a centre may grant in their own hromada. Stewards, first heads and heads of programmes come from
# the command line.
GRANTABLE_BY_HEAD: Final = frozenset({"officer", "starosta", "head", "courier", "provider", "leader"})
ROLES_OF_AN_ORGANISATION: Final = frozenset({"provider", "programme", "expert"})


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


# Keys of programs. A role's key may open these; a key has a role of its own, never a person's.
KEY_DAYS: Final = 366
CALLS_A_MINUTE: Final = 600
_READING: Final = frozenset({"cases:read", "points:read", "services:read"})
SCOPES_OF_ROLE: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "officer": _READING | {"cases:write"},
        "head": _READING | {"cases:write", "points:write"},
        "provider": _READING | {"cases:write"},
        "steward": frozenset({"points:read", "services:read", "services:write"}),
    }
)
ROLES_OF_KEYS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {"head": frozenset({"officer", "head", "provider"}), "steward": frozenset({"steward"})}
)


def may_issue_keys(role: str, hromada_code: str) -> bool:
    """A head lets programs work for their hromada, a steward for the national registers."""
    return role == "system" or (role == "head" and bool(hromada_code)) or role == "steward"


def key_role_is_grantable(role: str, *, by: str) -> bool:
    """Whether somebody in role `by` may issue a key that works in a role."""
    return by == "system" or role in ROLES_OF_KEYS.get(by, frozenset())


def scope_beyond(role: str, scopes: Collection[str]) -> str | None:
    """The first scope that a role never has; None when all fit."""
    return next((scope for scope in scopes if scope not in SCOPES_OF_ROLE.get(role, frozenset())), None)


def key_digest(*, key: str, secret: str) -> str:
    """What is kept of a key: useless without the signing key of the installation. 256 random bits need no slow hash."""
    return hmac.new(key.encode(), b"vikno.key." + secret.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
