"""Two records of one person: every room moves its own rows, all in one transaction, and can move them back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from vikno.applicants import services as applicants
from vikno.applicants.models import Applicant, Merge
from vikno.applicants.rules import ApplicantFacts
from vikno.cases import services as cases
from vikno.common.actors import Actor
from vikno.desk.models import IntakeDraft, Visit


@transaction.atomic
def merge_people(
    *, actor: Actor, at: datetime, kept: Applicant, gone: Applicant, seen: tuple[int, int], facts: ApplicantFacts
) -> Merge:
    """Join two records; cases with their papers and bills, representatives, visits and open drafts follow.

    Drafts are locked before people, as a registration does. Raises what `merge_applicants` and `move_cases` refuse.
    """
    drafts = IntakeDraft.objects.filter(hromada_id=actor.hromada_code, applicant__in=[kept, gone])
    list(drafts.select_for_update(of=("self",)).order_by("token"))
    return applicants.merge_applicants(actor=actor, at=at, kept=kept, gone=gone, seen=seen, facts=facts, move=_move)


def _move(gone: Applicant, kept: Applicant) -> dict[str, list[Any]]:
    moved: dict[str, list[Any]] = {**cases.move_cases(gone=gone, kept=kept)}
    for word, model in (("visits", Visit), ("drafts", IntakeDraft)):
        rows = model.objects.filter(hromada_id=gone.hromada_id, applicant=gone)
        moved[word] = [str(token) for token in rows.order_by("token").values_list("token", flat=True)]
        rows.update(applicant=kept)
    return moved


@transaction.atomic
def part_people(*, actor: Actor, at: datetime, merge: Merge) -> Merge:
    """Two records again, each with the rows it had; what was made since stays with the kept one."""
    drafts = IntakeDraft.objects.filter(hromada_id=actor.hromada_code, applicant=merge.kept)
    list(drafts.select_for_update(of=("self",)).order_by("token"))
    return applicants.undo_merge(actor=actor, at=at, merge=merge, move_back=_move_back)


def _move_back(moved: Mapping[str, Sequence[Any]], gone: Applicant) -> None:
    cases.move_cases_back(moved=moved, gone=gone)
    for word, model in (("visits", Visit), ("drafts", IntakeDraft)):
        tokens = [UUID(token) for token in moved.get(word, [])]
        model.objects.filter(hromada_id=gone.hromada_id, pk__in=tokens).update(applicant=gone)
