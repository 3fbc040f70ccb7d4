"""Figures of the letters, and the links in them.

A link that confirms is a random word whose digest alone is kept. A link that leaves is made of the number of the
subscription and the site's key: it stays good in every letter, and answers after the row is gone.
"""

import datetime as dt
import hashlib
import hmac
import secrets
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from vikno.common.clock import KYIV

_BYTES: Final = 18
_SIGNS: Final = 32  # 128 bits


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`data/letters.toml`."""

    hour: int
    link_hours: int
    asks_a_day: int
    request_days: int
    most_in_letter: int

    @property
    def link_life(self) -> dt.timedelta:
        return dt.timedelta(hours=self.link_hours)

    @property
    def request_life(self) -> dt.timedelta:
        return dt.timedelta(days=self.request_days)

    def hour_of(self, at: dt.datetime) -> dt.datetime:
        """The moment on that day from which letters go."""
        return dt.datetime.combine(at.astimezone(KYIV), dt.time(self.hour), KYIV)


@cache
def figures() -> Figures:
    told = Path(__file__).with_name("data") / "letters.toml"
    return Figures(**tomllib.loads(told.read_text(encoding="utf-8")))


def new_token() -> str:
    return secrets.token_urlsafe(_BYTES)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def leaving_token(subscription_id: int) -> str:
    """«17-0f3a…»."""
    return f"{subscription_id}-{_signed(settings.SECRET_KEY, subscription_id)}"


def left_by(token: str) -> int | None:
    """The subscription that a token leaves; None where the site never gave it."""
    number, _sep, given = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    keys = (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))
    fits = [hmac.compare_digest(given.encode(), _signed(key, int(number)).encode()) for key in keys]
    return int(number) if any(fits) else None


def _signed(key: str, subscription_id: int) -> str:
    said = f"vikno.announcements.leave.{subscription_id}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()[:_SIGNS]
