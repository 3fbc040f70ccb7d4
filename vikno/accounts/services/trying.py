"""Counting tries of strangers: kept whatever becomes of the request's own act."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from vikno.accounts.errors import TooManyTries
from vikno.accounts.models import Attempt

_LOOKUPS: Final = 10
_WINDOW: Final = timedelta(minutes=10)
_LONGEST: Final = timedelta(hours=1)


def count_lookup(*, purpose: str, origin: str, at: datetime) -> None:
    """One more asking by a number and a code: the eleventh within ten minutes is refused. Raises TooManyTries."""
    count_try(purpose=purpose, origin=origin, most=_LOOKUPS, at=at)


@transaction.atomic
def count_try(*, purpose: str, origin: str, most: int, at: datetime, window: timedelta = _WINDOW) -> None:
    """Count one try of a purpose from an origin; TooManyTries when there were `most` within the window.

    The row is locked, so parallel tries are counted one after another. Windows long over are swept away.
    """
    said = f"{purpose}.{origin}"
    digest = hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()
    Attempt.objects.get_or_create(origin=digest, defaults={"window_started_at": at})
    attempt = Attempt.objects.select_for_update().get(origin=digest)
    if at - attempt.window_started_at >= window:
        attempt.window_started_at, attempt.tries = at, 0
        Attempt.objects.filter(window_started_at__lt=at - _LONGEST).exclude(origin=digest).delete()
    if attempt.tries >= most:
        raise TooManyTries
    attempt.tries += 1
    attempt.save(update_fields=["window_started_at", "tries"])
