"""Questionnaires of a programme, and the versions of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.questionnaires import policies, queries, services
from vikno.questionnaires.forms import NewForm
from vikno.questionnaires.models import QuestionnaireVersion

ROWS = 50
SOURCES = 200  # newest versions of every questionnaire one may read


@require_safe
@role_required(Role.PROGRAMME)
def listing(request: StaffRequest) -> HttpResponse:
    """The programme's own and the house's."""
    page = Paginator(queries.questionnaires_of(request.actor), ROWS).get_page(request.GET.get("page"))
    return render(request, "questionnaires/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def new(request: StaffRequest) -> HttpResponse:
    """A questionnaire with its first draft: empty, or a copy of a published version."""
    form = NewForm(posted(request), sources=queries.published_for(request.actor)[:SOURCES])
    made: list[QuestionnaireVersion] = []

    def create() -> None:
        facts: dict[str, Any] = {"code": form.cleaned_data["code"], "title": form.cleaned_data["title"]}
        facts |= {"organisation_id": request.actor.organisation_id, "actor": request.actor, "at": clock.now()}
        source = queries.document_of(form.chosen) if form.chosen else None
        made.append(services.create_questionnaire(**facts, document=source))

    if form.is_bound and form.is_valid() and done(request, create, _("Анкету створено. Додайте питання."), form=form):
        return redirect("questionnaires:version", pk=made[0].pk)
    return render(request, "questionnaires/new.html", {"form": form})


@require_safe
@role_required(Role.PROGRAMME)
def questionnaire(request: StaffRequest, pk: int) -> HttpResponse:
    """Versions, newest first."""
    found = queries.questionnaire_for(request.actor, pk)
    page = Paginator(queries.versions_of(found), ROWS).get_page(request.GET.get("page"))
    may_start = policies.may_edit(request.actor, found) and not any(one.is_open for one in page)
    return render(request, "questionnaires/questionnaire.html", {"found": found, "page": page, "may_start": may_start})


@require_POST
@role_required(Role.PROGRAMME)
def start(request: StaffRequest, pk: int) -> HttpResponse:
    """The next version begins as a copy of the newest."""
    found = queries.questionnaire_for(request.actor, pk)
    made: list[QuestionnaireVersion] = []
    call = {"questionnaire": found, "actor": request.actor, "at": clock.now()}
    if done(request, lambda: made.append(services.start_version(**call)), _("Нову версію розпочато.")):
        return redirect("questionnaires:version", pk=made[0].pk)
    return redirect("questionnaires:questionnaire", pk=pk)
