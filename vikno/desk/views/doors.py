"""What every page of the desk begins with."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES
from vikno.applicants import services
from vikno.applicants.models import Applicant
from vikno.applicants.queries import Found
from vikno.audit.places import place_of
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.desk.finding import record_answer
from vikno.desk.models import IntakeDraft

at_the_desk = role_required(*sorted(DESK_ROLES))


def seen(request: HttpRequest, applicant: Applicant, page: HttpResponse) -> HttpResponse:
    """A drawn page that shows a person, and the trace it leaves; last, for the journal is locked until the end."""
    services.record_look(actor=actor_of(request), at=clock.now(), applicant=applicant, place=place_of(request))
    return page


def found_and_seen(
    request: HttpRequest, found: Found | None, page: HttpResponse, *, drafts: Iterable[IntakeDraft] = ()
) -> HttpResponse:
    """A drawn page of people found, one's own drafts beside them, and the one trace of whom it showed."""
    people = {draft.applicant_id for draft in drafts if draft.applicant_id is not None}
    people |= {person.pk for person in found.applicants} if found else set()
    if found is not None or people:
        by = found.by if found else "drafts"
        record_answer(by=by, people=people, actor=actor_of(request), at=clock.now(), place=place_of(request))
    return page


def way_back(request: HttpRequest) -> str:
    """An address of this site to return to, or ""."""
    given: Any = request.POST.get("next") or request.GET.get("next") or ""
    return given if url_has_allowed_host_and_scheme(given, allowed_hosts=None) else ""
