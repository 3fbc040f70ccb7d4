"""«Мій талон»: whoever holds the paper sees their place, is told when they are called, and may give the place up."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vikno.common import clock, tenancy
from vikno.common.acting import done
from vikno.common.actors import Actor
from vikno.queue import queries, services
from vikno.queue.enums import State
from vikno.queue.models import Ticket
from vikno.queue.waits_shown import ahead_words, wait_words


@never_cache
@require_safe
def own_ticket(request: HttpRequest, point_id: int, token: UUID) -> HttpResponse:
    """The place now. Without scripts the page is loaded anew by itself."""
    at = clock.now()
    ticket = _held(point_id, token)
    place = queries.place_of(ticket, at=at)
    is_today = ticket.day == clock.today(at)
    page: dict[str, Any] = {
        "ticket": ticket, "ahead": ahead_words(place.ahead), "wait": wait_words(place), "at": at,
        "stopped": place.stopped,
        "is_live": is_today and ticket.state in (State.WAITING, State.POSTPONED, State.CALLED),
        "may_return": is_today and ticket.state in (State.ABANDONED, State.NO_SHOW), "is_today": is_today,
    }  # fmt: skip
    return render(request, "queue/own_ticket.html", page)


@require_POST
def own_ticket_leaving(request: HttpRequest, point_id: int, token: UUID) -> HttpResponse:
    """«Не чекатиму»."""
    ticket = _held(point_id, token)
    actor = Actor.system(ticket.hromada_id)
    leave = partial(services.abandon_ticket, ticket=ticket, actor=actor, at=clock.now())
    done(request, leave, _("Ви вийшли з черги. Передумаєте сьогодні — поверніться цією ж сторінкою."))
    return redirect("queue_public:own_ticket", point_id, token)


@require_POST
def own_ticket_return(request: HttpRequest, point_id: int, token: UUID) -> HttpResponse:
    """Back into the queue, with the place as it was: a press by mistake costs nothing."""
    ticket = _held(point_id, token)
    actor = Actor.system(ticket.hromada_id)
    back = partial(services.return_ticket, ticket=ticket, actor=actor, at=clock.now())
    done(request, back, _("Ви знову в черзі, на своєму місці."))
    return redirect("queue_public:own_ticket", point_id, token)


def _held(point_id: int, token: UUID) -> Ticket:
    """The ticket whose secret is in the address: whoever has the paper has the right. The point says whose rows."""
    point = queries.public_point(point_id)
    tenancy.bind(point.hromada_id or "")
    return queries.own_ticket(point, token)
