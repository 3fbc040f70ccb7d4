"""Signed reports of a quarter across hromadas: who has signed, who has not, what it comes to together."""

from dataclasses import dataclass

from vikno.common.actors import Actor
from vikno.network.models import Centre
from vikno.reporting import policies
from vikno.reporting.fields import FIELDS
from vikno.reporting.models import SignedReport
from vikno.reporting.rules import Plain, Quarter, total


@dataclass(frozen=True, kw_only=True)
class CentreRow:
    """A centre of a hromada, and its signed report where there is one."""

    centre: Centre
    report: SignedReport | None
    values: dict[str, Plain]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Centres by name of their hromadas."""

    quarter: Quarter
    rows: list[CentreRow]

    @property
    def signed(self) -> list[CentreRow]:
        return [row for row in self.rows if row.report is not None]

    @property
    def missing(self) -> list[CentreRow]:
        return [row for row in self.rows if row.report is None]

    @property
    def sums(self) -> list[tuple[str, float | None, int]]:
        """Code, sum, and of how many centres that gave a number; fields that mean something added up."""
        found = []
        for field in FIELDS.values():
            if field.is_summed:
                values = [row.values.get(field.code) for row in self.signed]
                found.append((field.code, total(values), sum(value is not None for value in values)))
        return found


def summary_of(actor: Actor, quarter: Quarter, *, oblast: str = "") -> Summary:
    """Centres that work with hromadas of an oblast, or of the country. Two queries. Raises MayNotRead."""
    policies.require_may_read_signed(actor, oblast=oblast)
    centres = Centre.objects.filter(hromada__isnull=False, network_number__isnull=False).select_related(
        "hromada__oblast"
    )
    reports = SignedReport.objects.filter(year=quarter.year, number=quarter.number, withdrawal=None)
    if oblast:
        centres, reports = centres.filter(hromada__oblast_id=oblast), reports.filter(hromada__oblast_id=oblast)
    by_hromada = {report.hromada_id: report for report in reports.order_by("version")}
    rows = [_row(centre, by_hromada) for centre in centres.order_by("hromada__sort_key", "hromada_id", "pk")]
    return Summary(quarter=quarter, rows=rows)


def _row(centre: Centre, reports: dict[str, SignedReport]) -> CentreRow:
    report = reports.get(centre.hromada_id or "")
    values = {row["code"]: row["value"] for row in report.values} if report else {}
    return CentreRow(centre=centre, report=report, values=values)
