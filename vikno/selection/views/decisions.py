"""Runs, the protocol line by line, the signature, the hour, publication; answers to appeals."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.documents.answers import pdf_answer
from vikno.selection import papers, policies, queries, rules, services, shown
from vikno.selection.enums import (
    APPEAL_KINDS,
    DECISION_KINDS,
    OUTCOME_KINDS,
    RUN_KINDS,
    DecisionState,
    Outcome,
    RunMove,
)
from vikno.selection.forms import AnswerForm, DeviationForm, EmbargoForm
from vikno.selection.views.pool import ROWS

_NOT_TOLD = (DecisionState.SIGNED, DecisionState.EMBARGOED)
_ACTS = {RunMove.FREEZE: services.freeze_run, RunMove.COMPUTE: services.compute_run, RunMove.ADOPT: services.adopt_run}


@require_POST
@role_required(Role.PROGRAMME)
def runs(request: StaffRequest, number: str) -> HttpResponse:
    """Prepare a run; a second one says why."""
    said = {"review": policies.review_run_by(request.actor, number), "because": request.POST.get("reason", "")}
    said |= {"actor": request.actor, "at": clock.now()}
    done(request, lambda: services.prepare_run(**said), _("Прогін підготовлено."))
    return redirect("selection:call", number=number)


@require_safe
@role_required(Role.PROGRAMME)
def run(request: StaffRequest, pk: int) -> HttpResponse:
    """A run with its hashes and lines, each with its reason."""
    found = queries.run_run_by(request.actor, pk)
    page = Paginator(found.entries.order_by("position"), ROWS).get_page(request.GET.get("page"))
    page.object_list = shown.entries(page.object_list)
    moves = [RunMove(one) for one in rules.moves_from(rules.RUN_MOVES, found.state) if one in _ACTS]
    facts = {
        "run": found, "call": found.call, "page": page, "moves": moves, "kind": RUN_KINDS[found.state],
        "decision": queries.decisions_of(found.call).filter(run=found).first(),
    }  # fmt: skip
    return render(request, "selection/run.html", facts)


@require_POST
@role_required(Role.PROGRAMME)
def run_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """Freeze, compute, adopt."""
    found = queries.run_run_by(request.actor, pk)
    if move not in _ACTS:
        raise Http404
    act = _ACTS[RunMove(move)]
    done(request, lambda: act(run=found, actor=request.actor, at=clock.now()), _("Зроблено."))
    return redirect("selection:run", pk=pk)


@require_safe
@role_required(Role.PROGRAMME)
def decision(request: StaffRequest, pk: int) -> HttpResponse:
    """The protocol: lines of the run and what the commission says of each."""
    found = queries.decision_run_by(request.actor, pk)
    rows = found.lines.select_related("entry__proposal__hromada__oblast", "entry__proposal__track")
    page = Paginator(rows.order_by("entry__position"), ROWS).get_page(request.GET.get("page"))
    page.object_list = shown.lines(page.object_list)
    told = {outcome: found.lines.filter(outcome=outcome).count() for outcome in Outcome}
    facts = {
        "decision": found, "call": found.call, "page": page, "kind": DECISION_KINDS[found.state], "form": EmbargoForm(),
        "counts": [(outcome.label, n, OUTCOME_KINDS[outcome]) for outcome, n in told.items()],
        "is_draft": found.state == DecisionState.DRAFT, "is_signed": found.state == DecisionState.SIGNED,
        "waits": found.state == DecisionState.EMBARGOED,
        "trouble": queries.why_not_published(found) if found.state in _NOT_TOLD else None,
    }  # fmt: skip
    return render(request, "selection/decision.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def line(request: StaffRequest, pk: int) -> HttpResponse:
    """The commission departs from the run in one line."""
    found, form = queries.line_run_by(request.actor, pk), DeviationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"line": found, "outcome": Outcome(form.cleaned_data["outcome"]), "reason": form.cleaned_data["reason"]}
        said |= {"actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.deviate_line(**said), _("Рішення записано."), form=form):
            return redirect("selection:decision", pk=found.decision_id)
    told = shown.lines([found])[0]
    return render(request, "selection/line.html", {"told": told, "decision": found.decision, "form": form})


@require_safe
@role_required(Role.PROGRAMME)
def protocol(request: StaffRequest, pk: int) -> HttpResponse:
    """The protocol on paper, as signed or as it stands."""
    found = queries.decision_run_by(request.actor, pk)
    made = papers.protocol_pdf(found, by=request.actor.name, at=clock.now())
    return pdf_answer(made, name=f"protokol-{found.call.number}-{found.number}")


@require_POST
@role_required(Role.PROGRAMME)
def signature(request: StaffRequest, pk: int) -> HttpResponse:
    """Sign: the lines do not change any more."""
    said = {"decision": queries.decision_run_by(request.actor, pk), "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.sign_decision(**said), _("Протокол підписано."))
    return redirect("selection:decision", pk=pk)


@require_POST
@role_required(Role.PROGRAMME)
def embargo(request: StaffRequest, pk: int) -> HttpResponse:
    """Say the hour of publication."""
    found, form = queries.decision_run_by(request.actor, pk), EmbargoForm(request.POST)
    if form.is_valid():
        said = {"decision": found, "publish_at": form.publish_at(), "actor": request.actor, "at": clock.now()}
        done(request, lambda: services.embargo_decision(**said), _("Годину оприлюднення призначено."), form=form)
    if form.errors:
        return render(request, "selection/embargo.html", {"decision": found, "call": found.call, "form": form})
    return redirect("selection:decision", pk=pk)


@require_POST
@role_required(Role.PROGRAMME)
def publication(request: StaffRequest, pk: int) -> HttpResponse:
    """The list, the results and the letters, in one moment, which need not be the hour that was said."""
    said = {"decision": queries.decision_run_by(request.actor, pk), "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.publish_now(**said), _("Оприлюднено. Листи громадам записано."))
    return redirect("selection:decision", pk=pk)


@require_safe
@role_required(Role.PROGRAMME)
def appeals(request: StaffRequest) -> HttpResponse:
    """Objections of hromadas, those that wait first."""
    page = Paginator(queries.appeals_run_by(request.actor), ROWS).get_page(request.GET.get("page"))
    page.object_list = [(one, APPEAL_KINDS[one.state]) for one in page.object_list]
    return render(request, "selection/appeals.html", {"page": page, "today": clock.today()})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def appeal(request: StaffRequest, pk: int) -> HttpResponse:
    """One objection and its answer."""
    found = queries.appeal_run_by(request.actor, pk)
    moves = rules.moves_from(rules.APPEAL_MOVES, found.state)
    form = AnswerForm(posted(request), moves=moves)
    if request.method == "POST" and form.is_valid():
        said = {"appeal": found, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.answer_appeal(**said), _("Записано."), form=form):
            return redirect("selection:appeal", pk=pk)
    facts = {"appeal": found, "form": form if moves else None, "kind": APPEAL_KINDS[found.state]}
    return render(request, "selection/appeal.html", facts)
