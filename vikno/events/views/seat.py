"""A person's own page before an event: by the link of a letter, without signing in; a wrong link is no page at all."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.events import calendars, rules, services
from vikno.events.enums import EventState
from vikno.events.errors import NoSuchThing
from vikno.events.models import Participant
from vikno.events.queries.seats import is_coming, may_leave, seat_by
from vikno.events.queries.timetable import chosen_by, person_of
from vikno.events.timetable_forms import TimetableForm
from vikno.notifications.enums import Language


@never_cache
@require_safe
def seat(request: HttpRequest, token: str) -> HttpResponse:
    """The event, its programme, what this person goes to."""
    at = clock.now()
    with seat_by(token, at=at) as person, _in_language_of(request, person):
        event, chosen = person.delegation.event, chosen_by(person)
        others = [one for one in Language if one != person.language]
        at_once = {pk for pair in rules.clashes([one.part for one in chosen]) for pk in pair}
        sessions = list(event.sessions.prefetch_related("speakers__unit"))
        is_open = is_coming(person) and event.state == EventState.OPEN
        facts = {
            "token": token, "person": person, "event": event, "is_coming": is_coming(person), "sessions": sessions,
            "rows": [{"one": one, "is_at_once": one.pk in at_once} for one in chosen],
            "may_choose": is_open and bool(sessions) and at < event.ends_at, "may_leave": may_leave(person, at=at),
            "is_called_off": event.state == EventState.CANCELLED, "other_languages": others if person.email else (),
        }  # fmt: skip
        return render(request, "events/seat.html", facts)


@never_cache
@require_POST
def seat_language(request: HttpRequest, token: str) -> HttpResponse:
    """Letters to this person in another language."""
    chosen = request.POST.get("language", "")
    if chosen not in Language.values:
        return HttpResponseBadRequest()
    act = lambda: services.choose_language_by_link(token=token, language=Language(chosen), at=clock.now())  # noqa: E731
    done(request, act, _("Мову листів змінено."))
    return redirect("events:seat", token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def seat_sessions(request: HttpRequest, token: str) -> HttpResponse:
    """A tick for each session; two at one time are refused."""
    with seat_by(token, at=clock.now()) as person, _in_language_of(request, person):
        if not is_coming(person):
            raise NoSuchThing
        event = person.delegation.event
        sessions = list(event.sessions.all())
        form = TimetableForm(posted(request), sessions=sessions, chosen={one.pk for one in chosen_by(person)})
        act = lambda: services.choose_sessions_by_link(  # noqa: E731
            token=token, sessions=form.wanted, at=clock.now()
        )
        is_sound = request.method == "POST" and form.is_valid() and is_as_seen(request, form)
        if is_sound and done(request, act, _("Розклад збережено."), form=form):
            return redirect("events:seat", token)
        facts = {"token": token, "event": event, "form": form, "has_sessions": bool(sessions)}
        return render(request, "events/seat_sessions.html", facts)


@never_cache
@require_safe
def seat_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """What was chosen, or the event as a whole; entries are those of the public file."""
    with seat_by(token, at=clock.now()) as person:
        if not is_coming(person):
            raise NoSuchThing
        event = person.delegation.event
        headers = {"Content-Disposition": f'attachment; filename="{event.number}.ics"'}
        body = calendars.file_of(event, chosen_by(person))
        return HttpResponse(body, content_type=calendars.MEDIA_TYPE, headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Asked once more, then done: the seat goes on and does not come back."""
    at = clock.now()
    with seat_by(token, at=at) as person, _in_language_of(request, person):
        if request.method == "POST":
            act = lambda: services.give_up_seat_by_link(token=token, at=clock.now())  # noqa: E731
            done(request, act, _("Ваше місце передано далі. Дякуємо, що сказали."))
            return redirect("events:seat", token)
        if not may_leave(person, at=at):
            raise NoSuchThing
        return render(request, "events/seat_leave.html", {"token": token, "event": person.delegation.event})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.HEAD, Role.LEADER)
def leave(request: StaffRequest, pk: int) -> HttpResponse:
    """The same by staff of the hromada, for one of theirs."""
    person = person_of(request.actor, pk)
    if request.method == "POST":
        act = lambda: services.give_up_seat(person=person, actor=request.actor, at=clock.now())  # noqa: E731
        done(request, act, _("Місце людини передано далі."))
        return redirect("events:delegation", person.delegation_id)
    return render(request, "events/leave.html", {"person": person, "event": person.delegation.event})


def _in_language_of(request: HttpRequest, person: Participant) -> override:
    """Whoever chose a language on the site reads in it, others in that of their letters."""
    is_chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return override(get_language() if is_chosen else person.language)
