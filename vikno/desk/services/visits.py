"""Turning a draft into cases exactly once, and the visit that joins them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from vikno.accounts.models import Organisation
from vikno.applicants.models import Applicant, Representative
from vikno.cases.enums import IntakeChannel
from vikno.cases.models import Case
from vikno.cases.services import PaperLine, Together, keep_inventory, open_case
from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.desk import policies, printing
from vikno.desk.checklist import papers_for
from vikno.desk.errors import DraftIncomplete, ServiceRefused
from vikno.desk.intake import TITLES, missing
from vikno.desk.models import IntakeDraft, Visit, VisitCase
from vikno.desk.printing import SheetSize
from vikno.desk.queries import papers_said, progress_of, services_asked
from vikno.desk.services.drafts import locked_draft, save_draft
from vikno.documents import services as documents
from vikno.documents.enums import DocumentKind
from vikno.documents.models import GeneratedDocument
from vikno.feedback import services as feedback
from vikno.notifications.enums import Language


@transaction.atomic
def register_draft(*, draft: IntakeDraft, actor: Actor, at: datetime) -> Visit:
    """Open a case for every service of a draft and keep its опис: all of them or none.

    The second call answers with the same visit. Raises DraftIncomplete, ServiceRefused (which names the service).
    """
    kept = locked_draft(draft, actor=actor)
    if kept.case is not None:
        return kept.visit or joined(kept, [kept.case], at=at)
    follow_merge(kept)
    left = missing(progress_of(kept))
    services = services_asked(kept)
    if left or kept.applicant is None or not services:
        raise DraftIncomplete(missing=", ".join(str(TITLES[step]) for step in left))
    opened = [_open(kept, service, actor=actor, at=at) for service in services]
    if kept.wishes.get("agrees_to_link"):
        feedback.agree(case=opened[0], actor=actor, at=at)  # one link a visit, whatever number of cases
    return joined(kept, opened, at=at)


def follow_merge(draft: IntakeDraft) -> None:
    """The person's record is held until the cases are made: nobody joins it to another meanwhile."""
    held = Applicant.objects.select_for_update(of=("self",), no_key=True).filter(pk=draft.applicant_id or 0).first()
    draft.applicant = held.merged_into if held is not None and held.merged_into_id is not None else held


def _open(draft: IntakeDraft, service: PublicService, *, actor: Actor, at: datetime) -> Case:
    said, applicant = draft.wishes, draft.applicant
    assert applicant is not None
    providers = said.get("providers") or {}
    try:
        opened = open_case(
            actor=actor, at=at, point=draft.point, service=service, applicant=applicant,
            papers=[PaperLine(**paper) for paper in papers_for(service.pk, papers_said(draft))],  # type: ignore[arg-type]
            notification_channel=said["notification_channel"], contact=said.get("contact", ""),
            result_channel=said["result_channel"], intake_channel=said.get("intake_channel", IntakeChannel.IN_PERSON),
            arrival=said.get("arrival"),
            representative=_representative(said.get("representative_id"), actor=actor),
            provider=_organisation(providers.get(str(service.pk)) or said.get("provider_id")),
            external_number=said.get("external_number", ""), together=together_said(said, actor=actor),
            regime=said.get("regime", "") if not draft.more else "",
            notification_language=said.get("notification_language", Language.UKRAINIAN),
        )  # fmt: skip
        keep_inventory(opened=opened, actor=actor, at=at)
    except Refusal as refusal:
        raise ServiceRefused(service=service.name, reason=str(refusal)) from refusal
    return opened.case


def together_said(wishes: Mapping[str, Any], *, actor: Actor) -> list[Together]:
    """Those who apply together as the service of cases wants them; two queries."""
    lines = wishes.get("together", ())
    people = Applicant.objects.filter(hromada_id=actor.hromada_code, pk__in=[line["applicant_id"] for line in lines])
    by_key = {one.pk: one.merged_into or one for one in people.select_related("merged_into")}
    asked = [line["representative_id"] for line in lines if line["representative_id"]]
    acting = Representative.objects.filter(hromada_id=actor.hromada_code, pk__in=asked).in_bulk() if asked else {}
    return [
        Together(
            applicant=by_key[line["applicant_id"]], role=line["role"],
            representative=acting.get(line["representative_id"]),
        )
        for line in lines
        if line["applicant_id"] in by_key
    ]  # fmt: skip


def _representative(pk: int | None, *, actor: Actor) -> Representative | None:
    return Representative.objects.filter(pk=pk, hromada_id=actor.hromada_code).first() if pk else None


def _organisation(pk: Any) -> Organisation | None:
    return Organisation.objects.filter(pk=pk).first() if pk else None


def joined(draft: IntakeDraft, cases: list[Case], *, at: datetime) -> Visit:
    """The visit of a draft with its new cases; a sheet printed before no longer names them all."""
    visit = _visit_of(draft)
    last = visit.lines.aggregate(last=Max("order"))["last"] or 0
    VisitCase.objects.bulk_create(
        VisitCase(hromada_id=visit.hromada_id, visit=visit, case=case, order=order)
        for order, case in enumerate(cases, start=last + 1)
    )
    if draft.case_id is None:
        draft.case, draft.papers = cases[0], []
    draft.visit = visit
    save_draft(draft, at=at)
    return visit


def _visit_of(draft: IntakeDraft) -> Visit:
    if draft.visit_id is not None:
        visit = Visit.objects.select_for_update(of=("self",)).get(pk=draft.visit_id, hromada_id=draft.hromada_id)
        Visit.objects.filter(pk=visit.pk).update(sheet_a4=None, sheet_a5=None)
        return visit
    assert draft.applicant is not None
    return Visit.objects.create(
        hromada_id=draft.hromada_id, user_id=draft.user_id, point_id=draft.point_id, applicant=draft.applicant,
        bundle_id=draft.bundle_id, began_at=draft.started_at,
    )  # fmt: skip


@transaction.atomic
def keep_visit_sheet(*, visit: Visit, size: SheetSize, actor: Actor, at: datetime) -> GeneratedDocument:
    """The resident's sheet with every number and code: laid out once for these cases, then printed byte for byte."""
    policies.require_may_see_visit(actor, visit)
    kept = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("sheet_a4", "sheet_a5", "applicant", "point__centre", "user")
        .get(pk=visit.pk, hromada_id=actor.hromada_code)
    )
    field = f"sheet_{size}"
    sheet: GeneratedDocument | None = getattr(kept, field)
    if sheet is None:
        data = printing.visit_sheet(kept, size=size, at=at)
        sheet = documents.keep_document(
            kind=DocumentKind.VISIT, template=printing.TEMPLATE, title=data["title"], data=data, actor=actor, at=at,
            hromada_code=kept.hromada_id,
        )  # fmt: skip
        setattr(kept, field, sheet)
        kept.save(update_fields=[field])
    return sheet


def sheet_size(word: str) -> SheetSize:
    """The size that a word names; A5 unless A4 is said."""
    return "a4" if word == "a4" else "a5"
