"""What helps a hromada with what it lacked: events to come, practices of others, open calls. As it is today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.urls import reverse

from vikno.assessments import queries as assessments
from vikno.events import queries as events
from vikno.programmes import queries as programmes
from vikno.selection import beside
from vikno.selection.beside import Offered
from vikno.selection.models import OwnResult

MOST: Final = 5


@dataclass(frozen=True, kw_only=True)
class Fitting:
    """`needs`: titles of dimensions of gaps and of lost points. Lists are empty where nothing fits."""

    needs: list[str]
    events: Sequence[Offered]
    practices: Sequence[Offered]
    calls: Sequence[Offered]


def fitting_for(result: OwnResult, *, at: datetime) -> Fitting:
    """By dimension of the self-assessment, never by who the hromada is. A fixed number of queries."""
    titles = assessments.own_dimensions()
    needs = sorted(needs_of(result) & titles.keys())
    return Fitting(
        needs=[titles[one] for one in needs],
        events=_events(needs, at=at),
        practices=beside.practices_for(needs)[:MOST],
        calls=_calls(needs, but=result.proposal.call_id),
    )


def needs_of(result: OwnResult) -> set[str]:
    """Dimensions of gaps of an attached assessment, and of criteria that lost points."""
    lost = {row["code"] for row in result.told["rows"] if Decimal(row["lost"]) > 0}
    criteria = result.proposal.track.criteria.filter(code__in=lost).exclude(dimension="")
    gaps = {one["dimension"] for one in result.told["gaps"] if one.get("dimension")}
    return gaps | set(criteria.values_list("dimension", flat=True))


def _events(needs: Collection[str], *, at: datetime) -> list[Offered]:
    rows = events.open_events(at=at).filter(dimensions__overlap=list(needs))[:MOST]
    return [
        Offered(title=one.title, url=reverse("events:public_event", args=[one.number]), when=one.begins_at)
        for one in rows
    ]


def _calls(needs: Collection[str], *, but: int) -> list[Offered]:
    rows = programmes.open_calls_about(needs).exclude(pk=but)[:MOST]
    return [
        Offered(title=one.title, url=reverse("programmes:public_call", args=[one.number]), when=one.closes_at)
        for one in rows
    ]
