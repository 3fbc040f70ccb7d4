"""Keeping drafts, turning one into a case exactly once; telling people who saw their data."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db import transaction

from vikno.accounts.models import Organisation
from vikno.applicants.models import Applicant, Representative
from vikno.audit import services as audit
from vikno.audit.places import Place
from vikno.cases import policies as cases_policies
from vikno.cases.enums import IntakeChannel
from vikno.cases.giving import require_posted
from vikno.cases.models import Case
from vikno.cases.services import PaperLine, keep_inventory, open_case
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.desk import policies
from vikno.desk import trail as trails
from vikno.desk.errors import AlreadyRegistered, DraftIncomplete, DraftNotFound
from vikno.desk.intake import TITLES, missing
from vikno.desk.models import IntakeDraft
from vikno.desk.queries import progress_of
from vikno.network.models import Point

_KEPT_DAYS = 7
TrailForm = Literal["pdf", "xlsx"]


@transaction.atomic
def start_draft(*, actor: Actor, at: datetime, point: Point, applicant: Applicant) -> IntakeDraft:
    """Begin with a person. The actor's drafts that nobody touched for a week are thrown away."""
    cases_policies.require_may_open(actor)
    require_posted(actor, point, on=clock.today(at))
    policies.own_drafts(actor).filter(saved_at__lt=at - timedelta(days=_KEPT_DAYS)).delete()
    draft = IntakeDraft(
        hromada_id=actor.hromada_code, user_id=actor.user_id or 0, point=point, started_at=at, saved_at=at
    )
    _set_applicant(draft, applicant)
    draft.save(force_insert=True)
    return draft


def _set_applicant(draft: IntakeDraft, applicant: Applicant) -> None:
    if applicant.hromada_id != draft.hromada_id:
        raise DraftNotFound
    draft.applicant = applicant
    draft.wishes = {}


@transaction.atomic
def change_applicant(*, draft: IntakeDraft, actor: Actor, at: datetime, applicant: Applicant) -> None:
    """Another person applies: what was said about contacts no longer holds."""
    kept = _open_draft(draft, actor=actor)
    _set_applicant(kept, applicant)
    _save(kept, at=at)


@transaction.atomic
def choose_service(*, draft: IntakeDraft, actor: Actor, at: datetime, service: PublicService) -> None:
    """Another service asks for other papers."""
    kept = _open_draft(draft, actor=actor)
    if kept.service_id != service.pk:
        kept.service, kept.papers = service, []
    _save(kept, at=at)


@transaction.atomic
def keep_papers(*, draft: IntakeDraft, actor: Actor, at: datetime, papers: Iterable[dict[str, Any]]) -> None:
    """Lines of the inventory: {name, evidence_form, sheets, requirement_id}."""
    kept = _open_draft(draft, actor=actor)
    kept.papers = list(papers)
    _save(kept, at=at)


@transaction.atomic
def keep_wishes(*, draft: IntakeDraft, actor: Actor, at: datetime, wishes: dict[str, Any]) -> None:
    """Who came, how to tell, where to give the result, who decides."""
    kept = _open_draft(draft, actor=actor)
    kept.wishes = wishes
    _save(kept, at=at)


@transaction.atomic
def discard_draft(*, draft: IntakeDraft, actor: Actor) -> None:
    """Throw an unfinished application away: nothing of it was registered."""
    _open_draft(draft, actor=actor).delete()


@transaction.atomic
def register_draft(*, draft: IntakeDraft, actor: Actor, at: datetime) -> Case:
    """Open the case of a draft and keep its опис; the second call answers with the same case."""
    kept = _locked(draft, actor=actor)
    if kept.case is not None:
        return kept.case
    left = missing(progress_of(kept))
    if left or kept.applicant is None or kept.service is None:
        raise DraftIncomplete(missing=", ".join(str(TITLES[step]) for step in left))
    said = kept.wishes
    opened = open_case(
        actor=actor, at=at, point=kept.point, service=kept.service, applicant=kept.applicant,
        papers=[PaperLine(**paper) for paper in kept.papers],
        notification_channel=said["notification_channel"], contact=said.get("contact", ""),
        result_channel=said["result_channel"], intake_channel=said.get("intake_channel", IntakeChannel.IN_PERSON),
        representative=_representative(said.get("representative_id"), actor=actor),
        provider=Organisation.objects.filter(pk=said.get("provider_id") or 0).first(),
        external_number=said.get("external_number", ""),
    )  # fmt: skip
    keep_inventory(opened=opened, actor=actor, at=at)
    kept.case, kept.papers, kept.wishes = opened.case, [], {}
    _save(kept, at=at)
    return opened.case


def _representative(pk: int | None, *, actor: Actor) -> Representative | None:
    return Representative.objects.filter(pk=pk, hromada_id=actor.hromada_code).first() if pk else None


def _locked(draft: IntakeDraft, *, actor: Actor) -> IntakeDraft:
    """The row itself, held to the end of the transaction: two presses of the button come one after another."""
    kept = policies.own_drafts(actor).select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if kept is None:
        raise DraftNotFound
    return kept


def _open_draft(draft: IntakeDraft, *, actor: Actor) -> IntakeDraft:
    kept = _locked(draft, actor=actor)
    if kept.case is not None:
        raise AlreadyRegistered(number=kept.case.number_shown)
    return kept


def _save(draft: IntakeDraft, *, at: datetime) -> None:
    draft.saved_at = at
    draft.save()


@transaction.atomic
def view_trail(
    *, actor: Actor, at: datetime, applicant: Applicant, since: date, until: date, place: Place
) -> trails.Trail:
    """Who did what with a person's data: law 2297-VI, art. 8. A look itself. Raises MayNotReadTrail, TrailTooLong."""
    policies.require_may_read_trail(actor, applicant)
    trail = trails.gathered(applicant, since=since, until=until)
    audit.record_look(
        actor=actor, action="applicant.trail_viewed", subject=applicant, at=at, hromada_code=actor.hromada_code,
        place=place,
    )  # fmt: skip
    return trail


@transaction.atomic
def give_trail(*, actor: Actor, at: datetime, applicant: Applicant, since: date, until: date, form: TrailForm) -> bytes:
    """The same as a file; the journal keeps its hash, so an answer once given can be told from a forged one."""
    policies.require_may_read_trail(actor, applicant)
    trail = trails.gathered(applicant, since=since, until=until)
    body = trails.workbook_of(trail) if form == "xlsx" else trails.sheet_of(trail, made_by=actor.name, at=at)
    audit.record(
        actor=actor, action="applicant.trail_given", subject=applicant, at=at, hromada_code=actor.hromada_code,
        facts={
            "since": since.isoformat(), "until": until.isoformat(), "form": form, "lines": len(trail.lines),
            "sha256": hashlib.sha256(body).hexdigest(),
        },
    )  # fmt: skip
    return body
