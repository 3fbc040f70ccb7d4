"""Drafts of a service's technological card, and publishing one from a day."""

from datetime import date, datetime

from django.db import transaction

from vikno.audit.services import record
from vikno.catalogue import policies
from vikno.catalogue.enums import ServiceAction, VersionStatus, WorkflowChannel
from vikno.catalogue.errors import (
    CardHasErrors,
    ServiceIsWithdrawn,
    TooManySteps,
    WorkflowChangedMeanwhile,
    WorkflowIsPublished,
)
from vikno.catalogue.models import PublicService, Workflow, WorkflowStep
from vikno.catalogue.queries.workflows import service_term, workflow_content
from vikno.catalogue.rules import (
    MOST_STEPS,
    Severity,
    WorkflowContent,
    lint_workflow,
)
from vikno.catalogue.services.writing import make_room, note_change
from vikno.common.actors import Actor
from vikno.common.clock import today


@transaction.atomic
def draft_workflow(
    *,
    service: PublicService,
    content: WorkflowContent,
    valid_from: date,
    actor: Actor,
    at: datetime,
    channel: str = WorkflowChannel.CENTRE,
    reason: str = "",
) -> Workflow:
    """A new card that nobody works by yet."""
    policies.require_may_edit(actor)
    _require_room(content)
    if service.withdrawn_on is not None:
        raise ServiceIsWithdrawn
    workflow = Workflow(service=service, channel=channel, valid_from=valid_from, created_at=at)
    workflow.is_confirmed, workflow.source = content.is_confirmed, content.source
    workflow.save()
    _write_steps(workflow, content)
    _note(workflow, ServiceAction.WORKFLOW_DRAFTED, actor, at, reason)
    return workflow


@transaction.atomic
def change_workflow(
    *,
    workflow: Workflow,
    content: WorkflowContent,
    valid_from: date,
    seen_edition: int,
    actor: Actor,
    at: datetime,
    channel: str = "",
    reason: str = "",
) -> Workflow:
    """Another text of a draft; the same text leaves no trace.

    `seen_edition`: the text the writer began from. Raises WorkflowChangedMeanwhile when another was saved since.
    """
    policies.require_may_edit(actor)
    _require_room(content)
    workflow = _locked(workflow)
    _require_draft(workflow)
    channel = channel or workflow.channel
    if workflow_content(workflow) == content and (workflow.valid_from, workflow.channel) == (valid_from, channel):
        return workflow
    if workflow.edition != seen_edition:
        raise WorkflowChangedMeanwhile
    workflow.valid_from, workflow.channel, workflow.edition = valid_from, channel, workflow.edition + 1
    workflow.is_confirmed, workflow.source = content.is_confirmed, content.source
    workflow.save()
    workflow.steps.all().delete()
    _write_steps(workflow, content)
    _note(workflow, ServiceAction.WORKFLOW_CHANGED, actor, at, reason)
    return workflow


@transaction.atomic
def discard_workflow(*, workflow: Workflow, actor: Actor, at: datetime, reason: str = "") -> None:
    """Throw a draft away."""
    policies.require_may_edit(actor)
    workflow = _locked(workflow)
    _require_draft(workflow)
    _note(workflow, ServiceAction.WORKFLOW_DISCARDED, actor, at, reason)
    workflow.delete()


@transaction.atomic
def publish_workflow(*, workflow: Workflow, actor: Actor, at: datetime, reason: str = "") -> Workflow:
    """Let a card hold from its day: cases opened from then on go by it, those under way keep their own.

    Refused with errors of the linter, in the past (unless it is the first), and on a day already taken.
    """
    policies.require_may_publish(actor)
    workflow = _locked(workflow)
    _require_draft(workflow)
    term = service_term(workflow.service_id, on=max(workflow.valid_from, today(at)))
    findings = lint_workflow(workflow_content(workflow), term=term, channel=workflow.channel)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise CardHasErrors(errors)
    cards = Workflow.objects.filter(service_id=workflow.service_id, channel=workflow.channel)
    make_room(workflow, among=cards, on=today(at))
    workflow.status = VersionStatus.PUBLISHED
    workflow.save(update_fields=["status", "valid_to"])
    _note(workflow, ServiceAction.WORKFLOW_PUBLISHED, actor, at, reason)
    return workflow


def _require_draft(workflow: Workflow) -> None:
    if workflow.status == VersionStatus.PUBLISHED:
        raise WorkflowIsPublished


def _require_room(content: WorkflowContent) -> None:
    if len(content.steps) > MOST_STEPS:
        raise TooManySteps(most=MOST_STEPS)


def _write_steps(workflow: Workflow, content: WorkflowContent) -> None:
    WorkflowStep.objects.bulk_create(
        WorkflowStep(
            workflow=workflow, order=order, name=step.name, responsible=step.responsible, performer=step.performer,
            action=step.action, days=step.days, unit=step.unit, event=step.event,
        )
        for order, step in enumerate(content.steps, start=1)
    )  # fmt: skip


def _locked(workflow: Workflow) -> Workflow:
    """The card as it is now, its service locked: two people change one card in turn."""
    PublicService.objects.select_for_update().get(pk=workflow.service_id)
    return Workflow.objects.select_related("service").prefetch_related("steps").get(pk=workflow.pk)


def _note(workflow: Workflow, action: ServiceAction, actor: Actor, at: datetime, reason: str) -> None:
    """The service's own history, and the journal."""
    facts = {
        "service": workflow.service.code,
        "valid_from": workflow.valid_from.isoformat(),
        "channel": str(workflow.channel),
    }
    note_change(service=workflow.service, action=action, actor=actor, at=at, reason=reason, facts=facts).save()
    record(
        actor=actor, action=f"catalogue.{action}", subject=workflow, at=at, hromada_code=actor.hromada_code,
        facts=facts,
    )  # fmt: skip
