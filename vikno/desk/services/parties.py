"""Those who apply together and the law of an application, kept in its draft; and what is given at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from vikno.applicants.models import Applicant
from vikno.cases.enums import PartyRole
from vikno.cases.models import Case
from vikno.cases.services import PaperLine, serve_at_once
from vikno.common.actors import Actor
from vikno.desk.errors import DraftIncomplete, DraftNotFound
from vikno.desk.intake import TITLES, IntakeStep
from vikno.desk.models import IntakeDraft
from vikno.desk.services.drafts import locked_draft, open_draft, save_draft
from vikno.desk.services.visits import follow_merge, joined, together_said


@transaction.atomic
def add_party(*, draft: IntakeDraft, actor: Actor, at: datetime, applicant: Applicant) -> None:
    """One more person applies together; who is there already stays once."""
    kept = open_draft(draft, actor=actor)
    if applicant.hromada_id != kept.hromada_id:
        raise DraftNotFound
    lines = list(kept.wishes.get("together", ()))
    known = {kept.applicant_id, *(line["applicant_id"] for line in lines)}
    if applicant.pk not in known:
        lines.append({"applicant_id": applicant.pk, "role": PartyRole.CO_APPLICANT, "representative_id": None})
    kept.wishes = {**kept.wishes, "together": lines}
    save_draft(kept, at=at)


@transaction.atomic
def keep_parties(
    *, draft: IntakeDraft, actor: Actor, at: datetime, lines: Iterable[dict[str, Any]], regime: str
) -> None:
    """Who applies together, in what role, through whom; under which law ("" is the usual one)."""
    kept = open_draft(draft, actor=actor)
    kept.wishes = {**kept.wishes, "together": list(lines), "regime": regime}
    save_draft(kept, at=at)


@transaction.atomic
def serve_draft(
    *, draft: IntakeDraft, actor: Actor, at: datetime, papers: Sequence[PaperLine], said: Mapping[str, Any]
) -> Case:
    """Register, decide and hand over what a draft asks for; the second call answers with the same case.

    Raises DraftIncomplete and whatever `serve_at_once` refuses.
    """
    kept = locked_draft(draft, actor=actor)
    if kept.case is not None:
        return kept.case
    follow_merge(kept)
    if kept.applicant is None or kept.service is None or kept.more:
        raise DraftIncomplete(missing=str(TITLES[IntakeStep.SERVICE]))
    opened = serve_at_once(
        actor=actor, at=at, point=kept.point, service=kept.service, applicant=kept.applicant, papers=papers,
        together=together_said(kept.wishes, actor=actor), **said,
    )  # fmt: skip
    joined(kept, [opened.case], at=at)
    return opened.case
