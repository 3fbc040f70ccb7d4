"""Technological cards: the page of one, the editor, publishing, files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.catalogue import policies, queries, services, shown
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.errors import MayNotPublish, WorkflowChangedMeanwhile, WorkflowIsPublished
from vikno.catalogue.forms import ImportForm
from vikno.catalogue.models import Workflow
from vikno.catalogue.shown_workflows import step_rows, workflow_facts
from vikno.catalogue.views.common import EDITORS, READERS, posted_files, service_or_404
from vikno.catalogue.workflow_forms import WorkflowForms
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.editions import differences
from vikno.common.errors import Refusal

_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_GET
@role_required(*READERS)
def workflow_page(request: HttpRequest, pk: int, workflow_pk: int) -> HttpResponse:
    """One card as the official table, and what the linter says."""
    workflow = _workflow_or_404(pk, workflow_pk)
    facts = workflow_facts(workflow, on=clock.today(), actor=actor_of(request))
    return render(request, "catalogue/workflow.html", facts)


@require_POST
@role_required(*EDITORS)
def new_workflow(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft that starts from the newest card, or from what happens to every case."""
    service = service_or_404(pk)
    try:
        draft = services.draft_workflow(
            service=service, content=queries.first_text(service, on=clock.today()), valid_from=clock.today(),
            actor=actor_of(request), at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("catalogue:service", pk=pk)
    return redirect("catalogue:workflow_draft", pk=pk, workflow_pk=draft.pk)


@role_required(*EDITORS)
def workflow_draft(request: HttpRequest, pk: int, workflow_pk: int) -> HttpResponse:
    """The editor: every button saves the draft first."""
    workflow = _workflow_or_404(pk, workflow_pk)
    if workflow.status == VersionStatus.PUBLISHED:
        messages.warning(request, str(WorkflowIsPublished.message))
        return redirect("catalogue:workflow", pk=pk, workflow_pk=workflow_pk)
    content = queries.workflow_content(workflow)
    given = {"valid_from": workflow.valid_from, "channel": workflow.channel, "edition": workflow.edition}
    forms, other = WorkflowForms(posted(request), content, given), False
    if request.method == "POST" and forms.is_valid():
        try:
            services.change_workflow(
                workflow=workflow, content=forms.content(), valid_from=forms.valid_from,
                channel=forms.card.cleaned_data["channel"], seen_edition=forms.seen_edition,
                actor=actor_of(request), at=clock.now(), reason=forms.card.cleaned_data["reason"],
            )  # fmt: skip
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            other = isinstance(refusal, WorkflowChangedMeanwhile)
        else:
            return _after(request, forms, pk, workflow_pk)
    facts = {"service": workflow.service, "workflow": workflow, "forms": forms, "both_shown": other}
    facts["saved_meanwhile"] = step_rows(content.steps) if other else []
    facts["differences"] = differences((forms.card,)) if other else []
    return render(request, "catalogue/workflow_draft.html", facts)


def _after(request: HttpRequest, forms: WorkflowForms, pk: int, workflow_pk: int) -> HttpResponse:
    """Back to the line one worked on; «save» goes to the page of the card."""
    messages.success(request, _("Чернетку збережено."))
    if not forms.anchor:
        return redirect("catalogue:workflow", pk=pk, workflow_pk=workflow_pk)
    return redirect(reverse("catalogue:workflow_draft", args=[pk, workflow_pk]) + forms.anchor)


@require_POST
@role_required(*EDITORS)
def workflow_publication(request: HttpRequest, pk: int, workflow_pk: int) -> HttpResponse:
    """Let a card hold from its day."""
    workflow = _workflow_or_404(pk, workflow_pk)

    def publish() -> None:
        services.publish_workflow(workflow=workflow, actor=actor_of(request), at=clock.now())

    done(request, publish, _("Технологічну картку оприлюднено. Справи, відкриті раніше, йдуть за попередньою."))
    return redirect("catalogue:workflow", pk=pk, workflow_pk=workflow_pk)


@require_POST
@role_required(*EDITORS)
def workflow_discard(request: HttpRequest, pk: int, workflow_pk: int) -> HttpResponse:
    """Throw a draft away."""
    workflow = _workflow_or_404(pk, workflow_pk)

    def throw() -> None:
        services.discard_workflow(workflow=workflow, actor=actor_of(request), at=clock.now())

    if done(request, throw, _("Чернетку видалено.")):
        return redirect("catalogue:service", pk=pk)
    return redirect("catalogue:workflow", pk=pk, workflow_pk=workflow_pk)


@require_GET
@role_required(*READERS)
def workflow_sheet(request: HttpRequest, pk: int, workflow_pk: int) -> HttpResponse:
    """The card on paper."""
    workflow = _workflow_or_404(pk, workflow_pk)
    return HttpResponse(queries.workflow_pdf(workflow, made_at=clock.now()), content_type="application/pdf")


@role_required(*EDITORS)
def import_workflows_page(request: HttpRequest) -> HttpResponse:
    """Send a table of cards, read line by line what it did."""
    actor = actor_of(request)
    if not policies.may_import(actor):
        return render(request, "catalogue/refused.html", {"refusal": MayNotPublish.message})
    form, report = ImportForm(*posted_files(request)), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        report = services.import_workflow_upload(
            content=file.read(), file_name=file.name, actor=actor, at=clock.now()
        )  # fmt: skip
    facts = {"form": form, "report": None if report is None else shown.report_facts(report)}
    return render(request, "catalogue/import_workflows.html", facts)


@require_GET
@role_required(*READERS)
def export_workflows_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Every card as a table."""
    if kind not in queries.WORKFLOW_EXPORT_KINDS:
        raise Http404
    name = f"tekhnolohichni-kartky-{clock.today():%Y-%m-%d}.{kind}"
    return HttpResponse(
        queries.export_workflow_table(kind), content_type=_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


def _workflow_or_404(pk: int, workflow_pk: int) -> Workflow:
    workflow = queries.access_workflow(workflow_pk, service_id=pk)
    if workflow is None:
        raise Http404
    return workflow
