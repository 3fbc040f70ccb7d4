"""Technological cards: which one holds on a day, its steps, what the linter says of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.catalogue.enums import StartEvent, VersionStatus, WorkflowChannel
from vikno.catalogue.models import PublicService, ServiceVersion, Workflow, WorkflowStep
from vikno.catalogue.queries.listing import ShownFinding, shown_finding
from vikno.catalogue.queries.services import published_on
from vikno.catalogue.rules import ServiceTerm, StepLine, WorkflowContent, lint_workflow, skeleton


def workflow_content(workflow: Workflow) -> WorkflowContent:
    """What a card says. Prefetch `steps` where several are read."""
    return WorkflowContent(
        steps=tuple(_lines(workflow.steps.all())), is_confirmed=workflow.is_confirmed, source=workflow.source
    )


def _lines(steps: Iterable[WorkflowStep]) -> Iterable[StepLine]:
    for step in sorted(steps, key=lambda one: one.order):
        yield StepLine(
            name=step.name, responsible=step.responsible, performer=step.performer, action=step.action,
            days=step.days, unit=step.unit, event=step.event,
        )  # fmt: skip


def with_steps(workflows: QuerySet[Workflow]) -> QuerySet[Workflow]:
    """Fetch the steps too, in one query whatever the number of cards."""
    return workflows.prefetch_related(Prefetch("steps", WorkflowStep.objects.order_by("workflow_id", "order")))


def workflow_in_force(service_id: int, *, on: date, channel: str = WorkflowChannel.CENTRE) -> Workflow | None:
    """The card that holds on a day, with its steps; None when there is none."""
    held = Workflow.objects.filter(published_on(on), service_id=service_id, channel=channel)
    return with_steps(held.select_related("service")).order_by("-valid_from").first()


def naming_workflow(versions: QuerySet[ServiceVersion], *, on: date) -> QuerySet[ServiceVersion]:
    """Each version with `workflow_id`: the card that cases opened on a day at a centre go by, None without one."""
    held = Workflow.objects.filter(
        published_on(on), service_id=OuterRef("service_id"), channel=WorkflowChannel.CENTRE
    ).order_by("-valid_from")
    return versions.annotate(workflow_id=Subquery(held.values("pk")[:1]))


def workflow_id_of(version: ServiceVersion) -> int | None:
    """The card that `naming_workflow` found for a version."""
    found: int | None = getattr(version, "workflow_id", None)
    return found


@dataclass(frozen=True, kw_only=True)
class WorkflowLine:
    """What a case needs of a step when it is opened."""

    pk: int
    order: int
    days: int | None
    unit: str
    event: str


@lru_cache(maxsize=1024)
def lines_of_workflow(workflow_id: int) -> tuple[WorkflowLine, ...]:
    """Lines of a published card in order. Read once in the life of a process: a published card is never changed."""
    rows = WorkflowStep.objects.filter(workflow_id=workflow_id, workflow__status=VersionStatus.PUBLISHED)
    return tuple(
        WorkflowLine(pk=row.pk, order=row.order, days=row.days, unit=row.unit, event=row.event)
        for row in rows.order_by("order")
    )


def workflows_of(service: PublicService) -> QuerySet[Workflow]:
    """Cards of a service, newest first."""
    return Workflow.objects.filter(service=service).order_by("channel", "-valid_from", "-pk")


def access_workflow(pk: int, *, service_id: int) -> Workflow | None:
    """One card of a service with its steps."""
    found = Workflow.objects.filter(pk=pk, service_id=service_id).select_related("service__group")
    return with_steps(found).first()


def newest_workflow(service_id: int, *, channel: str = WorkflowChannel.CENTRE) -> Workflow | None:
    """What a new draft starts from: the latest published card, else the latest draft."""
    found = with_steps(Workflow.objects.filter(service_id=service_id, channel=channel))
    cards = list(found.order_by("valid_from", "pk"))
    return max(cards, key=lambda one: (one.status == VersionStatus.PUBLISHED, one.valid_from, one.pk), default=None)


def service_term(service_id: int, *, on: date) -> ServiceTerm:
    """The term of a service on a day, or the one planned next, or that of its newest draft."""
    versions = ServiceVersion.objects.filter(service_id=service_id).order_by("valid_from", "pk")
    held = versions.filter(published_on(on)).last() or versions.filter(
        Q(status=VersionStatus.PUBLISHED, valid_from__gt=on)
    ).first() or versions.last()  # fmt: skip
    if held is None:
        return ServiceTerm(days=None, unit="calendar")
    return ServiceTerm(
        days=held.term_days, unit=held.term_unit, is_immediate=held.is_immediate, is_collegial=held.is_collegial,
        starts_at_provider=held.start_event == StartEvent.RECEIVED_BY_PROVIDER and not held.is_immediate,
    )  # fmt: skip


def workflow_findings(workflow: Workflow, *, on: date) -> list[ShownFinding]:
    """What the linter says of a card, errors first."""
    term = service_term(workflow.service_id, on=max(on, workflow.valid_from))
    return [
        shown_finding(finding)
        for finding in lint_workflow(workflow_content(workflow), term=term, channel=workflow.channel)
    ]


def first_text(service: PublicService, *, on: date) -> WorkflowContent:
    """What a new draft says at first: the newest card, or what happens to a case of any service."""
    newest = newest_workflow(service.pk)
    if newest is not None:
        return replace(workflow_content(newest), is_confirmed=False)
    version = ServiceVersion.objects.filter(published_on(on), service=service).select_related("authority").first()
    with override("uk"):  # a card is written in Ukrainian whatever the screen speaks
        decides = version.authority.name if version and version.authority else _("уповноважена посадова особа")
        steps = skeleton(is_immediate=bool(version and version.is_immediate), decides=decides, centre=_("ЦНАП"))
    return WorkflowContent(steps=steps)
