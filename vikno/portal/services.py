"""What a visit to the public site may change: only the count of tries."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db import transaction

from vikno.portal import rules
from vikno.portal.errors import TooManyTries
from vikno.portal.models import Attempt


@transaction.atomic
def count_try(*, address: str, at: datetime) -> None:
    """Count one try from an address; refuse the eleventh within ten minutes.

    The row is locked, so parallel tries are counted one after another. Windows that are over are swept away.
    """
    origin = hmac.new(settings.SECRET_KEY.encode(), f"portal.{address}".encode(), hashlib.sha256).hexdigest()
    Attempt.objects.get_or_create(origin=origin, defaults={"window_started_at": at})
    attempt = Attempt.objects.select_for_update().get(origin=origin)
    if rules.window_over(attempt.window_started_at, at):
        attempt.window_started_at, attempt.tries = at, 0
        Attempt.objects.filter(window_started_at__lt=at - rules.WINDOW).exclude(origin=origin).delete()
    if not rules.may_try(attempt.tries):
        raise TooManyTries
    attempt.tries += 1
    attempt.save(update_fields=["window_started_at", "tries"])
