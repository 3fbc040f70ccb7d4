"""Pages by a key: the next page begins after the last row of this one, however many rows came or went meanwhile."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable
from typing import Annotated, Any, Final

from django.db.models import Model, QuerySet
from ninja import Query
from pydantic import BaseModel

from vikno.common.api.problems import CursorNotRead
from vikno.common.api.values import LARGEST_KEY

ROWS: Final = 50
MOST: Final = 100
_CURSOR: Final = r"^[A-Za-z0-9_-]{1,400}$"

After = Annotated[str | None, Query(pattern=_CURSOR, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows on a page")]


class Page[Row](BaseModel):
    """Rows, and what to ask for next; null: this is the last page."""

    items: list[Row]
    next: str | None


type Place = list[Any]


def page_by_key[M: Model, Row](
    rows: QuerySet[M],
    *,
    after: str | None,
    limit: int,
    beyond: Callable[[QuerySet[M], Place], QuerySet[M]],
    place: Callable[[M], Place],
    shown: Callable[[M], Row],
) -> Page[Row]:
    """A page of ordered `rows`. `place` gives the key of a row, `beyond` narrows to rows after a key.

    Raises CursorNotRead.
    """
    if after:
        try:
            rows = beyond(rows, _read(after))
        except (ValueError, TypeError, IndexError, OverflowError):
            raise CursorNotRead from None
    found = list(rows[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return Page(items=[shown(row) for row in found], next=_written(place(found[-1])) if more else None)


def moment_of(said: Any) -> dt.datetime:
    """An aware moment of a key."""
    found = dt.datetime.fromisoformat(said)
    if found.tzinfo is None or not 1900 <= found.year <= 2100:
        raise ValueError("not a moment of ours")
    return found


def number_of(said: Any) -> int:
    """A row's number of a key."""
    if isinstance(said, bool) or not isinstance(said, int) or not 0 <= said <= LARGEST_KEY:
        raise ValueError("not a number of a row")
    return said


def text_of(said: Any) -> str:
    """A text of a key."""
    if not isinstance(said, str) or "\x00" in said:
        raise ValueError("not a text of ours")
    said.encode()  # half of a surrogate pair is no text
    return said


def _written(place: Place) -> str:
    return base64.urlsafe_b64encode(json.dumps(place, ensure_ascii=False).encode()).decode().rstrip("=")


def _read(cursor: str) -> Place:
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("not a cursor") from error
    if not isinstance(found, list):
        raise TypeError("not a cursor")
    return found
