"""The first page of the day and the choice of a point."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES, Role
from vikno.audit.places import place_of
from vikno.cases import services as cases
from vikno.cases.duty import choose_point
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.desk import shown
from vikno.desk.navigation import first_page
from vikno.desk.views.doors import at_the_desk


@require_GET
@role_required(*Role.values)
def home(request: HttpRequest) -> HttpResponse:
    """Work that waits. Those who do not sit at a desk are led to their own first page."""
    actor = actor_of(request)
    if actor.role in DESK_ROLES:
        facts = shown.home_facts(request, actor)
        page = render(request, "desk/home.html", facts)
        people = [row["case"].applicant_id for row in facts["rows"]]
        people += [draft.applicant_id for draft in facts["drafts"] if draft.applicant_id]
        cases.record_people_shown(people=people, actor=actor, at=clock.now(), place=place_of(request))
        return page
    address = first_page(actor)
    return redirect(address) if address else render(request, "desk/nothing.html")


@require_POST
@at_the_desk
def duty(request: HttpRequest) -> HttpResponse:
    """Say at which point one works today."""
    given = request.POST.get("choice", "")
    point = choose_point(request, int(given)) if given.isdigit() else None
    if point is None:
        messages.error(request, _("Ви не працюєте в цій точці. Виберіть свою."))
    return redirect("desk:home")
