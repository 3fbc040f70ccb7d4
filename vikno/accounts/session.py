"""What a session remembers of its person: in which role, since when, and when they last did something."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

MEMBERSHIP_KEY = "membership_id"
_SIGNED_IN_KEY = "signed_in_at"
_ACTIVE_KEY = "active_at"
_METHODS_KEY = "account_authentication_methods"  # allauth: each proof of identity with its time
_NOTED_EVERY_SECONDS = 30


def start(session: SessionBase, at: datetime) -> None:
    """The clock of a fresh session."""
    session[_SIGNED_IN_KEY] = session[_ACTIVE_KEY] = int(at.timestamp())


def signed_in_at(session: SessionBase) -> datetime:
    """When the person came in; long ago for a session that does not say."""
    return _moment(session.get(_SIGNED_IN_KEY, 0))


def active_at(session: SessionBase) -> datetime:
    """The last act or proof of identity."""
    proofs: list[dict[str, Any]] = session.get(_METHODS_KEY, [])
    return _moment(max([session.get(_ACTIVE_KEY, 0), *(proof["at"] for proof in proofs)]))


def note_activity(session: SessionBase, at: datetime) -> None:
    """Remember the act, at most twice a minute: each note is a write to the database."""
    if at.timestamp() - session.get(_ACTIVE_KEY, 0) >= _NOTED_EVERY_SECONDS:
        session[_ACTIVE_KEY] = int(at.timestamp())


def change_role(session: SessionBase, membership_id: int) -> None:
    """Another role: a new session key, and nothing of what the former role had chosen."""
    kept = {_SIGNED_IN_KEY, _ACTIVE_KEY, _METHODS_KEY}
    for key in list(session.keys()):
        if key not in kept and not key.startswith("_auth_user"):
            del session[key]
    session[MEMBERSHIP_KEY] = membership_id
    session.cycle_key()


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
