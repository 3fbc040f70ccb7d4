"""What stands beside the page of a case: its papers, money, scans, blank and messages, in one answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from vikno.accounts.enums import Role
from vikno.blanks.shown import panel_facts as blank_facts
from vikno.cases import queries as cases
from vikno.cases.shown import scan_facts
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.consignments.shown import custody_facts
from vikno.correspondence import shown as correspondence
from vikno.desk import shown
from vikno.desk.views.doors import at_the_desk
from vikno.feedback import shown as feedback
from vikno.payments.shown import panel_facts


@require_GET
@at_the_desk
def case_beside(request: HttpRequest, number: str) -> HttpResponse:
    """All panels: rooms that do not know each other cost the page one request."""
    found = cases.case_by_number(actor_of(request), number)
    facts = custody_facts(found) | panel_facts(found, on=clock.today()) | scan_facts(found)
    facts |= shown.together_facts(found) | blank_facts(found)
    is_head = actor_of(request).role == Role.HEAD
    facts["hold_url"] = reverse("desk:case_hold", args=[found.number]) if is_head else ""
    facts |= correspondence.panel_facts(found)
    facts |= feedback.panel_facts(found)
    return render(request, "desk/beside.html", facts)
