"""How much of each kind of work waits."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from django.db import connection
from django.db.models import Count, Q, QuerySet

from vikno.accounts.models import User
from vikno.cases import policies, rules
from vikno.cases.enums import PAUSED, CaseState, WorkList
from vikno.cases.models import Case
from vikno.cases.queries.lists import due
from vikno.cases.queries.worklists import Asker, work_condition
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


# What the head sees of each point: the lists themselves, counted.
ON_BOARD: Final = (
    WorkList.OPEN, WorkList.DUE_TODAY, WorkList.OVERDUE, WorkList.MAY_BE_LATE, WorkList.CURE_MISSED, WorkList.TO_GIVE,
    WorkList.UNCLAIMED,
)  # fmt: skip


# Of these the index of open work knows all that is asked; to read the rows themselves is what grew with a hromada.
_BY_INDEX: Final = (WorkList.OPEN, WorkList.DUE_TODAY, WorkList.OVERDUE, WorkList.TO_GIVE, WorkList.UNCLAIMED)


def counts_by_point(actor: Actor, *, today: date) -> dict[int, dict[str, int]]:
    """How long each list of the board is at each point that has open cases; as many questions for any network."""
    asker = Asker(actor.user_id or 0, today, actor.hromada_code)
    open_cases = policies.visible(actor).filter(state__in=rules.OPEN).order_by()
    counted = {work.value: Count("point_id", filter=work_condition(work, asker=asker)) for work in _BY_INDEX}
    # The columns are named by the lists, so their types are not to be read off the text.
    rows = cast("Iterable[dict[str, Any]]", open_cases.values("point_id").annotate(**counted))
    read = {
        work: open_cases.filter(work_condition(work, asker=asker)).values_list("point_id").annotate(length=Count("pk"))
        for work in ON_BOARD
        if work not in _BY_INDEX
    }
    others = {work.value: dict(rows) for work, rows in read.items()}
    return {
        row["point_id"]: {
            work.value: row[work.value] if work in _BY_INDEX else others[work.value].get(row["point_id"], 0)
            for work in ON_BOARD
        }
        for row in rows
    }


def load_by_officer(actor: Actor) -> list[tuple[int, str, int]]:
    """(key, name, open cases) of everybody who leads some, the most loaded first."""
    rows = policies.visible(actor).filter(state__in=rules.OPEN).order_by().values_list("officer_id")
    loads = dict(rows.annotate(load=Count("pk")))
    names = User.objects.filter(pk__in=loads).order_by("pk").values_list("pk", "full_name")
    return sorted(((pk, name, loads[pk]) for pk, name in names), key=lambda one: (-one[2], one[1], one[0]))
