"""Pages of long lists, without counting what nobody will leaf through."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

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
