"""What is kept of a link that takes one answer, and the link that a ticket of the queue is by itself."""

import hashlib
import hmac

from django.conf import settings

from vikno.queue.models import Ticket


def digest_of(token: str) -> str:
    """What is kept of a link."""
    return hmac.new(settings.SECRET_KEY.encode(), f"feedback.{token}".encode(), hashlib.sha256).hexdigest()


def token_of_ticket(ticket: Ticket) -> str:
    """The secret on the paper of a ticket is the link of its visit; no link given otherwise looks like it."""
    return f"ticket.{ticket.token}"
