"""Pages of long lists, without counting what nobody will leaf through."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from vikno.cases.queries import Order
from vikno.cases.rules import NUMBER_LENGTH

if TYPE_CHECKING:
    _Pages = Paginator[Any]
else:
    _Pages = Paginator  # not subscriptable when it runs

ROWS = 50
MOST_COUNTED = 10_000


class CappedPaginator(_Pages):
    """Counts to `MOST_COUNTED` and no further: an exact count of a million rows costs more than the page itself."""

    object_list: "QuerySet[Any]"

    @cached_property
    def count(self) -> int:
        return min(self.object_list.order_by()[: MOST_COUNTED + 1].count(), MOST_COUNTED)

    @property
    def is_capped(self) -> bool:
        return self.count == MOST_COUNTED


def page_of(rows: "QuerySet[Any]", asked: str | None) -> "Page[Any]":
    """The asked page of fifty; the nearest one for nonsense."""
    return CappedPaginator(rows, ROWS).get_page(asked)


# What a list says of its length: to a thousand exactly, beyond that nobody leafs.
MOST_SAID = 1000
_MARK = re.compile(r"(?P<way>[ab])(?P<value>-?[0-9]{1,20})\.(?P<key>[0-9]{1,18})")


@dataclass(frozen=True, kw_only=True)
class Slice:
    """Fifty rows and the marks of the neighbouring fifties ("" where there are none). `total` is said to MOST_SAID."""

    rows: list[Any]
    earlier: str = ""
    later: str = ""
    total: int = 0

    @property
    def is_more(self) -> bool:
        """Whether there are more rows than `total` says."""
        return self.total > MOST_SAID

    @property
    def said(self) -> int:
        return min(self.total, MOST_SAID)


def slice_of(rows: "QuerySet[Any]", *, order: Order, mark: str) -> Slice:
    """The fifty rows after (or before) the row a mark names, without leafing through those on the way.

    The same cost on the first page and on the ten-thousandth. A mark of nonsense is the first page.
    """
    way, value, key = _read(mark, order=order)
    found = _beside(rows, order=order.backwards if way == "b" else order, value=value, key=key)
    # The first page knows how long the list is by its keys; a later one has to ask.
    keys = list(found.values_list("pk", flat=True)[: ROWS + 1 if way else MOST_SAID + 1])
    total = rows.order_by()[: MOST_SAID + 1].count() if way else len(keys)
    kept = _of_keys(rows, keys[: ROWS + 1])
    has_more, kept = len(kept) > ROWS, kept[:ROWS]
    if way == "b":
        kept.reverse()
    before = kept and (has_more if way == "b" else way == "a")
    after = kept and (has_more if way != "b" else True)
    return Slice(
        rows=kept,
        earlier=_mark("b", kept[0], order=order) if before else "",
        later=_mark("a", kept[-1], order=order) if after else "",
        total=total,
    )


def _of_keys(rows: "QuerySet[Any]", keys: Sequence[int]) -> list[Any]:
    """What is shown of the rows with these keys, in their order.

    Joined before it is cut, a thousand rows would be drawn for fifty; and what narrowed the list has done its work.
    """
    if not keys:
        return []
    shown = rows.model._default_manager.filter(pk__in=keys).order_by()
    shown.query.select_related = rows.query.select_related
    by_key = {row.pk: row for row in shown}
    return [by_key[key] for key in keys if key in by_key]


def _beside(rows: "QuerySet[Any]", *, order: Order, value: Any, key: int) -> "QuerySet[Any]":
    rows = rows.order_by(*order.names)
    if value is None:
        return rows
    past = "lt" if order.is_descending else "gt"
    # The first condition is what an index reads from; the second leaves out the neighbours of the same moment.
    rows = rows.filter(**{f"{order.field}__{past}e": value})
    return rows.filter(Q(**{f"{order.field}__{past}": value}) | Q(**{f"pk__{past}": key}))


def _mark(way: str, row: Any, *, order: Order) -> str:
    value = getattr(row, order.field)
    if isinstance(value, datetime):
        said = (value - _EPOCH) // timedelta(microseconds=1)
    else:
        said = value.toordinal() if isinstance(value, date) else int(value)
    return f"{way}{said}.{row.pk}"


def _read(mark: str, *, order: Order) -> tuple[str, Any, int]:
    found = _MARK.fullmatch(mark)
    try:
        return (found["way"], _value(int(found["value"]), order=order), int(found["key"])) if found else ("", None, 0)
    except (ValueError, OverflowError):
        return "", None, 0


def _value(said: int, *, order: Order) -> Any:
    if order.field == "number":
        return f"{said:0{NUMBER_LENGTH}d}"
    return date.fromordinal(said) if order.field == "due_on" else _EPOCH + timedelta(microseconds=said)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
