"""Keeping drafts: who, which services, which papers, how to tell; each saving is a new revision."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from vikno.applicants.models import Applicant
from vikno.cases import policies as cases_policies
from vikno.cases.giving import require_posted
from vikno.catalogue.models import EventBundle, PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.desk import policies
from vikno.desk.errors import AlreadyRegistered, DraftChangedMeanwhile, DraftNotFound
from vikno.desk.models import IntakeDraft
from vikno.desk.queries import papers_said
from vikno.network.models import Point

_KEPT_DAYS = 7
_MOST_TYPED = 400


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
def add_service(*, draft: IntakeDraft, actor: Actor, at: datetime) -> IntakeDraft:
    """Another service for the same person: a new draft of the same visit; a second press gives the same one.

    Who came, how to tell and where to give are carried over; only the service and its papers are asked.
    """
    kept = locked_draft(draft, actor=actor)
    if kept.case_id is None:
        return kept
    cases_policies.require_may_open(actor)
    require_posted(actor, kept.point, on=clock.today(at))
    made, _is_new = IntakeDraft.objects.get_or_create(
        follows=kept,
        defaults={
            "hromada_id": kept.hromada_id, "user_id": kept.user_id, "point_id": kept.point_id,
            "applicant_id": kept.applicant_id, "visit_id": kept.visit_id, "started_at": at, "saved_at": at,
            "wishes": _carried(kept.wishes),
        },
    )  # fmt: skip
    return made


def _carried(wishes: Mapping[str, Any]) -> dict[str, Any]:
    """What holds for the person, not for one service."""
    return {name: value for name, value in wishes.items() if name not in ("providers", "external_number", "regime")}


@transaction.atomic
def change_applicant(*, draft: IntakeDraft, actor: Actor, at: datetime, applicant: Applicant) -> None:
    """Another person applies: what was said about contacts no longer holds."""
    kept = open_draft(draft, actor=actor)
    _set_applicant(kept, applicant)
    save_draft(kept, at=at)


@transaction.atomic
def choose_services(
    *, draft: IntakeDraft, actor: Actor, at: datetime, services: Sequence[PublicService],
    bundle: EventBundle | None = None, answers: Iterable[str] = (),
) -> None:  # fmt: skip
    """What is asked for, in this order. Papers of services that stay asked for are kept."""
    kept = open_draft(draft, actor=actor)
    keys = list(dict.fromkeys(service.pk for service in services))
    kept.service_id, kept.more = (keys[0], keys[1:]) if keys else (None, [])
    kept.bundle, kept.answers = bundle, sorted(answers)
    kept.papers = [
        {**paper, "of": pairs}
        for paper in papers_said(kept)
        if (pairs := [pair for pair in paper["of"] if pair[0] in keys])
    ]
    save_draft(kept, at=at)


def choose_service(*, draft: IntakeDraft, actor: Actor, at: datetime, service: PublicService) -> None:
    """One service alone; another one asks for other papers."""
    choose_services(draft=draft, actor=actor, at=at, services=[service])


@transaction.atomic
def keep_papers(
    *, draft: IntakeDraft, actor: Actor, at: datetime, papers: Iterable[dict[str, Any]], revision: int | None = None
) -> None:
    """Lines of the inventory: {name, evidence_form, sheets, requirement_id, of}. Raises DraftChangedMeanwhile.

    of: pairs [service, requirement]; without it the line belongs to the first service.
    """
    kept = open_draft(draft, actor=actor, revision=revision)
    kept.papers = [{**line, "of": line.get("of") or _of_first(kept, line)} for line in papers]
    save_draft(kept, at=at)


def _of_first(draft: IntakeDraft, line: Mapping[str, Any]) -> list[list[int | None]]:
    return [[draft.service_id, line.get("requirement_id")]]


@transaction.atomic
def keep_wishes(
    *, draft: IntakeDraft, actor: Actor, at: datetime, wishes: dict[str, Any], revision: int | None = None
) -> None:
    """Who came, how to tell, where to give the result, who decides. Raises DraftChangedMeanwhile."""
    kept = open_draft(draft, actor=actor, revision=revision)
    # Who applies together and under which law is said on a page of its own.
    apart = {name: kept.wishes[name] for name in ("together", "regime") if name in kept.wishes}
    kept.wishes = {**apart, **wishes}
    save_draft(kept, at=at)


@transaction.atomic
def keep_typed(
    *, draft: IntakeDraft, actor: Actor, at: datetime, step: str, fields: Mapping[str, Any], revision: int,
    window: str = "",
) -> IntakeDraft:  # fmt: skip
    """What stands in the fields of a step, half-typed as it is; never over a newer edit: DraftChangedMeanwhile.

    `window`: whose save it is. When its answer is lost on the way, the window's next save is told by it from another's.
    """
    kept = open_draft(draft, actor=actor, revision=revision)
    kept.typed = {"step": step, "fields": dict(list(fields.items())[:_MOST_TYPED]), "window": window}
    kept.saved_at, kept.revision = at, kept.revision + 1
    kept.save(update_fields=["typed", "saved_at", "revision"])
    return kept


@transaction.atomic
def discard_draft(*, draft: IntakeDraft, actor: Actor) -> None:
    """Throw an unfinished application away: nothing of it was registered."""
    open_draft(draft, actor=actor).delete()


def locked_draft(draft: IntakeDraft, *, actor: Actor) -> IntakeDraft:
    """The row itself, held to the end of the transaction: two presses of the button come one after another."""
    kept = policies.own_drafts(actor).select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if kept is None:
        raise DraftNotFound
    return kept


def open_draft(draft: IntakeDraft, *, actor: Actor, revision: int | None = None) -> IntakeDraft:
    """A draft that has no number yet, as it was at `revision` when that is said."""
    kept = locked_draft(draft, actor=actor)
    if kept.case is not None:
        raise AlreadyRegistered(number=kept.case.number_shown)
    if revision is not None and kept.revision != revision:
        raise DraftChangedMeanwhile(theirs=kept)
    return kept


def save_draft(draft: IntakeDraft, *, at: datetime) -> None:
    """A step is said: what the screen kept by itself meanwhile is no longer needed."""
    draft.saved_at, draft.typed = at, {}
    draft.revision += 1
    draft.save()
