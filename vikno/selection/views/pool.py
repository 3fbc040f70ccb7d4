"""The programme's calls, the terms of a review, the pool and what binds its experts."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.selection import policies, queries, services
from vikno.selection.forms import ReviewerForm, TermsForm, TieForm

ROWS = 50


@require_safe
@role_required(Role.PROGRAMME)
def calls(request: StaffRequest) -> HttpResponse:
    """Calls that accept or have closed, each with how far it is."""
    page = Paginator(queries.calls_run_by(request.actor), ROWS).get_page(request.GET.get("page"))
    return render(request, "selection/calls.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def terms(request: StaffRequest, number: str) -> HttpResponse:
    """Said once; afterwards only read."""
    call = policies.call_run_by(request.actor, number)
    standing = getattr(call, "review", None)
    form = TermsForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"call": call, "terms": form.said(), "bars": form.bars(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.set_terms(**said), _("Умови встановлено."), form=form):
            return redirect("selection:call", number=number)
    return render(request, "selection/terms.html", {"call": call, "review": standing, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def reviewers(request: StaffRequest, number: str) -> HttpResponse:
    """Who is in the pool; take one more."""
    review = policies.review_run_by(request.actor, number)
    known = {"experts": queries.experts_of(review, on=clock.today()), "tracks": review.call.tracks.order_by("pk")}
    form = ReviewerForm(posted(request), **known)
    if request.method == "POST" and form.is_valid():
        said = {"review": review, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.add_reviewer(**said), _("Експерта додано."), form=form):
            return redirect("selection:reviewers", number=number)
    page = Paginator(queries.pool_of(review), ROWS).get_page(request.GET.get("page"))
    return render(
        request, "selection/reviewers.html", {"review": review, "call": review.call, "page": page, "form": form}
    )


@require_POST
@role_required(Role.PROGRAMME)
def showing(request: StaffRequest, number: str) -> HttpResponse:
    """Applicants may see who the experts are, and object."""
    said = {"review": policies.review_run_by(request.actor, number), "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.show_experts(**said), _("Список експертів видно заявникам."))
    return redirect("selection:reviewers", number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def ties(request: StaffRequest, pk: int) -> HttpResponse:
    """What binds an expert to hromadas, with dates and source."""
    reviewer = queries.reviewer_run_by(request.actor, pk)
    form = TieForm(posted(request), hromadas=queries.hromadas_in(reviewer.review))
    if request.method == "POST" and form.is_valid():
        said = {"reviewer": reviewer, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.add_tie(**said), _("Зв'язок записано. Конфлікти перевірено."), form=form):
            return redirect("selection:ties", pk=pk)
    facts = {"reviewer": reviewer, "call": reviewer.review.call, "ties": reviewer.ties.all(), "form": form}
    return render(request, "selection/ties.html", facts)
