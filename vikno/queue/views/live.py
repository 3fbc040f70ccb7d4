"""The live queue of a point, the same on paper, the end of the day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.network.models import Point
from vikno.queue import policies, printing, queries, services, shown
from vikno.queue.views.common import DESK, at_point, pdf_answer


@require_GET
@at_point(*DESK)
def live(request: HttpRequest, point: Point) -> HttpResponse:
    """Who waits, who is at the windows."""
    facts = shown.live_facts(point, at=clock.now())
    return render(request, "queue/live.html", {**facts, "may_arrange": policies.may_arrange(actor_of(request))})


@require_GET
@at_point(*DESK)
def live_paper(request: HttpRequest, point: Point) -> HttpResponse:
    """The queue to be printed before the battery dies."""
    at = clock.now()
    waiting = {one.key: one for one in queries.waiting_now(point, at=at)}
    rule = queries.rule_for(point, on=clock.today(at))
    stood = queries.stills(queries.pauses_today(point, at=at))
    order = queries.point_order(waiting.values(), at=at, rule=rule, stood=stood)
    in_order = [waiting[choice.key] for choice in order]
    return pdf_answer(printing.list_pdf(point, in_order, at=at), "cherha")


@require_POST
@at_point(*DESK)
def day_end(request: HttpRequest, point: Point) -> HttpResponse:
    """Close the day of the point."""
    at = clock.now()

    def close() -> None:
        services.close_day(point=point, day=clock.today(at), actor=actor_of(request), at=at)

    done(request, close, _("День закрито: черга порожня, примітки й телефони стерто."))
    return redirect("queue:live")
