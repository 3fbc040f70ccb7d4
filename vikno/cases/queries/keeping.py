"""Closed cases and until when they are kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from vikno.cases import policies
from vikno.cases.enums import FINAL
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.documents import retention, rules
from vikno.documents.models import Hold
from vikno.documents.retention import Period

ABOUT = "cases.case"
MOST_DUE = 200


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A closed case: when it was closed, until when and by which row it is kept, who forbids its destruction."""

    case: Case
    closed_on: date
    until: date | None
    period: Period
    hold: Hold | None


def due_cases(actor: Actor, *, today: date, numbers: Collection[str] | None = None) -> list[Kept]:
    """Cases whose time of keeping has passed, oldest first, at most `MOST_DUE`; those held are among them.

    `numbers` narrows to these cases. Four queries, whatever the length.
    """
    floor = retention.shipped()["floor"]["years"]
    cases = (
        policies.visible(actor)
        .filter(state__in=FINAL, destroyed_at__isnull=True)
        .annotate(closed_at=Max("steps__happened_at", filter=Q(steps__state_after__in=FINAL)))
        .filter(closed_at__year__lte=today.year - floor)
        .select_related("service")
        .order_by("closed_at", "pk")
    )
    if numbers is not None:
        cases = cases.filter(number__in=numbers)
    found = list(cases[: 5 * MOST_DUE])
    table = retention.table_of(actor.hromada_code)
    holds = retention.holds_on(ABOUT, [str(case.pk) for case in found], hromada_code=actor.hromada_code)
    kept = [_kept(case, table, holds) for case in found]
    return [each for each in kept if rules.is_due(each.until, today=today)][:MOST_DUE]


def kept_until(case: Case) -> Kept | None:
    """Until when one case is kept; None while it is open."""
    closed_at = case.steps.filter(state_after__in=FINAL).aggregate(at=Max("happened_at"))["at"]
    if case.state not in FINAL or closed_at is None:
        return None
    case.closed_at = closed_at  # type: ignore[attr-defined]
    holds = retention.holds_on(ABOUT, [str(case.pk)], hromada_code=case.hromada_id)
    return _kept(case, retention.table_of(case.hromada_id), holds)


def _kept(case: Case, table: retention.Table, holds: dict[str, Hold]) -> Kept:
    closed_on = clock.today(case.closed_at)  # type: ignore[attr-defined]
    until, period = table.keep_until(case.service_id, closed_on=closed_on)
    return Kept(case=case, closed_on=closed_on, until=until, period=period, hold=holds.get(str(case.pk)))
