"""Invitations to a round that goes on: found by name and ticked, or a file of codes, all of it or nothing."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.assessments import queries, services
from vikno.assessments.forms import CodesForm, FindForm, InvitationForm
from vikno.assessments.models import Round
from vikno.assessments.queries import Verdict
from vikno.assessments.views.assessments import PAGE_ROWS
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.territories.queries import oblasts


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def invitations(request: StaffRequest, pk: int) -> HttpResponse:
    """Find hromadas that are not in the round, tick them, invite them."""
    one, made = queries.access_round(pk, actor=request.actor), list[int]()
    facts = _found(request, one)
    form = InvitationForm(posted(request), found=facts["page"].object_list)
    if request.method == "POST" and form.is_valid():
        call = {"campaign": pk, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: made.append(services.invite(**call)), form=form):
            return _invited(request, pk, made[0])
    return _page(request, one, facts | {"form": form, "file_form": CodesForm()})


@require_POST
@role_required(Role.PROGRAMME)
def invitations_file(request: StaffRequest, pk: int) -> HttpResponse:
    """A file of codes: everybody is invited or nobody, and what is wrong is said row by row."""
    one, made = queries.access_round(pk, actor=request.actor), list[int]()
    form, verdicts = CodesForm(request.POST, request.FILES), list[Verdict]()
    if form.is_valid():
        rows = form.cleaned_data["file"]
        call = {"campaign": pk, "rows": rows, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: made.append(services.invite_listed(**call)), form=form):
            return _invited(request, pk, made[0])
        verdicts = queries.judged(one, rows)
    facts = _found(request, one)
    ticking = InvitationForm(found=facts["page"].object_list)
    return _page(request, one, facts | {"form": ticking, "file_form": form}, verdicts)


def _found(request: StaffRequest, one: Round) -> dict[str, Any]:
    finding = FindForm(request.GET or None, oblasts=oblasts())
    rows = queries.not_invited(one, **finding.asked())
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    return {"finding": finding, "page": page}


def _page(request: StaffRequest, one: Round, facts: dict[str, Any], verdicts: Sequence[Verdict] = ()) -> HttpResponse:
    told = {"one": one, "progress": queries.progress_of(one), "verdicts": verdicts, **facts}
    return render(request, "assessments/invitations.html", told)


def _invited(request: StaffRequest, pk: int, n: int) -> HttpResponse:
    said = ngettext(
        "Запрошено %(n)s громаду. Лист і відповіді із записів готуються.",
        "Запрошено %(n)s громад. Листи й відповіді із записів готуються.", n,
    )  # fmt: skip
    messages.success(request, said % {"n": n})
    return redirect("assessments:round", pk)
