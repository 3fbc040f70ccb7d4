"""Pages of long lists, without counting what nobody will leaf through."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

ROWS = 50
MOST_COUNTED = 10_000


class CappedPaginator(Paginator[Any]):
    """Counts to `MOST_COUNTED` and no further: an exact count of a million rows costs more than the page itself."""

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        counted: QuerySet[Any] = self.object_list.order_by()[: MOST_COUNTED + 1]  # type: ignore[union-attr]
        return min(counted.count(), MOST_COUNTED)

    @property
    def is_capped(self) -> bool:
        return self.count == MOST_COUNTED


def page_of(rows: QuerySet[Any], asked: str | None) -> Page[Any]:
    """The asked page of fifty; the nearest one for nonsense."""
    return CappedPaginator(rows, ROWS).get_page(asked)
