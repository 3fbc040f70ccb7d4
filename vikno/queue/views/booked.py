"""Booked people at reception: found, received by one press, put back by one more."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.appointments import queries as appointments
from vikno.audit import services as audit
from vikno.audit.places import place_of
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.network.models import Point
from vikno.queue import booked_shown, policies, queries, services
from vikno.queue.enums import IssuedBy
from vikno.queue.forms import BookedForm
from vikno.queue.queries import BookedPerson
from vikno.queue.views.common import DESK, at_point

_ROWS = 50


@require_GET
@at_point(*DESK)
def booked(request: HttpRequest, point: Point) -> HttpResponse:
    """Who is booked at the point today and is not served yet; by number, name or time everybody is found."""
    form = BookedForm(request.GET)
    said, is_all = form.said()
    people = queries.booked_today(point, at=clock.now())
    asked = people if is_all else booked_shown.still_to_come(people)
    page = Paginator(booked_shown.found(people, said) if said else asked, _ROWS).get_page(request.GET.get("page"))
    facts = {
        "form": form, "point": point, "page": page, "rows": booked_shown.rows_of(page.object_list), "said": said,
        "has_people": bool(people),
    }  # fmt: skip
    answer = render(request, "queue/booked.html", facts)
    if page.object_list:
        _record_shown(request, point, page.object_list)
    return answer


@require_POST
@role_required(*DESK)
def booked_arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """«Прийшла людина»: on to the ticket, to be printed or shown."""
    actor, at = actor_of(request), clock.now()
    one = appointments.access_booking(actor.hromada_code, pk)
    receive = partial(
        services.receive_booked, booking=one, point=one.point, issued_by=IssuedBy.RECEPTION, actor=actor, at=at
    )
    if not done(request, receive):
        return redirect("queue:booked")
    ticket = queries.ticket_of_booking(one)
    return redirect("queue:ticket", ticket.token) if ticket else redirect("queue:booked")


@require_POST
@role_required(*DESK)
def booked_undo(request: HttpRequest, token: UUID) -> HttpResponse:
    """Pressed by mistake: no ticket, and the person is expected again."""
    actor, at = actor_of(request), clock.now()
    one = queries.access_ticket(actor, token, at=at)
    said = _("{number}: талона немає, на людину знову чекають.").format(number=one.number_shown)
    if done(request, partial(services.undo_booked, ticket=one, actor=actor, at=at)):
        messages.success(request, said)
        return redirect("queue:booked")
    return redirect("queue:ticket", token)


@require_GET
@role_required(*DESK)
def booked_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Beside the page of a booking: its ticket, or the press that gives one."""
    actor, at = actor_of(request), clock.now()
    one = appointments.access_booking(actor.hromada_code, pk)
    if not policies.may_serve(actor, one.point, at=at):
        raise Http404
    day, today = clock.today(one.starts_at), clock.today(at)
    mine = [each for each in queries.booked_today(one.point, at=at) if each.booking.pk == pk] if day == today else []
    facts = {
        "booking": one, "ticket": queries.ticket_of_booking(one), "rows": booked_shown.rows_of(mine),
        "is_ahead": day > today,
    }  # fmt: skip
    return render(request, "queue/booked_panel.html", facts)


def _record_shown(request: HttpRequest, point: Point, people: list[BookedPerson]) -> None:
    actor = actor_of(request)
    audit.record_shown(
        actor=actor, action="bookings.shown", subject=point, at=clock.now(), hromada_code=actor.hromada_code,
        people=[one.booking.pk for one in people], place=place_of(request), asked={"shown": len(people)},
    )  # fmt: skip
