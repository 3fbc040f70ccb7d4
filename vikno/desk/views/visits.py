"""Several services at once: a turn of life, one more service, the screen of a visit and its printed sheet."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.desk import policies, services, shown
from vikno.desk.intake import IntakeStep
from vikno.desk.models import IntakeDraft
from vikno.desk.views.doors import at_the_desk, seen
from vikno.desk.views.intake import step_of
from vikno.documents.answers import pdf_answer
from vikno.documents.services import give_out


@step_of(IntakeStep.SERVICE)
def bundle(request: HttpRequest, kept: IntakeDraft, pk: int) -> HttpResponse:
    """Simple questions, and the services their answers bring; what cannot be given here is said with the reason."""
    actor, today = actor_of(request), clock.today()
    found = catalogue.bundle_in_force(pk, on=today)
    if found is None:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    yes = asked.getlist("yes") if "asked" in asked else None
    offered = shown.services_offered(kept, actor=actor, today=today)
    facts = shown.bundle_facts(kept, found, offered=offered, yes=yes, today=today)
    if request.method == "POST":
        chosen = [
            row["service"] for row in facts["rows"] if row["is_allowed"] and _is_ticked(request, row["service"].pk)
        ]
        if chosen:
            services.choose_services(
                draft=kept, actor=actor, at=clock.now(), services=chosen, bundle=found, answers=yes or ()
            )
            return redirect("desk:papers", token=kept.token)
        messages.error(request, _("Позначте хоча б одну послугу."))
    return render(request, "desk/intake/bundle.html", facts)


def _is_ticked(request: HttpRequest, pk: int) -> bool:
    return str(pk) in request.POST.getlist("services")


@require_POST
@at_the_desk
def another(request: HttpRequest, token: UUID) -> HttpResponse:
    """One more service for the same person; pressed twice it opens the same draft."""
    actor = actor_of(request)
    kept = policies.access_draft(actor, token)
    try:
        made = services.add_service(draft=kept, actor=actor, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:done", token=token)
    return redirect("desk:draft", token=made.token)


@require_GET
@at_the_desk
def visit(request: HttpRequest, token: UUID) -> HttpResponse:
    """Cases, papers and numbers of one visit."""
    actor = actor_of(request)
    found = policies.access_visit(actor, token)
    facts = shown.visit_facts(found) | {"last": policies.last_draft_of(actor, found)}
    return seen(request, found.applicant, render(request, "desk/visit.html", facts))


@require_POST
@at_the_desk
def visit_sheet(request: HttpRequest, token: UUID) -> HttpResponse:
    """The resident's sheet as PDF, A4 or A5."""
    actor, at = actor_of(request), clock.now()
    found = policies.access_visit(actor, token)
    size = services.sheet_size(request.POST.get("size", ""))
    sheet = services.keep_visit_sheet(visit=found, size=size, actor=actor, at=at)
    return pdf_answer(give_out(document=sheet, actor=actor, at=at), name=f"vizyt-{found.began_at:%Y%m%d}-{size}")
