"""The part of a message that is for its addressee alone: sealed beside the body, with a plain word in its place.

It is put back when the message is handed to a gateway or read by whoever has to say it, and wiped in the very change
that records it as sent: until the other side has taken it, the next try needs it.
"""

from vikno.common.sealing import SealBroken, seal, unseal
from vikno.notifications import rules
from vikno.notifications.models import Message

_PURPOSE = "message"


def hide(body: str, secret: str, *, language: str) -> tuple[str, str]:
    """The body with a plain word where `secret` stood, and the secret sealed. ValueError where it stands nowhere."""
    if not secret or secret not in body:
        raise ValueError("what is to be hidden is not in the words")
    return body.replace(secret, rules.stand_in(language)), seal(secret.encode(), purpose=_PURPOSE)


def whole(message: Message) -> str | None:
    """The words as they go out; None when their secret part is gone or was sealed by a key that is lost."""
    if message.secret_until is None:
        return message.body
    if not message.secret:
        return None
    try:
        secret = unseal(message.secret, purpose=_PURPOSE).decode()
    except SealBroken:
        return None
    return message.body.replace(rules.stand_in(message.language), secret)
