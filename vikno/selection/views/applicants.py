"""What a hromada hears of its own proposals: the result that helps, the appeal, the experts it may object to."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.selection import queries, services, shown
from vikno.selection.enums import APPEAL_KINDS, OUTCOME_KINDS, Outcome
from vikno.selection.fitting import fitting_for
from vikno.selection.forms import AppealForm, ObjectionForm
from vikno.selection.models import OwnResult
from vikno.selection.views.pool import ROWS

WHO = (Role.HEAD, Role.LEADER)


@require_safe
@role_required(*WHO)
def results(request: StaffRequest) -> HttpResponse:
    """Results of the hromada's proposals, the newest first."""
    page = Paginator(queries.own_results_of(request.actor), ROWS).get_page(request.GET.get("page"))
    page.object_list = [(one, OUTCOME_KINDS[one.outcome]) for one in page.object_list]
    return render(request, "selection/results.html", {"page": page})


@require_safe
@role_required(*WHO)
def result(request: StaffRequest, pk: int) -> HttpResponse:
    """The place, the points against the threshold and the chosen, what to do next."""
    return _page(request, queries.own_result(request.actor, pk), AppealForm())


@require_POST
@role_required(*WHO)
def appeal_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Object to the result."""
    found, form = queries.own_result(request.actor, pk), AppealForm(request.POST)
    if form.is_valid():
        said = {"result": found, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.file_appeal(**said), _("Заперечення подано."), form=form):
            return redirect("selection:result", pk=pk)
    return _page(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*WHO)
def experts(request: StaffRequest, number: str) -> HttpResponse:
    """Who is in the pool, never who reads what; object to one."""
    proposal, pool = queries.experts_shown_to(request.actor, number)
    form = ObjectionForm(posted(request), reviewers=pool)
    if request.method == "POST" and form.is_valid():
        said = {"proposal": proposal, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.object_to_expert(**said), _("Заперечення записано."), form=form):
            return redirect("selection:experts", number=number)
    return render(request, "selection/experts.html", {"proposal": proposal, "pool": pool, "form": form})


def _page(request: StaffRequest, found: OwnResult, form: AppealForm) -> HttpResponse:
    appeal = getattr(found, "appeal", None)
    facts = {
        "fitting": fitting_for(found, at=clock.now()) if found.outcome != Outcome.SELECTED else None,
        "result": found, "told": shown.own_result(found), "kind": OUTCOME_KINDS[found.outcome], "appeal": appeal,
        "appeal_kind": APPEAL_KINDS[appeal.state] if appeal else "",
        "form": form if appeal is None and clock.today() <= found.appeal_until else None,
    }  # fmt: skip
    return render(request, "selection/result.html", facts)
