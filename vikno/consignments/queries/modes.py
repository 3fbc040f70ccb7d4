"""How papers of cases travel, and which are lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from vikno.cases.models import Case
from vikno.consignments.enums import PaperMode
from vikno.consignments.models import CaseMode, Loss, ServiceMode
from vikno.network.models import Point


@dataclass(frozen=True, kw_only=True)
class Mode:
    """How the papers of a case travel. `point`: where they stay or wait; the rest once scans were sent."""

    mode: PaperMode = PaperMode.TRAVELS
    point: Point | None = None
    follow_by: date | None = None
    follow_days: int = 0
    scans_sent_at: datetime | None = None
    sent_how: str = ""


def mode_of(case: Case, *, on: date) -> Mode:
    """How the papers of one case travel: what was said of it, else of its service."""
    return modes_of([case], on=on)[case.pk]


def modes_of(cases: Sequence[Case], *, on: date) -> dict[int, Mode]:
    """The same for many cases; two queries whatever their number."""
    hromadas = {case.hromada_id for case in cases}
    said = CaseMode.objects.filter(hromada_id__in=hromadas, case__in=cases).select_related("point")
    of_case = {row.case_id: row for row in said.order_by("set_at", "pk")}
    rows = ServiceMode.objects.filter(
        hromada_id__in=hromadas, service_id__in={case.service_id for case in cases}, valid_from__lte=on
    )
    of_service = {row.service_id: row for row in rows.order_by("valid_from", "pk")}
    return {case.pk: _mode(of_case.get(case.pk), of_service.get(case.service_id)) for case in cases}


def _mode(said: CaseMode | None, usual: ServiceMode | None) -> Mode:
    if said is not None:
        return Mode(
            mode=PaperMode(said.mode), point=said.point, follow_by=said.follow_by, scans_sent_at=said.scans_sent_at,
            sent_how=said.sent_how,
        )  # fmt: skip
    if usual is not None:
        return Mode(mode=PaperMode(usual.mode), follow_days=usual.follow_days)
    return Mode()


def service_modes(hromada_code: str) -> list[ServiceMode]:
    """The newest row of each service, by its name."""
    rows = ServiceMode.objects.filter(hromada_id=hromada_code).select_related("service").order_by("valid_from", "pk")
    newest = {row.service_id: row for row in rows}
    return sorted(newest.values(), key=lambda row: row.service.sort_key)


def open_loss(case: Case) -> Loss | None:
    """The papers of a case are declared lost and not found."""
    return Loss.objects.filter(hromada_id=case.hromada_id, case=case, found_at__isnull=True).first()


def losses_of(hromada_code: str) -> QuerySet[Loss]:
    """Every loss of a hromada, those not found first."""
    rows = Loss.objects.filter(hromada_id=hromada_code).select_related("case__service", "paper", "found_point")
    return rows.order_by("found_at", "-declared_at", "-pk")
