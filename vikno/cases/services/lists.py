"""What a list leaves in the journal: whom it showed, and what somebody took away as a table."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import transaction

from vikno.audit import services as audit
from vikno.audit.places import Place
from vikno.cases import policies, queries
from vikno.cases.errors import TooManyToExport
from vikno.cases.list_table import write_list
from vikno.cases.models import Case
from vikno.cases.queries import CaseFilters
from vikno.common.actors import Actor
from vikno.common.identifiers import ungrouped
from vikno.territories.models import Unit

MOST_EXPORTED = 100_000
_AT_ONCE = 1000


@transaction.atomic
def record_list_look(*, cases: Iterable[Case], filters: CaseFilters, actor: Actor, at: datetime, place: Place) -> None:
    """One entry for one page of a list. A page that showed nobody leaves none."""
    people = [case.applicant_id for case in cases]
    if people:
        audit.record_shown(
            actor=actor, action="list.viewed", subject=Unit(pk=actor.hromada_code), at=at,
            hromada_code=actor.hromada_code, people=people, place=place, asked=_asked(filters, shown=len(people)),
        )  # fmt: skip


@transaction.atomic(savepoint=False)
def record_people_shown(*, people: Iterable[int], actor: Actor, at: datetime, place: Place) -> None:
    """The same for any other page that names people by their cases; rooms above call it once the page is drawn."""
    shown = set(people)
    if shown:
        audit.record_shown(
            actor=actor, action="list.viewed", subject=Unit(pk=actor.hromada_code), at=at,
            hromada_code=actor.hromada_code, people=shown, place=place, asked={"shown": len(shown)},
        )  # fmt: skip


@transaction.atomic
def export_list(*, file: BinaryIO, filters: CaseFilters, actor: Actor, at: datetime, today: date, place: Place) -> int:
    """Write a whole list as XLSX; returns how many rows. The journal keeps the filter, the count and whom it named.

    Refusals: MayNotAct, TooManyToExport.
    """
    policies.require_may_list(actor)
    cases = queries.visible_cases(actor, filters, today=today)
    count = cases.order_by()[: MOST_EXPORTED + 1].count()
    if count > MOST_EXPORTED:
        raise TooManyToExport(limit=MOST_EXPORTED)
    people = write_list(file, cases.iterator(chunk_size=_AT_ONCE))
    audit.record_shown(
        actor=actor, action="list.exported", subject=Unit(pk=actor.hromada_code), at=at,
        hromada_code=actor.hromada_code, people=people, place=place, asked=_asked(filters, shown=count),
    )  # fmt: skip
    return count


def _asked(filters: CaseFilters, *, shown: int) -> dict[str, Any]:
    """The filter without the words typed: a number or a name, no more is said."""
    text = ungrouped(filters.text)
    kind = "" if not text else "number" if text.isdigit() else "name"
    return {
        "list": filters.work, "state": filters.state, "due": filters.due, "text": kind, "of_point": filters.point_id,
        "officer": filters.officer_id, "shown": shown,
    }  # fmt: skip
