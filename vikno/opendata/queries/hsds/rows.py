"""Small things that every HSDS row is made of."""

import re
from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from vikno.opendata.rules.identifiers import stable_id

type Row = dict[str, Any]

_HOST: Final = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?")


def whole(**told: Any) -> Row:
    """A row without what is not known: HSDS has no null."""
    return {name: value for name, value in told.items() if value not in (None, "")}


def part(kind: str, *key: str, **told: Any) -> Row:
    """A row with an identifier by its key."""
    return {"id": stable_id(kind, *key), **whole(**told)}


def address_of(path: str) -> str:
    """A page of this site as an absolute address."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def web_address(text: str) -> str:
    """An address people wrote down, as a URI; "" where it is none."""
    text = text.strip()
    if re.fullmatch(r"https?://\S+", text, re.I):
        return text
    return f"https://{text}" if _HOST.fullmatch(text) and "@" not in text else ""


def mail_address(text: str) -> str:
    """A mailbox, or ""."""
    try:
        validate_email(text.strip())
    except ValidationError:
        return ""
    return text.strip()


def joined(parts: Iterable[str], by: str = ". ") -> str:
    return by.join(text.strip().rstrip(".") if by == ". " else text.strip() for text in parts if text and text.strip())
