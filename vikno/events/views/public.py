"""For everybody: the list, an event with its programme, its calendar, the check of a certificate, an answer."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.common.acting import done, posted
from vikno.documents.answers import pdf_answer
from vikno.events import calendars, papers, queries, services
from vikno.events.enums import EVENT_KINDS, EventState
from vikno.events.forms import CheckForm, SurveyForm
from vikno.events.queries.limits import limits_by_post

ROWS = 50


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """Events that were announced, the newest first."""
    page = Paginator(queries.public_events(), ROWS).get_page(request.GET.get("page"))
    rows = [{"event": one, "kind": EVENT_KINDS[EventState(one.state)]} for one in page.object_list]
    return render(request, "events/public_list.html", {"page": page, "rows": rows})


@require_safe
def public_event(request: HttpRequest, number: str) -> HttpResponse:
    """Programme, seats, hromadas whose part is confirmed. The link for taking part online is not here."""
    event = queries.public_event(number)
    facts = {
        "event": event, "kind": EVENT_KINDS[EventState(event.state)], "pools": list(event.pools.all()),
        "sessions": list(event.sessions.prefetch_related("speakers__unit")),
        "hromadas": queries.confirmed_hromadas(event), "about": queries.topics_of(event),
        "limits": limits_by_post(event),
    }  # fmt: skip
    return render(request, "events/public_event.html", facts)


@require_safe
def calendar(request: HttpRequest, number: str) -> HttpResponse:
    """A file for one's own calendar."""
    event = queries.public_event(number)
    return HttpResponse(
        calendars.file_of(event, event.sessions.all()), content_type=calendars.MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{event.number}.ics"'},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Whether a certificate with this code was given: what is printed on it, nothing else. By POST: the code leaves no
    trace in addresses.
    """
    form, found, is_asked = CheckForm(posted(request)), None, False
    if form.is_bound and form.is_valid():
        found, is_asked = queries.certificate_by(form.cleaned_data["code"]), True
    facts = {"form": form, "is_asked": is_asked, "found": found}
    return render(request, "events/check.html", facts)


@require_POST
def check_paper(request: HttpRequest) -> HttpResponse:
    """The paper again, for whoever has its code: it says what the check says."""
    found = queries.certificate_by(request.POST.get("code", "")[:40])
    if found is None:
        return redirect("events:check")
    address = request.build_absolute_uri(reverse("events:check"))
    body = papers.certificate_pdf(found, address=address, at=found.issued_at)
    return pdf_answer(body, name=f"certificate-{found.number.replace('/', '-')}")


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """An anonymous answer by the link of a person who attended."""
    invite, form = queries.invite_by(token), SurveyForm(posted(request))
    is_done = invite.is_answered
    if form.is_bound and form.is_valid():
        is_done = done(
            request, lambda: services.answer_survey(token=token, facts=form.facts()), _("Дякуємо!"), form=form
        )
    return render(request, "events/survey.html", {"event": invite.event, "form": form, "is_done": is_done})
