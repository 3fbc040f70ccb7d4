"""How much of each kind of work waits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from vikno.cases import policies, rules
from vikno.cases.enums import PAUSED, CaseState
from vikno.cases.queries.lists import due
from vikno.common.actors import Actor


@dataclass(frozen=True, kw_only=True)
class WorkCounts:
    """How much of each kind of work waits."""

    to_hand_over: int
    with_provider: int
    to_receive: int
    to_tell: int
    to_issue: int
    due_today: int
    overdue: int


def work_counts(actor: Actor, *, point_ids: Collection[int] | None, today: date) -> WorkCounts:
    """Counts of work at the given points (None: the whole network), in one query."""
    cases = policies.visible(actor).filter(state__in=rules.OPEN)
    if point_ids is not None:
        cases = cases.filter(point_id__in=point_ids)
    found = cases.order_by().aggregate(
        to_hand_over=Count("pk", filter=Q(state=CaseState.REGISTERED)),
        with_provider=Count("pk", filter=Q(state__in=[CaseState.HANDED_OVER, CaseState.ACCEPTED, *PAUSED])),
        to_receive=Count("pk", filter=Q(state=CaseState.DECIDED)),
        to_tell=Count("pk", filter=Q(state=CaseState.RESULT_RECEIVED)),
        to_issue=Count("pk", filter=Q(state__in=rules.WAITING_FOR_APPLICANT)),
        due_today=Count("pk", filter=due("today", today=today)),
        overdue=Count("pk", filter=due("overdue", today=today)),
    )
    return WorkCounts(**found)
