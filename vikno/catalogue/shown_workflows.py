"""Ready rows for the pages of technological cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vikno.catalogue import queries
from vikno.catalogue.enums import CaseEvent, Performer, StepAction, VersionStatus, WorkflowChannel
from vikno.catalogue.models import Workflow
from vikno.catalogue.rules import StepLine
from vikno.catalogue.shown_findings import finding_notes, finding_rows, rights
from vikno.common.actors import Actor
from vikno.common.components import StatusKind

LEGEND: Final = tuple(StepAction)


@dataclass(frozen=True, kw_only=True)
class WorkflowRow:
    """A card in the list of a service."""

    url: str
    dates: str
    channel: str
    state: str
    state_kind: StatusKind


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """A line as the official table has it, and how it is marked in a case."""

    number: int
    name: str
    responsible: str
    performer: str
    action: str
    action_words: str
    term: str
    mark: str


def step_rows(steps: Iterable[StepLine]) -> list[StepRow]:
    return [
        StepRow(
            number=number,
            name=step.name,
            responsible=step.responsible,
            performer=str(Performer(step.performer).label),
            action=step.action,
            action_words=str(StepAction(step.action).label),
            term=term_words(step),
            mark=str(CaseEvent(step.event).label) if step.event else "",
        )
        for number, step in enumerate(steps, start=1)
    ]


def term_words(step: StepLine) -> str:
    """«1 робочий день», «у день звернення», «—»."""
    if step.days is None:
        return "—"
    if step.days == 0:
        return _("того самого дня")
    if step.unit == "working":
        return ngettext("{n} робочий день", "{n} робочих днів", step.days).format(n=step.days)
    return ngettext("{n} календарний день", "{n} календарних днів", step.days).format(n=step.days)


def workflow_rows(workflows: Iterable[Workflow], *, on: date) -> list[WorkflowRow]:
    return [workflow_row(one, on=on) for one in workflows]


def workflow_row(workflow: Workflow, *, on: date) -> WorkflowRow:
    since = _("з {date}").format(date=f"{workflow.valid_from:%d.%m.%Y}")
    dates = f"{workflow.valid_from:%d.%m.%Y}–{workflow.valid_to:%d.%m.%Y}" if workflow.valid_to else since
    state, kind = _state(workflow, on=on)
    return WorkflowRow(
        url=reverse("catalogue:workflow", args=[workflow.service_id, workflow.pk]),
        dates=dates,
        channel=str(WorkflowChannel(workflow.channel).label),
        state=state,
        state_kind=kind,
    )


def _state(workflow: Workflow, *, on: date) -> tuple[str, StatusKind]:
    if workflow.status == VersionStatus.DRAFT:
        return _("чернетка"), "draft"
    if workflow.valid_from > on:
        return _("запланована"), "waiting"
    if workflow.valid_to is not None and workflow.valid_to < on:
        return _("минула"), "closed"
    return _("діє"), "done"


def workflow_facts(workflow: Workflow, *, on: date, actor: Actor) -> dict[str, Any]:
    """Everything of the page of one card."""
    findings = queries.workflow_findings(workflow, on=on)
    return {
        "service": workflow.service,
        "name": queries.said(workflow.service.name, workflow.service.name_en),
        "workflow": workflow,
        "row": workflow_row(workflow, on=on),
        "is_draft": workflow.status == VersionStatus.DRAFT,
        "may": rights(actor),
        "steps": step_rows(queries.workflow_content(workflow).steps),
        "legend": LEGEND,
        "findings": finding_rows(findings),
        "notes": finding_notes(findings),
        "has_errors": any(finding.severity == "error" for finding in findings),
    }
