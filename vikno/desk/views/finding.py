"""The one field that finds everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.desk import finding, shown


@require_GET
@role_required(*finding.FINDERS)
def find(request: HttpRequest) -> HttpResponse:
    """Straight to the thing when there is one; otherwise what may be meant, and a trace of whom the page showed."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()
    answer = finding.answer_to(actor, text, today=clock.today())
    address = shown.address_of(answer, actor=actor)
    if address:
        return redirect(address)
    page = render(request, "desk/find.html", shown.find_facts(answer, text, actor=actor))
    if text:
        finding.record_answer(
            by=answer.by, people=answer.shown, actor=actor, at=clock.now(), place=place_of(request)
        )  # fmt: skip
    return page
