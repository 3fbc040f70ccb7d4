"""The plan and its milestones: put in, reported with a proof, accepted, cancelled."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.audit.places import place_of
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.documents.answers import file_answer, pdf_answer
from vikno.documents.models import StoredFile
from vikno.support import papers, queries, rules, services, shown
from vikno.support.enums import MilestoneMove
from vikno.support.forms import CancelForm, ListForm, MilestoneForm, ReportForm, WordsForm
from vikno.support.models import Amendment, AssetIncident, Milestone, MilestoneStep
from vikno.support.services.plans import PLANNABLE
from vikno.support.views.common import BOTH, PROGRAMME, page_of

# Moves that are one press without words.
_BARE = frozenset({MilestoneMove.BEGIN, MilestoneMove.ACCEPT})


@require_safe
@role_required(*PROGRAMME)
def milestones(request: StaffRequest) -> HttpResponse:
    """Of all memoranda, by their day."""
    form = ListForm(request.GET, choices=[("", _("усі")), ("overdue", _("прострочені"))])
    rows = queries.milestones_of(request.actor, on=clock.today(), is_overdue=form.asked == "overdue")
    page = page_of(request, rows)
    facts = {
        "page": page, "grid": shown.milestones(page, on=clock.today()), "form": form, "title": _("Етапи планів"),
        "empty": _("Етапи з'являться, коли їх додадуть у план меморандуму."), "links": [],
    }  # fmt: skip
    return render(request, "support/list.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*BOTH)
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    """Milestones of a memorandum; the programme adds to it."""
    one = queries.memorandum_of(request.actor, pk)
    form = MilestoneForm(posted(request)) if request.actor.role == Role.PROGRAMME else None
    call = {"memorandum": one, "actor": request.actor, "at": clock.now()}
    if request.method == "POST":
        if form is None:
            raise Http404
        add = lambda: services.add_milestone(**call, facts=form.facts())  # noqa: E731
        if form.is_valid() and done(request, add, _("Етап додано."), form=form):
            return redirect("support:plan", pk)
    rows = one.milestones.prefetch_related("deliverables")
    facts = {
        "one": one, "tabs": shown.sides(one, current="plan"), "form": form if one.state in PLANNABLE else None,
        "grid": shown.milestones(rows, on=clock.today(), with_hromada=False),
    }  # fmt: skip
    return render(request, "support/plan.html", facts)


@require_safe
@role_required(*BOTH)
def plan_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """A4 of the plan as it stands."""
    one = queries.memorandum_of(request.actor, pk)
    return pdf_answer(papers.plan_pdf(one, at=clock.now()), name=f"plan-{one.pk}")


@require_safe
@role_required(*BOTH)
def milestone(request: StaffRequest, pk: int) -> HttpResponse:
    """How it goes, and the forms of whoever looks."""
    return _page(request, _milestone(request, pk), {})


@require_POST
@role_required(*BOTH)
def milestone_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """One move by the table; a report may carry a proof."""
    if move not in MilestoneMove.values or move == MilestoneMove.CANCEL:
        raise Http404
    one, name = _milestone(request, pk), "report_form" if move == MilestoneMove.REPORT else "words_form"
    form: Any = (
        ReportForm(request.POST, request.FILES, deliverables=list(one.deliverables.all()))
        if move == MilestoneMove.REPORT
        else WordsForm(request.POST)
    )
    call = {"milestone": one, "move": MilestoneMove(move), "actor": request.actor, "at": clock.now()}

    @transaction.atomic  # a refused report leaves no row of its file
    def act() -> None:
        done_keys = form.keys() if move == MilestoneMove.REPORT else ()
        words = form.cleaned_data.get("words", "")
        services.move_milestone(**call, words=words, done=done_keys, proof=_kept(request, form))

    if form.is_valid() and done(request, act, _("Крок записано."), form=form):
        return redirect("support:milestone", pk)
    return _page(request, one, {name: form})


@require_POST
@role_required(*PROGRAMME)
def milestone_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """By a signed amendment."""
    one = _milestone(request, pk)
    form = CancelForm(request.POST, amendments=_signed(one))
    if form.is_valid():
        chosen = queries.the_one(request.actor, Amendment, int(form.cleaned_data["amendment"]))
        call = {"milestone": one, "amendment": chosen, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.cancel_milestone(**call), _("Етап скасовано."), form=form):
            return redirect("support:milestone", pk)
    return _page(request, one, {"cancel_form": form})


@require_safe
@role_required(*BOTH)
def proof(request: StaffRequest, pk: int) -> HttpResponse:
    """The file of a report."""
    return _file(request, queries.the_one(request.actor, MilestoneStep, pk))


@require_safe
@role_required(*BOTH)
def incident_proof(request: StaffRequest, pk: int) -> HttpResponse:
    """The file of an incident."""
    return _file(request, queries.the_one(request.actor, AssetIncident, pk))


def _file(request: StaffRequest, row: MilestoneStep | AssetIncident) -> HttpResponse:
    file, content = services.proof_of(row=row, actor=request.actor, at=clock.now(), place=place_of(request))
    return file_answer(content, media_type=file.media_type, name=f"proof-{row.pk}")


def _kept(request: StaffRequest, form: Any) -> StoredFile | None:
    sent = form.cleaned_data.get("proof")
    if sent is None:
        return None
    return services.keep_proof(stream=sent, name=sent.name, size=sent.size, actor=request.actor, at=clock.now())


def _milestone(request: StaffRequest, pk: int) -> Milestone:
    return queries.the_one(request.actor, Milestone, pk, "memorandum", "hromada")


def _signed(one: Milestone) -> list[Amendment]:
    return [each for each in Amendment.objects.filter(memorandum=one.memorandum_id) if each.is_signed]


def _page(request: StaffRequest, one: Milestone, given: dict[str, Any]) -> HttpResponse:
    moves = rules.milestone_moves(one.state, request.actor.role, one.responsible)
    deliverables, amendments = list(one.deliverables.all()), _signed(one)
    facts = {
        "one": one, "state": shown.state(one), "is_overdue": one.is_overdue(clock.today()),
        "deliverables": deliverables, "steps": one.steps.all(), "moves": [move for move in moves if move in _BARE],
        "report_form": ReportForm(deliverables=deliverables) if MilestoneMove.REPORT in moves else None,
        "words_form": WordsForm() if MilestoneMove.RETURN in moves else None,
        "cancel_form": CancelForm(amendments=amendments) if MilestoneMove.CANCEL in moves and amendments else None,
    }  # fmt: skip
    return render(request, "support/milestone.html", {**facts, **given})
