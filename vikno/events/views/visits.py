"""The report of a visit by whoever received it: their words, figures with n, words of guests given for printing."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.documents.answers import pdf_answer
from vikno.events import papers, queries, services, shown
from vikno.events.forms import HostReportForm

WHO = (Role.HEAD, Role.LEADER, Role.PROGRAMME)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*WHO)
def host_report(request: StaffRequest, pk: int) -> HttpResponse:
    """What whoever received a visit says of it."""
    event = queries.received_event(request.actor, pk)
    form = HostReportForm(posted(request), initial={"text": event.host_report})
    is_sound = request.method == "POST" and form.is_valid() and is_as_seen(request, form)
    act = lambda: services.write_host_report(  # noqa: E731
        event=event, text=form.cleaned_data["text"], actor=request.actor, at=clock.now()
    )
    if is_sound and done(request, act, _("Звіт записано, його видно на сторінці візиту."), form=form):
        return redirect("events:visit_report", pk)
    facts = {
        "title": _("Звіт того, хто приймав"), "lead": event.title, "button": _("Зберегти"), "form": form,
        "is_kept": True,
        **_back(request),
    }  # fmt: skip
    return render(request, "events/form.html", facts)


@require_safe
@role_required(*WHO)
def visit_report(request: StaffRequest, pk: int) -> HttpResponse:
    """What there is to hand over: to the council, to those who came, to the programme."""
    event = queries.received_event(request.actor, pk)
    told = queries.visit_report(event, actor=request.actor)
    facts = {
        "event": event, "rows": shown.figures_of_visit(told), "quotes": told.quotes,
        "hromadas": queries.confirmed_hromadas(event), **_back(request),
    }  # fmt: skip
    return render(request, "events/visit_report.html", facts)


@require_safe
@role_required(*WHO)
def visit_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The same as PDF; where the host has said nothing yet there is nothing to print."""
    event, at = queries.received_event(request.actor, pk), clock.now()
    if not event.host_report:
        return redirect("events:visit_report", pk)
    told = queries.visit_report(event, actor=request.actor)
    pdf = papers.visit_pdf(event, told, queries.confirmed_hromadas(event), at=at)
    return pdf_answer(pdf, name=f"visit-{event.number}")


def _back(request: StaffRequest) -> dict[str, str]:
    if request.actor.role == Role.PROGRAMME:
        return {"back": "events:work", "back_text": _("Навчання")}
    return {"back": "events:ours", "back_text": _("Візити і навчання")}
