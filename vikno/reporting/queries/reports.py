"""A report as it stands now, as it was signed, and what it was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.queries import month_span
from vikno.reporting import policies
from vikno.reporting.errors import NoSuchQuarter, NoSuchReport
from vikno.reporting.fields import FIELDS, Field
from vikno.reporting.kept import Kept, kept_of
from vikno.reporting.measured import Measured, measured_of
from vikno.reporting.models import QuarterFacts, SignedReport, Typed
from vikno.reporting.rules import Plain, Quarter, is_missing, latest

SHOWN_QUARTERS = 9


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The value of a field. `typed`: what a person said, where the value is theirs."""

    field: Field
    value: Plain
    typed: Typed | None = None

    @property
    def is_missing(self) -> bool:
        return self.field.is_needed and is_missing(self.value)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A quarter as the records tell it at a moment. `main`: key of the point where its facts are kept; `ended`: what
    they were when the quarter ended, where that was kept.
    """

    quarter: Quarter
    answers: list[Answer]
    at: datetime
    main: int | None
    ended: QuarterFacts | None

    @property
    def missing(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.is_missing]

    @property
    def measures(self) -> dict[str, int]:
        """Versions of the measures in it."""
        used = {answer.field.indicator for answer in self.answers} - {""}
        return {code: INDICATORS[code].version for code in sorted(used)}


def quarter_asked(year: int, number: int, *, on: date) -> Quarter:
    """Raises NoSuchQuarter for one that is not of this world, or has not begun."""
    if not (2000 <= year <= 2100 and 1 <= number <= 4) or not Quarter(year, number).has_begun(on):
        raise NoSuchQuarter
    return Quarter(year, number)


def draft_of(actor: Actor, quarter: Quarter, *, at: datetime) -> Draft:
    """Raises MayNotRead. A fixed number of queries."""
    policies.require_may_keep(actor)
    kept = kept_of(actor.hromada_code, at=at)
    measured = measured_of(actor, month_span(quarter.first_day, 3))
    typed = typed_of(actor.hromada_code)
    answers = [_answer(field, kept, measured, typed.get(field.code)) for field in FIELDS.values()]
    return Draft(
        quarter=quarter, answers=answers, at=at, main=kept.main.pk if kept.main else None,
        ended=facts_of(actor.hromada_code, [quarter]).get(quarter),
    )  # fmt: skip


def typed_of(hromada: str) -> dict[str, Typed]:
    """What people typed, the newest of each field."""
    rows = Typed.objects.filter(hromada_id=hromada).order_by("code", "-pk").distinct("code")
    return {row.code: row for row in rows}


def in_force(hromada: str, quarters: Sequence[Quarter]) -> dict[Quarter, SignedReport]:
    """What is signed and not withdrawn of these quarters. One query."""
    years = {quarter.year for quarter in quarters}
    rows = SignedReport.objects.filter(hromada_id=hromada, year__in=years, withdrawal=None)
    return {row.quarter: row for row in rows.order_by("version") if row.quarter in quarters}


def facts_of(hromada: str, quarters: Sequence[Quarter]) -> dict[Quarter, QuarterFacts]:
    """What was kept at the ends of these quarters. One query."""
    rows = QuarterFacts.objects.filter(hromada_id=hromada, year__in={quarter.year for quarter in quarters})
    return {row.quarter: row for row in rows.order_by("pk") if row.quarter in quarters}


def versions_of(hromada: str, quarter: Quarter) -> QuerySet[SignedReport]:
    """Every version that was signed, the newest first."""
    rows = SignedReport.objects.filter(hromada_id=hromada, year=quarter.year, number=quarter.number)
    return rows.select_related("withdrawal").order_by("-version")


def signed_report(actor: Actor, pk: int) -> SignedReport:
    """One of the actor's hromada; of any for a steward, of an oblast for its overseer. Raises NoSuchReport."""
    rows = SignedReport.objects.select_related("withdrawal", "hromada")
    if actor.hromada_code:
        policies.require_may_keep(actor)
        rows = rows.filter(hromada_id=actor.hromada_code)
    else:
        policies.require_may_read_signed(actor, oblast=actor.oblast_code)
        rows = rows.filter(hromada__oblast_id=actor.oblast_code) if actor.oblast_code else rows
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchReport
    return found


def quarters_of(actor: Actor, *, at: datetime) -> list[tuple[Quarter, SignedReport | None]]:
    """The last two years of quarters, each with what is signed. Raises MayNotRead."""
    policies.require_may_keep(actor)
    listed = latest(today(at), SHOWN_QUARTERS)
    signed = in_force(actor.hromada_code, listed)
    return [(quarter, signed.get(quarter)) for quarter in listed]


def values_before(actor: Actor, quarter: Quarter) -> tuple[dict[str, Plain], dict[str, Plain]]:
    """The quarter before, and the same of a year before: as signed, else what is measured of them and was kept."""
    asked = (quarter.previous, quarter.year_before)
    signed = in_force(actor.hromada_code, asked)
    facts = facts_of(actor.hromada_code, asked)
    before, ago = (_former(actor, one, signed.get(one), facts.get(one)) for one in asked)
    return before, ago


def values_in(report: SignedReport) -> dict[str, Plain]:
    """By code, as they were signed."""
    return {row["code"]: row["value"] for row in report.values}


def _former(
    actor: Actor, quarter: Quarter, report: SignedReport | None, facts: QuarterFacts | None
) -> dict[str, Plain]:  # fmt: skip
    """What a network had then is known where somebody signed it or it was kept; what was counted always is."""
    if report is not None:
        return values_in(report)
    measured = measured_of(actor, month_span(quarter.first_day, 3))
    nothing = Kept(centre=None, points=[], main=None, serving=frozenset())
    counted = [field for field in FIELDS.values() if field.is_counted]
    told = {field.code: field.known(nothing, measured) for field in counted if field.known}
    return {**(facts.values if facts else {}), **told}


def _answer(field: Field, kept: Kept, measured: Measured, typed: Typed | None) -> Answer:
    value = field.known(kept, measured) if field.known else None
    if is_missing(value) and field.is_asked and typed is not None:
        return Answer(field=field, value=typed.value, typed=typed)
    return Answer(field=field, value=None if value == "" else value)
