"""Reception: a ticket in two keys; its page, paper and moves."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.common.addresses import public_address
from vikno.common.components import Candidate
from vikno.network.models import Point
from vikno.queue import booked_shown, policies, printing, queries, services, shown
from vikno.queue.enums import Move, Purpose
from vikno.queue.forms import TicketForm, TransferForm
from vikno.queue.models import PriorityClass, QueueService, Ticket
from vikno.queue.rules import allowed, number_read
from vikno.queue.services import TicketFacts
from vikno.queue.views.common import DESK, at_point, pdf_answer, press_of

_MOVES = {
    Move.START: services.start_ticket,
    Move.FINISH: services.finish_ticket,
    Move.RECALL: services.recall_ticket,
    Move.NO_SHOW: services.mark_no_show,
    Move.POSTPONE: services.postpone_ticket,
    Move.RETURN: services.return_ticket,
    Move.ABANDON: services.abandon_ticket,
}


@at_point(*DESK)
def reception(request: HttpRequest, point: Point) -> HttpResponse:
    """First key: why one came. Second key: which queue, or which priority where there is one queue."""
    at, actor = clock.now(), actor_of(request)
    open_services = [one for one in queries.services_of(point) if one.is_open]
    if not open_services:
        return render(request, "queue/reception_empty.html", {"may_arrange": policies.may_arrange(actor)})
    purpose = request.POST.get("purpose") or request.GET.get("purpose", "")
    if purpose not in Purpose.values:
        return render(request, "queue/reception.html", {"point": point, "purposes": _first_keys(point)})
    priorities = list(queries.priorities_in_force(actor.hromada_code, on=clock.today(at)))
    form = TicketForm(
        request.POST if request.method == "POST" else None, services=open_services, priorities=priorities,
        initial={"purpose": purpose, "token": uuid4(), "service": open_services[0].pk},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        facts = TicketFacts(**form.said(clock.today(at)))
        if done(request, partial(_issue, point, facts, request), form=form):
            return redirect("queue:ticket", facts.token)
    page = {"form": form, "purpose": Purpose(purpose).label, "is_booked": purpose == Purpose.BOOKED}
    return render(request, "queue/ticket_new.html", {**page, **_second_keys(open_services, priorities)})


def _first_keys(point: Point) -> list[Candidate]:
    """Why one came. Booked people are in the list of today; where bookings are kept on paper, their hour is typed."""
    addresses = {value: f"?purpose={value}" for value in Purpose.values}
    if queries.takes_bookings(point):
        addresses[Purpose.BOOKED] = reverse("queue:booked")
    return [Candidate(text=str(label), url=addresses[value]) for value, label in Purpose.choices]


def _second_keys(open_services: list[QueueService], priorities: list[PriorityClass]) -> dict[str, Any]:
    """Queues to choose from; where there is one, priorities."""
    if len(open_services) > 1:
        keys = [Candidate(text=one.name, name="service", value=str(one.pk)) for one in open_services]
        return {"keys": keys, "has_queues": True}
    plain = Candidate(text=_("Без пільги"), name="priority", value="")
    return {
        "keys": [plain, *(Candidate(text=str(one), name="priority", value=str(one.pk)) for one in priorities)],
        "has_queues": False,
    }  # fmt: skip


def _issue(point: Point, facts: TicketFacts, request: HttpRequest) -> None:
    services.issue_ticket(point=point, facts=facts, actor=actor_of(request), at=clock.now())


@require_GET
@at_point(*DESK)
def ticket_find(request: HttpRequest, point: Point) -> HttpResponse:
    """Open a ticket of today by what is printed on it."""
    said = request.GET.get("number", "")
    found = number_read(said)
    key = queries.ticket_by_number(point, *found, day=clock.today()) if found else None
    if key is None:
        messages.error(
            request, _("Талона «{number}» сьогодні немає. Перевірте букву й номер.").format(number=said[:20])
        )
        return redirect("queue:live")
    return redirect("queue:ticket", key)


@require_GET
@role_required(*DESK)
def ticket(request: HttpRequest, token: UUID) -> HttpResponse:
    """A ticket: its number, where it stands, what may be done."""
    at = clock.now()
    one = queries.access_ticket(actor_of(request), token, at=at)
    is_today, calls = one.day == clock.today(at), queries.calls_of(one)
    facts = {
        "ticket": one, "state_kind": shown.STATE_KINDS[one.state], "press": uuid4(),
        "buttons": shown.buttons_of_ticket(one) if is_today and one.counter_id is None else [],
        "may_transfer": is_today and one.counter_id is None and allowed(one.state, Move.TRANSFER),
        "calls": calls, "ahead": queries.people_ahead(one, at=at), **booked_shown.of_ticket(one, calls),
    }  # fmt: skip
    return render(request, "queue/ticket.html", facts)


@require_GET
@role_required(*DESK)
def ticket_paper(request: HttpRequest, token: UUID, size: str) -> HttpResponse:
    """The ticket as a strip of 80 mm, or across an A4 sheet."""
    at = clock.now()
    one = queries.access_ticket(actor_of(request), token, at=at)
    if size != "80" and size != "a4":
        raise Http404
    ahead = queries.people_ahead(one, at=at)
    link = public_address(request, reverse("queue_public:own_ticket", args=[one.point_id, one.token]))
    pdf = printing.ticket_pdf(one, size=size, ahead=ahead, link=link, at=at)
    return pdf_answer(pdf, f"talon-{one.number:03d}")


@require_POST
@role_required(*DESK)
def ticket_move(request: HttpRequest, token: UUID, move: str) -> HttpResponse:
    """One move; back to the window where it was pressed, or to the ticket."""
    at, actor = clock.now(), actor_of(request)
    one = queries.access_ticket(actor, token, at=at)
    if move == Move.CALL:
        call = partial(services.call_ticket, ticket=one, press=press_of(request), actor=actor, at=at)
        return redirect("queue:window") if done(request, call) else redirect("queue:ticket", token)
    if move not in _MOVES:
        raise Http404
    done(request, partial(_MOVES[Move(move)], ticket=one, actor=actor, at=at), _said(one, move))
    return redirect("queue:window") if request.POST.get("back") == "window" else redirect("queue:ticket", token)


def _said(one: Ticket, move: str) -> str:
    words = {
        Move.START: _("{number}: обслуговуєте."), Move.FINISH: _("{number}: завершено."),
        Move.RECALL: _("{number}: викликано ще раз."), Move.NO_SHOW: _("{number}: не з'явились."),
        Move.POSTPONE: _("{number}: відкладено, місце в черзі збережено."),
        Move.RETURN: _("{number}: знову в черзі, на своєму місці."), Move.ABANDON: _("{number}: людина пішла."),
    }  # fmt: skip
    return words[Move(move)].format(number=one.number_shown)


@role_required(*DESK)
def transfer(request: HttpRequest, token: UUID) -> HttpResponse:
    """To another queue or window; the place is kept."""
    at, actor = clock.now(), actor_of(request)
    one = queries.access_ticket(actor, token, at=at)
    form = TransferForm(
        request.POST if request.method == "POST" else None,
        services=[each for each in queries.services_of(one.point) if each.is_open and each.pk != one.service_id],
        counters=[each for each in queries.counters_of(one.point) if each.is_open and each.pk != one.counter_id],
    )
    if request.method == "POST" and form.is_valid():
        send = partial(services.transfer_ticket, ticket=one, actor=actor, at=at, **form.said())
        if done(request, send, _("{number}: передано, місце в черзі збережено.").format(number=one), form=form):
            return redirect("queue:window")
    return render(request, "queue/transfer.html", {"form": form, "ticket": one})
