"""Proposals as the programme received them: the list, one of them, its conditions, what to make clear, the verdict."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done
from vikno.common.tables.sheets import XLSX
from vikno.programmes import exporting, queries, rules, services, shown
from vikno.programmes.enums import FIT_KINDS, PROPOSAL_KINDS, CallState, Fit, ProposalMove, ProposalState
from vikno.programmes.errors import NoSuchPart
from vikno.programmes.forms.calls import JudgementForm, RequestForm
from vikno.programmes.models import Proposal
from vikno.programmes.views.common import ROWS, call_facts

_LOOKED_AT = frozenset(CallState) - {
    CallState.DRAFT, CallState.APPROVED, CallState.FORECASTED, CallState.OPEN, CallState.EXTENDED,
}  # fmt: skip


@require_safe
@role_required(Role.PROGRAMME)
def proposals(request: StaffRequest, pk: int) -> HttpResponse:
    """What was received; who it is from is shown after closing only. As many queries for one as for fifty."""
    call = queries.call_of(request.actor, pk)
    page = Paginator(queries.received_proposals(request.actor, call), ROWS).get_page(request.GET.get("page"))
    page.object_list = [{"proposal": one, "kind": PROPOSAL_KINDS[ProposalState(one.state)]} for one in page.object_list]
    facts = call_facts(call) | {"page": page, "is_closed": call.state in _LOOKED_AT}
    return render(request, "programmes/proposals.html", facts)


@require_safe
@role_required(Role.PROGRAMME)
def proposals_table(request: StaffRequest, pk: int) -> HttpResponse:
    """The same as XLSX, after closing."""
    call = queries.call_of(request.actor, pk)
    if call.state not in _LOOKED_AT:
        raise NoSuchPart
    body = exporting.proposals_sheet(call, queries.received_proposals(request.actor, call))
    name = f"zayavky-{call.number}.xlsx"
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
@role_required(Role.PROGRAMME)
def received(request: StaffRequest, pk: int) -> HttpResponse:
    """One proposal as it was submitted. A fixed number of queries."""
    return _page(request, _found(request, pk))


@require_POST
@role_required(Role.PROGRAMME)
def request_more(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the hromada to make something clear."""
    found, form = _found(request, pk), RequestForm(request.POST)
    if form.is_valid():
        said = {"proposal": found, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.ask_clarification(**said), _("Громаді надіслано лист."), form=form):
            return redirect("programmes:received", pk=found.pk)
    return _page(request, found, form)


@require_POST
@role_required(Role.PROGRAMME)
def checks(request: StaffRequest, pk: int) -> HttpResponse:
    """Check every condition over the facts as submitted."""
    return _act(request, pk, services.check_eligibility, _("Умови перевірено."))


@require_POST
@role_required(Role.PROGRAMME)
def judgement(request: StaffRequest, pk: int, rule: str) -> HttpResponse:
    """A person decides one condition."""
    found, form = _found(request, pk), JudgementForm(request.POST, prefix=rule)
    if form.is_valid():
        said = {
            "proposal": found, "rule": rule, "fit": Fit(form.cleaned_data["fit"]), "note": form.cleaned_data["note"],
            "actor": request.actor, "at": clock.now(),
        }  # fmt: skip
        done(request, lambda: services.judge_rule(**said), _("Висновок записано."))
        return redirect("programmes:received", pk=found.pk)
    return _page(request, found, judged=form)


@require_POST
@role_required(Role.PROGRAMME)
def admission(request: StaffRequest, pk: int) -> HttpResponse:
    """Every condition is met."""
    return _act(request, pk, services.admit_proposal, _("Заявку допущено."))


@require_POST
@role_required(Role.PROGRAMME)
def refusal(request: StaffRequest, pk: int) -> HttpResponse:
    """Some condition is not met."""
    return _act(request, pk, services.refuse_proposal, _("Заявку не допущено."))


def _act(request: StaffRequest, pk: int, act: Callable[..., Any], said: str) -> HttpResponse:
    found = _found(request, pk)
    done(request, lambda: act(proposal=found, actor=request.actor, at=clock.now()), said)
    return redirect("programmes:received", pk=found.pk)


def _found(request: StaffRequest, pk: int) -> Proposal:
    """Nothing of a proposal is shown before its call is closed."""
    found = queries.proposal_of(request.actor, pk)
    if found.call.state not in _LOOKED_AT:
        raise NoSuchPart
    return found


def _page(
    request: StaffRequest, found: Proposal, form: RequestForm | None = None, judged: JudgementForm | None = None
) -> HttpResponse:
    revision = queries.revision_of(found)
    if revision is None:
        raise NoSuchPart
    standing = queries.checks_of(found)
    listed = [one for one in revision.version.rules["eligibility"] if one["track"] in (None, found.track.code)]
    rows = []
    for one in listed:
        check = standing.get(one["code"])
        fit = Fit(check.fit) if check is not None and check.revision_id == revision.pk else None
        shown_form = (
            judged if judged is not None and judged.prefix == one["code"] else JudgementForm(prefix=one["code"])
        )
        rows.append({
            "rule": one, "check": check, "label": fit.label if fit else _("не перевіряли"), "form": shown_form,
            "kind": FIT_KINDS[fit] if fit else "neutral", "read": [
                f"{shown.FACTS[code].sentence}: {shown.value_of(value)}"
                for code, value in (check.facts if check else {}).items() if code in shown.FACTS
            ],
        })  # fmt: skip
    facts = {
        "proposal": found, "call": found.call, "revision": revision, "snapshot": revision.snapshot, "rows": rows,
        "facts": shown.submitted_facts(revision.snapshot), "form": form or RequestForm(),
        "kind": PROPOSAL_KINDS[ProposalState(found.state)], "steps": found.steps.order_by("-pk"),
        "may_ask": rules.proposal_after(found.state, ProposalMove.ASK) is not None,
        "may_decide": rules.proposal_after(found.state, ProposalMove.ADMIT) is not None,
        "requests": found.requests.all(), "answers": queries.answers_in(revision),
    }  # fmt: skip
    return render(request, "programmes/received.html", facts)
