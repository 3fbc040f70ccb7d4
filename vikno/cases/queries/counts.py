"""How much of each kind of work waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Count, Q, QuerySet

from vikno.cases import policies, rules
from vikno.cases.enums import PAUSED, CaseState
from vikno.cases.models import Case
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
        with_provider=Count(
            "pk", filter=Q(state__in=[CaseState.HANDED_OVER, CaseState.ACCEPTED, CaseState.HEARING, *PAUSED])
        ),
        to_receive=Count("pk", filter=Q(state=CaseState.DECIDED)),
        to_tell=Count("pk", filter=Q(state=CaseState.RESULT_RECEIVED)),
        to_issue=Count("pk", filter=Q(state__in=rules.WAITING_FOR_APPLICANT)),
        due_today=Count("pk", filter=due("today", today=today)),
        overdue=Count("pk", filter=due("overdue", today=today)),
    )
    return WorkCounts(**found)


# What a number on a rail says of a list: to a thousand exactly.
MOST_SAID: Final = 1000


def counted_together(lists: Sequence[QuerySet[Case]], *, most: int = MOST_SAID) -> list[int]:
    """How long each list is, said to `most` + 1, in one question to the database."""
    if not lists:
        return []
    parts = [rows.order_by().values("pk")[: most + 1].query.sql_with_params() for rows in lists]
    # The text is what Django itself would send; values go beside it.
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS list{n})" for n, (sql, _given) in enumerate(parts))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _sql, given in parts for value in given])
        return [int(count) for count in cursor.fetchone()]
