"""What one person of a delegation goes to: chosen by the hromada, to print, for a calendar."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.events import calendars, rules, services
from vikno.events.queries.timetable import chosen_by, person_of
from vikno.events.timetable_forms import TimetableForm

BOTH = (Role.HEAD, Role.LEADER)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*BOTH)
def sessions_of_person(request: StaffRequest, pk: int) -> HttpResponse:
    """A tick for each session; two at one time are refused."""
    person = person_of(request.actor, pk)
    event = person.delegation.event
    sessions = list(event.sessions.all())
    form = TimetableForm(posted(request), sessions=sessions, chosen={one.pk for one in chosen_by(person)})
    act = lambda: services.choose_sessions(  # noqa: E731
        person=person, sessions=form.wanted, actor=request.actor, at=clock.now()
    )
    is_sound = request.method == "POST" and form.is_valid() and is_as_seen(request, form)
    if is_sound and done(request, act, _("Розклад збережено."), form=form):
        return redirect("events:timetable", pk)
    facts = {"person": person, "event": event, "form": form, "has_sessions": bool(sessions)}
    return render(request, "events/sessions_of_person.html", facts)


@require_safe
@role_required(*BOTH, Role.PROGRAMME)
def timetable(request: StaffRequest, pk: int) -> HttpResponse:
    """Day by day, to print and to give to the person."""
    person = person_of(request.actor, pk)
    sessions = chosen_by(person)
    at_once = {pk for pair in rules.clashes([one.part for one in sessions]) for pk in pair}
    facts = {
        "person": person, "event": person.delegation.event, "may_choose": request.actor.role != Role.PROGRAMME,
        "rows": [{"one": one, "is_at_once": one.pk in at_once} for one in sessions],
    }  # fmt: skip
    return render(request, "events/timetable.html", facts)


@require_safe
@role_required(*BOTH, Role.PROGRAMME)
def timetable_calendar(request: StaffRequest, pk: int) -> HttpResponse:
    """The same for a calendar; its entries are those of the public one, so nothing stands there twice."""
    person = person_of(request.actor, pk)
    event = person.delegation.event
    headers = {"Content-Disposition": f'attachment; filename="{event.number}-{pk}.ics"', "Cache-Control": "no-store"}
    return HttpResponse(calendars.file_of(event, chosen_by(person)), content_type=calendars.MEDIA_TYPE, headers=headers)
