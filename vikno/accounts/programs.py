"""A program at the door of `/api/`: who it is by its key, and whether it has not called too often."""

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from vikno.accounts import queries, rules, services
from vikno.common import clock
from vikno.common.actors import Actor

_SCHEME: Final = "bearer "
_LONGEST: Final = 200


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A program that showed a key in force: whose it is, what it opens, its calls within this minute."""

    actor: Actor
    scopes: frozenset[str]
    calls: int

    @property
    def is_too_busy(self) -> bool:
        return self.calls > rules.CALLS_A_MINUTE


def admit(request: HttpRequest) -> None:
    """Set `request.caller` and `request.actor` by the key alone: a browser's cookies open nothing here.

    So no page of another site can call the API in somebody's name, and CSRF has nothing to protect.
    """
    request.user = AnonymousUser()
    request.caller = caller = _caller(request.headers.get("Authorization", ""))  # type: ignore[attr-defined]
    request.actor = caller.actor if caller else None  # type: ignore[attr-defined]


def _caller(header: str) -> Caller | None:
    if header[: len(_SCHEME)].lower() != _SCHEME or len(header) > _LONGEST:
        return None
    now = clock.now()
    key = queries.key_in_force(header[len(_SCHEME) :].strip(), at=now, on=clock.today(now))
    if key is None:
        return None
    calls = services.note_use(key_id=key.pk, at=now)
    return Caller(actor=queries.actor_of(key.membership), scopes=frozenset(key.scopes), calls=calls)
