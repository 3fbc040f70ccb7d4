"""The parts of a message that are for its addressee alone: sealed beside the body, with plain words in their places.

They are put back when the message is handed to a gateway or read by whoever has to say it, and wiped in the very change
that records it as sent: until the other side has taken it, the next try needs them.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, repeat

from vikno.common.sealing import SealBroken, seal, unseal
from vikno.notifications import rules
from vikno.notifications.models import Message

_PURPOSE = "message"
_BETWEEN = "\n"  # stands in no address and no code


def hide(body: str, secrets: Mapping[str, str], *, language: str) -> tuple[str, str]:
    """The body with a plain word where a secret stood, and the secrets sealed in their order.

    `secrets`: secret → its kind, "link" or "code". ValueError where one of them stands nowhere.
    """
    if not all(secret and secret in body for secret in secrets):
        raise ValueError("what is to be hidden is not in the words")
    told = _any_of(secrets)
    parts = _BETWEEN.join(told.findall(body))
    return told.sub(lambda found: rules.stand_in(language, secrets[found[0]]), body), seal(
        parts.encode(), purpose=_PURPOSE
    )


def hide_in_headers(headers: Mapping[str, str], secrets: Mapping[str, str], *, language: str) -> dict[str, str]:
    """The headers with a plain word where a secret stood; the body holds the secret too, so it is sealed already."""
    if not secrets:
        return dict(headers)
    told = _any_of(secrets)
    return {
        name: told.sub(lambda found: rules.stand_in(language, secrets[found[0]]), value)
        for name, value in headers.items()
    }


def whole(message: Message) -> str | None:
    """The words as they go out; None when their secret parts are gone or were sealed by a key that is lost."""
    if message.secret_until is None:
        return message.body
    left = _parts(message)
    return rules.STANDS_IN.sub(lambda _found: next(left), message.body) if left else None


def headers_of(message: Message) -> dict[str, str]:
    """The headers as they go out. Ask only where the words are whole."""
    left = _parts(message)
    if left is None:
        return dict(message.headers)
    link = next(left)  # a letter of a list has one secret: the link
    return {name: rules.STANDS_IN.sub(lambda _found: link, value) for name, value in message.headers.items()}


def _any_of(secrets: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(secrets, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def _parts(message: Message) -> Iterator[str] | None:
    """The secret parts in their order, the last without end: sealed once, it may stand twice. None: gone or lost."""
    if not message.secret:
        return None
    try:
        parts = unseal(message.secret, purpose=_PURPOSE).decode().split(_BETWEEN)
    except SealBroken:
        return None
    return chain(parts, repeat(parts[-1]))
