"""A quarter is signed as it stands, and stays so; what was wrong is withdrawn with a reason and signed anew."""

import hashlib
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from vikno.audit import services as audit
from vikno.common import typeset
from vikno.common.actors import Actor
from vikno.common.clock import KYIV, today
from vikno.common.text import clean
from vikno.indicators import services as indicators
from vikno.reporting import papers, policies, queries
from vikno.reporting.errors import AlreadySigned, AlreadyWithdrawn, NoSuchReport, QuarterNotOver, ReasonMissing
from vikno.reporting.models import SignedReport, Withdrawal
from vikno.reporting.rules import Quarter


@transaction.atomic
def sign_report(*, quarter: Quarter, actor: Actor, at: datetime, is_demo: bool = False) -> SignedReport:
    """Freeze a quarter: counted to this moment, every value, its paper. Refusals: MayNotRead, QuarterNotOver,
    AlreadySigned.
    """
    policies.require_may_keep(actor)
    if not quarter.is_over(today(at)):
        raise QuarterNotOver(last_day=f"{quarter.last_day:%d.%m.%Y}")
    _hold(actor.hromada_code)
    _require_unsigned(actor.hromada_code, quarter)
    indicators.refresh(hromada_code=actor.hromada_code, at=at)
    draft = queries.draft_of(actor, quarter, at=at)
    version = (queries.versions_of(actor.hromada_code, quarter).aggregate(last=Max("version"))["last"] or 0) + 1
    values = papers.rows_of(draft)
    paper = papers.paper_of(actor, quarter, values, version=version, at=at, is_demo=is_demo)
    report = SignedReport.objects.create(
        hromada_id=actor.hromada_code, year=quarter.year, number=quarter.number, version=version, values=values,
        measures=draft.measures, paper=paper, template=papers.TEMPLATE,
        pdf_sha256=hashlib.sha256(papers.typeset_paper(paper, made_at=at)).hexdigest(), engine=typeset.engine(),
        as_of=at, signed_at=at, signed_by_name=actor.name, is_demo=is_demo,
    )  # fmt: skip
    _record(report, "signed", actor=actor, at=at, facts={"sha256": report.pdf_sha256})
    return report


@transaction.atomic
def withdraw_report(*, report: SignedReport, reason: str, actor: Actor, at: datetime) -> Withdrawal:
    """Take a signed report back. Refusals: MayNotRead, NoSuchReport, ReasonMissing, AlreadyWithdrawn."""
    policies.require_may_keep(actor)
    if report.hromada_id != actor.hromada_code:
        raise NoSuchReport
    if not clean(reason):
        raise ReasonMissing
    _hold(actor.hromada_code)
    if Withdrawal.objects.filter(report=report).exists():
        raise AlreadyWithdrawn
    made = Withdrawal.objects.create(
        report=report, hromada_id=report.hromada_id, reason=clean(reason)[:300], at=at, by_name=actor.name
    )
    _record(report, "withdrawn", actor=actor, at=at, facts={})
    return made


def _hold(hromada_code: str) -> None:
    """Signings of a hromada go one at a time, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reporting'), hashtext(%s))", [hromada_code])


def _require_unsigned(hromada_code: str, quarter: Quarter) -> None:
    signed = queries.in_force(hromada_code, [quarter]).get(quarter)
    if signed is not None:
        raise AlreadySigned(at=f"{signed.signed_at.astimezone(KYIV):%d.%m.%Y %H:%M}", name=signed.signed_by_name)


def _record(report: SignedReport, what: str, *, actor: Actor, at: datetime, facts: dict[str, str]) -> None:
    audit.record(
        actor=actor, action=f"report.{what}", subject=report, at=at, hromada_code=report.hromada_id,
        facts={"year": report.year, "quarter": report.number, "version": report.version, **facts},
    )  # fmt: skip
