"""Who saw a person's data: on screen, on paper, as a table. For the head of the centre."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.applicants import policies as people_access
from vikno.applicants.models import Applicant
from vikno.audit.places import place_of
from vikno.cases.journal_table import XLSX
from vikno.cases.paging import ROWS
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.desk import services
from vikno.desk.errors import TrailTooLong
from vikno.desk.forms import TrailDaysForm
from vikno.desk.services import TrailForm
from vikno.documents.answers import pdf_answer


@require_GET
@role_required(Role.HEAD)
def person_access(request: HttpRequest, pk: int) -> HttpResponse:
    """Fifty acts a page, oldest first; the year until today when no days are named."""
    applicant, form = _asked(request, pk)
    since, until = form.period(today=clock.today())
    page, refused = None, ""
    try:
        trail = services.view_trail(
            actor=actor_of(request), at=clock.now(), applicant=applicant, since=since, until=until,
            place=place_of(request),
        )  # fmt: skip
        page = Paginator(trail.lines, ROWS).get_page(request.GET.get("page"))
    except TrailTooLong as refusal:
        refused = str(refusal)
    facts = {"person": applicant, "form": form, "page": page, "refused": refused, "since": since, "until": until}
    return render(request, "desk/access.html", {**facts, "asked": request.GET.urlencode()})


@require_GET
@role_required(Role.HEAD)
def person_access_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The same days as PDF, to hand to the person."""
    body = _given(request, pk, "pdf")
    return body if isinstance(body, HttpResponse) else pdf_answer(body, name=f"dostup-{pk}")


@require_GET
@role_required(Role.HEAD)
def person_access_table(request: HttpRequest, pk: int) -> HttpResponse:
    """The same days as XLSX."""
    body = _given(request, pk, "xlsx")
    if isinstance(body, HttpResponse):
        return body
    headers = {"Content-Disposition": f'attachment; filename="dostup-{pk}.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=XLSX, headers=headers)


def _given(request: HttpRequest, pk: int, form: TrailForm) -> bytes | HttpResponse:
    applicant, days = _asked(request, pk)
    since, until = days.period(today=clock.today())
    actor = actor_of(request)
    try:
        return services.give_trail(
            actor=actor, at=clock.now(), applicant=applicant, since=since, until=until, form=form
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:person_access", pk=pk)


def _asked(request: HttpRequest, pk: int) -> tuple[Applicant, TrailDaysForm]:
    return people_access.access_applicant(actor_of(request), pk), TrailDaysForm(request.GET)
