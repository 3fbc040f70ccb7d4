"""Technological cards from a table and from the seed, and back into a table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.catalogue import policies
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.errors import CatalogueFileRefused, UnknownExport, UnknownWorkflowFormat
from vikno.catalogue.models import PublicService, ServiceVersion, Workflow
from vikno.catalogue.queries.services import published_on
from vikno.catalogue.queries.workflow_papers import WORKFLOW_EXPORT_KINDS, export_workflow_table, workflow_rows_exported
from vikno.catalogue.queries.workflows import with_steps, workflow_content
from vikno.catalogue.readers.workflow_seed import read_workflow_seed
from vikno.catalogue.readers.workflow_table import ReadWorkflow, read_workflow_table
from vikno.catalogue.rules import MOST_STEPS, WorkflowContent
from vikno.catalogue.services.reports import ImportReport
from vikno.catalogue.services.workflows import change_workflow, draft_workflow, publish_workflow
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.reports import Progress, silent
from vikno.common.tables import Problem, TableRefused

SEED_SOURCE: Final = "зразок, що йде з програмою"


def import_workflows(
    *, path: Path, actor: Actor, at: datetime, edition_on: date | None = None, progress: Progress = silent
) -> ImportReport:
    """Take a CSV, XLSX, XLS, ODS or JSON file of cards whole, or refuse it whole with lines and reasons.

    Cards become drafts; the same file again changes nothing. `edition_on`: from when cards without a date hold.
    """
    return _taken(path, file_name=path.name, actor=actor, at=at, since=edition_on, progress=progress)


def import_workflow_upload(*, content: bytes, file_name: str, actor: Actor, at: datetime) -> ImportReport:
    """The same for a file sent through a page."""
    return _taken(content, file_name=file_name, actor=actor, at=at, since=None, progress=silent)


def export_workflows(*, path: Path) -> int:
    """Write the newest card of each service and channel, one row a step; the number of rows. Raises UnknownExport."""
    kind = next((kind for kind in WORKFLOW_EXPORT_KINDS if path.suffix.lower() == f".{kind}"), None)
    if kind is None:
        raise UnknownExport(name=path.name)
    path.write_bytes(export_workflow_table(kind))
    return workflow_rows_exported()


def _taken(
    source: Path | bytes, *, file_name: str, actor: Actor, at: datetime, since: date | None, progress: Progress
) -> ImportReport:
    policies.require_may_import(actor)
    try:
        with transaction.atomic():
            return _take(read_workflow_table(source), file_name, actor, at, since or today(at), progress)
    except TableRefused as refusal:
        problems, total = list(refusal.problems), refusal.total
    except UnknownWorkflowFormat as refusal:
        problems, total = [Problem(0, refusal.message)], 1
    return ImportReport(file_name=file_name, refused=problems, refused_total=total)


def _take(
    cards: Sequence[ReadWorkflow], file_name: str, actor: Actor, at: datetime, since: date, progress: Progress
) -> ImportReport:
    services = PublicService.objects.in_bulk([card.code for card in cards], field_name="code")
    problems = [problem for card in cards for problem in _problems(card, services)]
    if problems:
        raise CatalogueFileRefused(problems)
    report = ImportReport(file_name=file_name, total=sum(len(card.steps) for card in cards))
    for number, card in enumerate(cards, start=1):
        _take_card(card, services[card.code], report, actor, at, since)
        progress(number, len(cards))
    return report


def _problems(card: ReadWorkflow, services: dict[str, PublicService]) -> list[Problem]:
    service = services.get(card.code)
    if service is None:
        said = _("послуги з кодом {code} немає в каталозі.")
    elif service.withdrawn_on is not None:
        said = _("послугу {code} вилучено з каталогу.")
    elif len(card.steps) > MOST_STEPS:
        said = _("у картці {code} забагато етапів.")
    else:
        return []
    return [Problem(card.line, format_lazy(said, code=card.code))]


def _take_card(
    card: ReadWorkflow, service: PublicService, report: ImportReport, actor: Actor, at: datetime, since: date
) -> None:
    """The same text as the newest card is left alone; a draft is rewritten, else one is made."""
    cards = with_steps(Workflow.objects.filter(service=service, channel=card.channel)).order_by("pk")
    newest = max(cards, key=lambda one: (one.status == VersionStatus.DRAFT, one.valid_from, one.pk), default=None)
    content = WorkflowContent(steps=card.steps, source=card.source)
    if newest is not None:
        kept = workflow_content(newest)
        content = replace(content, source=content.source or kept.source, is_confirmed=kept.is_confirmed)
        if kept == content:
            report.unchanged.append(card.code)
            return
        content = replace(content, is_confirmed=False)
    if newest is not None and newest.status == VersionStatus.DRAFT:
        change_workflow(
            workflow=newest, content=content, valid_from=card.valid_from or newest.valid_from,
            seen_edition=newest.edition, actor=actor, at=at,
        )  # fmt: skip
        report.changed.append(card.code)
        return
    draft_workflow(
        service=service, content=content, valid_from=card.valid_from or since, channel=card.channel, actor=actor, at=at
    )
    report.added.append(card.code)


@transaction.atomic
def load_workflow_seed(*, valid_from: date, actor: Actor, at: datetime) -> int:
    """Publish cards of the product for services that have none; how many were added.

    What people wrote is left alone.
    """
    policies.require_may_import(actor)
    cards = {card.code: card for card in read_workflow_seed()}
    bare = PublicService.objects.filter(code__in=cards, workflows__isnull=True, withdrawn_on__isnull=True)
    added = 0
    for service in bare.order_by("pk"):
        held = ServiceVersion.objects.filter(published_on(today(at)), service=service).select_related("authority")
        version = held.order_by("pk").last()
        if version is None or version.authority is None:
            continue
        content = WorkflowContent(steps=cards[service.code].named(version.authority.name), source=SEED_SOURCE)
        draft = draft_workflow(service=service, content=content, valid_from=valid_from, actor=actor, at=at)
        publish_workflow(workflow=draft, actor=actor, at=at)
        added += 1
    return added
