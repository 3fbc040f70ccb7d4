"""Printed forms of a case, kept as evidence by the room of documents."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import override

from vikno.audit import services as audit
from vikno.cases import policies, printing, queries
from vikno.cases.enums import Step
from vikno.cases.errors import InventoryAlreadyKept, NoticeNotReady, TooManyToPrint
from vikno.cases.models import Case, Decision
from vikno.cases.services.opening import OpenedCase
from vikno.cases.slips import SLIPS, day_list_of
from vikno.common.actors import Actor
from vikno.documents import services as documents
from vikno.documents.models import GeneratedDocument
from vikno.documents.slips import Size
from vikno.network.models import Point
from vikno.territories.models import Unit

MOST_ROWS = 3000


@transaction.atomic
def keep_inventory(*, opened: OpenedCase, actor: Actor, at: datetime) -> GeneratedDocument:
    """Lay down the опис of a case just opened: the only moment when its code is known in plain.

    It is typeset when first printed: here the numbers and the journal of the hromada are locked, and colleagues wait.
    """
    case = opened.case
    policies.require_may_record(actor, case, Step.REGISTERED)
    if case.inventory_id is not None:
        raise InventoryAlreadyKept
    paper = printing.inventory_of(
        case, access_code=opened.access_code, officer=actor.name, papers=opened.papers, together=opened.together
    )
    case.inventory = documents.lay_down_form(paper=paper, actor=actor, at=at, hromada_code=case.hromada_id)
    case.save(update_fields=["inventory"])
    return case.inventory


@transaction.atomic
def keep_progress_sheet(*, case: Case, actor: Actor, at: datetime) -> GeneratedDocument:
    """Lay out and keep the лист про проходження справи as it stands now."""
    policies.require_may_record(actor, case, Step.NOTE)
    paper = printing.progress_sheet_of(case, at=at)
    kept = documents.keep_form(paper=paper, actor=actor, at=at, hromada_code=case.hromada_id)
    audit.record(
        actor=actor, action="case.printed", subject=case, at=at, hromada_code=case.hromada_id,
        facts={"document": kept.pk, "kind": kept.kind},
    )  # fmt: skip
    return kept


@transaction.atomic
def keep_decision_notice(*, case: Case, actor: Actor, at: datetime) -> GeneratedDocument:
    """Lay out and keep the повідомлення про рішення. NoticeNotReady before a decision."""
    policies.require_may_record(actor, case, Step.NOTE)
    decision = Decision.objects.filter(hromada_id=case.hromada_id, case=case).first()
    if decision is None:
        raise NoticeNotReady
    paper = printing.decision_notice_of(case, decision, officer=actor.name, at=at)
    kept = documents.keep_form(paper=paper, actor=actor, at=at, hromada_code=case.hromada_id)
    audit.record(
        actor=actor, action="case.printed", subject=case, at=at, hromada_code=case.hromada_id,
        facts={"document": kept.pk, "kind": kept.kind},
    )  # fmt: skip
    return kept


@transaction.atomic
def keep_journal(
    *, actor: Actor, at: datetime, since: date, until: date, point: Point | None = None
) -> GeneratedDocument:
    """Lay out and keep the registration journal of a period; TooManyToPrint asks for a shorter one."""
    policies.require_may_read_journal(actor)
    cases = list(
        queries.journal(actor, since=since, until=until, point_id=point.pk if point else None)[: MOST_ROWS + 1]
    )
    if len(cases) > MOST_ROWS:
        raise TooManyToPrint(limit=MOST_ROWS)
    record_export(actor=actor, at=at, since=since, until=until, point_id=point.pk if point else None)
    paper = printing.journal_of(cases, actor=actor, since=since, until=until, point=point, at=at)
    return documents.keep_form(paper=paper, actor=actor, at=at, hromada_code=actor.hromada_code)


@transaction.atomic
def record_export(*, actor: Actor, at: datetime, since: date, until: date, point_id: int | None = None) -> None:
    """Somebody took the journal of a period away, on paper or as a table: everybody in it has been seen."""
    policies.require_may_read_journal(actor)
    audit.record(
        actor=actor, action="journal.exported", subject=Unit(pk=actor.hromada_code), at=at,
        hromada_code=actor.hromada_code,
        facts={"since": since.isoformat(), "until": until.isoformat(), "of_point": point_id},
    )  # fmt: skip


@transaction.atomic
def keep_slip(*, case: Case, kind: str, size: Size, actor: Actor, at: datetime) -> GeneratedDocument:
    """Lay out and keep a short form of a case in a size of paper: a kind of `slips.SLIPS`."""
    policies.require_may_record(actor, case, Step.NOTE)
    with override("uk"):
        slip = SLIPS[kind](case, size=size, at=at)
    kept = documents.keep_slip(slip=slip, actor=actor, at=at, hromada_code=case.hromada_id)
    audit.record(
        actor=actor, action="case.printed", subject=case, at=at, hromada_code=case.hromada_id,
        facts={"document": kept.pk, "kind": kept.kind},
    )  # fmt: skip
    return kept


@transaction.atomic
def keep_day_list(*, actor: Actor, at: datetime, on: date, point: Point | None = None) -> GeneratedDocument:
    """Lay out and keep the list of a day; TooManyToPrint beyond `MOST_ROWS`."""
    policies.require_may_read_journal(actor)
    found = queries.journal(actor, since=on, until=on, point_id=point.pk if point else None)
    cases = list(found[: MOST_ROWS + 1])
    if len(cases) > MOST_ROWS:
        raise TooManyToPrint(limit=MOST_ROWS)
    record_export(actor=actor, at=at, since=on, until=on, point_id=point.pk if point else None)
    paper = day_list_of(cases, actor=actor, on=on, point=point, at=at)
    return documents.keep_slip(slip=paper, actor=actor, at=at, hromada_code=actor.hromada_code)
