"""Lists somebody comes back to: kept under a name, pinned to the rail, counted together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse

from vikno.audit import services as audit
from vikno.cases import queries as cases
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.desk import policies
from vikno.desk.errors import FilterNameTaken
from vikno.desk.models import SavedFilter

MOST_PINNED: Final = 8


@dataclass(frozen=True, kw_only=True)
class Pinned:
    """A line of the rail: where it leads and how many cases wait there (said to a thousand and one)."""

    name: str
    url: str
    query: str
    count: int


def query_of(said: Mapping[str, str]) -> str:
    """A filter as the address of the list says it, always in one order, without the words typed."""
    kept = QueryDict(mutable=True)
    for name in cases.KEPT:
        if value := said.get(name, ""):
            kept[name] = value[:40]
    return kept.urlencode()


def pinned_to(actor: Actor, *, duty_id: int | None, today: date) -> list[Pinned]:
    """Pinned filters with their counts: two questions to the database however many there are, one when there are none.

    «My point» and «today» are those of whoever looks, not of whoever made the filter.
    """
    kept = policies.pinned_filters(actor)[:MOST_PINNED]
    lists = [
        cases.visible_cases(actor, cases.filters_said(QueryDict(each.query).dict(), duty_id=duty_id), today=today)
        for each in kept
    ]
    address = reverse("cases:list")
    return [
        Pinned(name=each.name, url=f"{address}?{each.query}" if each.query else address, query=each.query, count=count)
        for each, count in zip(kept, cases.counted_together(lists), strict=True)
    ]


@transaction.atomic
def keep_filter(
    *, actor: Actor, at: datetime, name: str, said: Mapping[str, str], is_shared: bool, is_pinned: bool
) -> SavedFilter:
    """Keep a filter under a name. Refusals: MayNotShareFilter, FilterNameTaken."""
    policies.require_may_keep_filters(actor)
    if is_shared:
        policies.require_may_share_filters(actor)
    made, is_new = SavedFilter.objects.get_or_create(
        hromada_id=actor.hromada_code, owner_id=actor.user_id, name=clean(name),
        defaults={"query": query_of(said), "is_shared": is_shared, "is_pinned": is_pinned, "created_at": at},
    )  # fmt: skip
    if not is_new:
        raise FilterNameTaken(name=made.name)
    audit.record(actor=actor, action="filter.kept", subject=made, at=at, hromada_code=actor.hromada_code)
    return made


@transaction.atomic
def drop_filter(*, actor: Actor, at: datetime, saved: SavedFilter) -> None:
    """Take one's own filter away; a shared one is gone for everybody."""
    kept = policies.access_own_filter(actor, saved.pk)
    audit.record(actor=actor, action="filter.dropped", subject=kept, at=at, hromada_code=actor.hromada_code)
    kept.delete()
