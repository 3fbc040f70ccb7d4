"""The life of a response: begun, submitted, returned, locked."""

from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.questionnaires import policies, queries
from vikno.questionnaires.engine import Audience
from vikno.questionnaires.enums import VersionState
from vikno.questionnaires.errors import AnswersMissing, NoSuchResponse, NotPublished, ResponseLocked, ResponseSubmitted
from vikno.questionnaires.models import QuestionnaireVersion, Response


@transaction.atomic
def start_response(
    *,
    version: QuestionnaireVersion,
    hromada_code: str | None,
    organisation_id: int | None,
    actor: Actor,
    at: datetime,
    is_demo: bool = False,
) -> Response:
    """Begin to answer a published version, for a hromada or (None) for the programme itself; nothing is answered yet.

    Refusals: NotPublished, NoSuchResponse.
    """
    made = Response(
        version=version, hromada_id=hromada_code, organisation_id=organisation_id, started_at=at,
        started_by_name=actor.name, is_demo=is_demo,
    )  # fmt: skip
    policies.require_may_answer(actor, made)
    if version.state != VersionState.PUBLISHED:
        raise NotPublished
    made.save()
    _record(made, "started", actor=actor, at=at)
    return made


@transaction.atomic
def submit_response(*, response: Response, actor: Actor, at: datetime, audience: Audience = Audience.APPLICANT) -> None:
    """Show a whole response to the programme; it is changed no more unless returned.

    Refusals: NoSuchResponse, ResponseSubmitted, ResponseLocked, AnswersMissing.
    """
    policies.require_may_answer(actor, response)
    held = held_open(response)
    if held.is_submitted:
        raise ResponseSubmitted
    found = queries.evaluation_of(held, audience)
    if not found.is_complete:
        raise AnswersMissing(missing=len(found.missing), wrong=len(found.errors))
    held.is_submitted, held.submitted_at, held.submitted_by_name = True, at, actor.name
    held.save(update_fields=["is_submitted", "submitted_at", "submitted_by_name"])
    _record(held, "submitted", actor=actor, at=at)


@transaction.atomic
def return_response(*, response: Response, actor: Actor, at: datetime) -> None:
    """Open a submitted response again. Refusals: NoSuchResponse, ResponseLocked."""
    held = held_open(response)
    policies.require_may_judge(actor, held)
    held.is_submitted = False
    held.save(update_fields=["is_submitted"])
    _record(held, "returned", actor=actor, at=at)


@transaction.atomic
def lock_response(*, response: Response, actor: Actor, at: datetime) -> str:
    """Close a response for ever with its snapshot; the hash of it. One that was not submitted becomes so.

    Refusals: NoSuchResponse, ResponseLocked.
    """
    held = held_open(response)
    policies.require_may_judge(actor, held)
    if not held.is_submitted:
        held.is_submitted, held.submitted_at, held.submitted_by_name = True, at, actor.name
    held.snapshot = queries.snapshot_of(held)
    held.sha256, held.locked_at = queries.sha256_of(held.snapshot), at
    held.save()
    _record(held, "locked", actor=actor, at=at)
    return held.sha256


def held_open(response: Response) -> Response:
    """The response as it is now, held to the end; two people change it one after another.

    Refusals: NoSuchResponse, ResponseLocked.
    """
    rows = Response.objects.select_for_update(of=("self",)).select_related("version__questionnaire")
    held = rows.filter(pk=response.pk).first()
    if held is None:
        raise NoSuchResponse
    if held.locked_at is not None:
        raise ResponseLocked
    return held


def _record(response: Response, what: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, action=f"response.{what}", subject=response, at=at, hromada_code=actor.hromada_code,
        facts={"version": response.version_id, "sha256": response.sha256},
    )  # fmt: skip
