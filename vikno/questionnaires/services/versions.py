"""A questionnaire and its versions: begin, edit while open, publish, take out of use."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.questionnaires import policies, queries, rules
from vikno.questionnaires.engine import Document, as_json, fingerprint, problems_of
from vikno.questionnaires.enums import VersionState
from vikno.questionnaires.errors import (
    CodeReused,
    CodeTaken,
    DocumentUnsound,
    DraftExists,
    NothingAsked,
    VersionFrozen,
    WrongMove,
)
from vikno.questionnaires.models import Questionnaire, QuestionnaireVersion


@transaction.atomic
def create_questionnaire(
    *,
    code: str,
    title: str,
    organisation_id: int | None,
    actor: Actor,
    at: datetime,
    document: Document | None = None,
    is_demo: bool = False,
) -> QuestionnaireVersion:
    """A questionnaire with its first draft: empty, or with a document that came from outside or from a copy.

    Refusals: MayNotEdit, CodeTaken, DocumentUnsound.
    """
    policies.require_may_create(actor, organisation_id)
    whose = Q(organisation=None) if organisation_id is None else Q(organisation_id=organisation_id)
    if Questionnaire.objects.filter(whose, code=code).exists():
        raise CodeTaken(name=code)
    made = Questionnaire.objects.create(
        code=code, organisation_id=organisation_id, title=clean(title)[:300], created_at=at, created_by_name=actor.name,
        is_demo=is_demo,
    )  # fmt: skip
    empty = Document(code=code.replace("-", "_"), title={"uk": clean(title)[:300]}, items=())
    version = _draft(made, 1, document or empty, actor, at)
    _record(version, "created", actor=actor, at=at)
    return version


@transaction.atomic
def start_version(*, questionnaire: Questionnaire, actor: Actor, at: datetime) -> QuestionnaireVersion:
    """The next draft, a copy of the newest version. Refusals: MayNotEdit, DraftExists."""
    if not policies.may_edit(actor, questionnaire):
        policies.require_may_create(actor, questionnaire.organisation_id)
    held = QuestionnaireVersion.objects.select_for_update(of=("self",)).filter(questionnaire=questionnaire)
    newest = held.select_related("questionnaire").order_by("-number")[0]
    if newest.is_open:
        raise DraftExists(number=newest.number)
    version = _draft(questionnaire, newest.number + 1, queries.document_of(newest), actor, at)
    _record(version, "created", actor=actor, at=at)
    return version


@transaction.atomic
def edit_document(*, version: QuestionnaireVersion, document: Document, actor: Actor, at: datetime) -> str:
    """Put another document into an open version; its hash. Refusals: MayNotEdit, VersionFrozen, DocumentUnsound."""
    policies.require_may_edit(actor, version)
    held = _held(version)
    if not held.is_open:
        raise VersionFrozen
    require_sound(document)
    held.document, held.sha256 = as_json(document), fingerprint(document)
    held.edited_at, held.edited_by_name = at, actor.name
    held.save(update_fields=["document", "sha256", "edited_at", "edited_by_name"])
    _record(held, "edited", actor=actor, at=at)
    return held.sha256


@transaction.atomic
def move_version(*, version: QuestionnaireVersion, to: VersionState, actor: Actor, at: datetime) -> None:
    """Give a draft to be tried, or take it back. Refusals: MayNotEdit, WrongMove."""
    policies.require_may_edit(actor, version)
    held = _held(version)
    if to not in (VersionState.DRAFT, VersionState.TESTING):
        raise WrongMove(state=held.get_state_display())
    _move(held, to)
    held.save(update_fields=["state"])
    _record(held, "moved", actor=actor, at=at)


@transaction.atomic
def publish_version(*, version: QuestionnaireVersion, actor: Actor, at: datetime) -> str:
    """Make a version final; its hash. Refusals: MayNotEdit, WrongMove, NothingAsked, DocumentUnsound, CodeReused."""
    policies.require_may_edit(actor, version)
    held = _held(version)
    _move(held, VersionState.PUBLISHED)
    document = queries.document_of(held)
    if not document.questions:
        raise NothingAsked
    require_sound(document)
    for code, number in rules.reused_codes(document, queries.published_before(held)):
        raise CodeReused(name=code, number=number)
    held.document, held.sha256 = as_json(document), fingerprint(document)
    held.published_at, held.published_by_name = at, actor.name
    held.save()
    _record(held, "published", actor=actor, at=at)
    return held.sha256


@transaction.atomic
def retire_version(*, version: QuestionnaireVersion, actor: Actor, at: datetime) -> None:
    """Take a version out of use: nobody begins to answer it; it stays readable. Refusals: MayNotEdit, WrongMove."""
    policies.require_may_edit(actor, version)
    held = _held(version)
    _move(held, VersionState.RETIRED)
    held.retired_at, held.retired_by_name = at, actor.name
    held.save(update_fields=["state", "retired_at", "retired_by_name"])
    _record(held, "retired", actor=actor, at=at)


def require_sound(document: Document) -> None:
    """Refuse a document with anything wrong in it: DocumentUnsound."""
    found = problems_of(document)
    if found:
        raise DocumentUnsound(count=len(found))


def _draft(
    questionnaire: Questionnaire, number: int, document: Document, actor: Actor, at: datetime
) -> QuestionnaireVersion:
    require_sound(document)
    return QuestionnaireVersion.objects.create(
        questionnaire=questionnaire, number=number, document=as_json(document), sha256=fingerprint(document),
        edited_at=at, edited_by_name=actor.name,
    )  # fmt: skip


def _held(version: QuestionnaireVersion) -> QuestionnaireVersion:
    """The version as it is now; two presses wait for each other."""
    held = QuestionnaireVersion.objects.select_for_update(of=("self",)).select_related("questionnaire")
    return held.get(pk=version.pk)


def _move(version: QuestionnaireVersion, to: VersionState) -> None:
    if not rules.may_move(version.state, to):
        raise WrongMove(state=version.get_state_display())
    version.state = to


def _record(version: QuestionnaireVersion, what: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, action=f"questionnaire.{what}", subject=version, at=at, hromada_code=actor.hromada_code,
        facts={"number": version.number, "state": str(version.state), "sha256": version.sha256},
    )  # fmt: skip
