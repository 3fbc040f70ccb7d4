"""The registration journal."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from vikno.cases.enums import Step
from vikno.cases.models import Case, StatusChange
from vikno.cases.queries.lists import CaseFilters, visible_cases
from vikno.common.actors import Actor


def journal(actor: Actor, *, since: date, until: date, point_id: int | None = None) -> QuerySet[Case]:
    """The registration journal: cases registered from `since` to `until` (both inside), oldest first.

    Each carries its decision, its result and `forwarded_at`, the first hand-over to the provider.
    """
    filters = CaseFilters(since=since, until=until, point_id=point_id)
    handed_over = StatusChange.objects.filter(case=OuterRef("pk"), step=Step.FORWARDED).order_by("happened_at")
    return (
        visible_cases(actor, filters)
        .select_related("decision", "result", "registrar")
        .annotate(forwarded_at=Subquery(handed_over.values("happened_at")[:1]))
        .order_by("registered_at", "pk")
    )
