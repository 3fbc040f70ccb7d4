"""«Моє вікно»: one key calls the next person."""

from functools import partial
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.common.components import Candidate
from vikno.network.models import Point
from vikno.queue import policies, queries, services, shown
from vikno.queue.enums import PauseKind, PressureKind, Purpose
from vikno.queue.views.common import DESK, at_point, press_of


@require_GET
@at_point(*DESK)
def window(request: HttpRequest, point: Point) -> HttpResponse:
    """The window one sits at; until then, the choice of one."""
    at, actor = clock.now(), actor_of(request)
    shift = queries.open_shift(actor, at=at)
    if shift is None or shift.counter.point_id != point.pk:
        seated = {counter: officer for counter, _name, officer in queries.seated(point, at=at)}
        windows = [
            Candidate(
                text=_("Вікно {name}").format(name=one.name), name="counter", value=str(one.pk),
                note=seated.get(one.pk) or ", ".join(str(each.service) for each in one.serves.all()),
            )
            for one in queries.counters_of(point)
            if one.is_open
        ]  # fmt: skip
        elsewhere = shift.counter.point.name if shift else ""
        return render(request, "queue/window_choice.html", {"point": point, "windows": windows, "elsewhere": elsewhere})
    services_here = [one for one in queries.services_of(point) if one.is_open]
    purposes = [(value, label) for value, label in Purpose.choices if value != Purpose.BOOKED]
    facts = {
        **shown.window_facts(shift, at=at), "press": uuid4(), "pauses": PauseKind.choices, "walk_ins": purposes,
        "pressures": PressureKind.choices, "services": services_here,
    }  # fmt: skip
    return render(request, "queue/window.html", facts)


@require_POST
@at_point(*DESK)
def set_up(request: HttpRequest, point: Point) -> HttpResponse:
    """A point nobody arranged: one queue, one window, and sit down."""
    actor, at = actor_of(request), clock.now()

    def begin() -> None:
        counter = services.set_up_point(point=point, actor=actor, at=at)
        services.begin_shift(counter=counter, actor=actor, at=at)

    done(request, begin, _("Черга працює: одне вікно, одна черга."))
    return redirect("queue:window")


@require_POST
@at_point(*DESK)
def shift(request: HttpRequest, point: Point) -> HttpResponse:
    """Sit down at a window."""
    actor, given = actor_of(request), request.POST.get("counter", "")
    counters = policies.visible_counters(actor, on=clock.today()).filter(point=point)
    counter = counters.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 10 else None
    if counter is None:
        messages.error(request, _("Оберіть вікно зі списку."))
        return redirect("queue:window")
    sit = partial(services.begin_shift, counter=counter, actor=actor, at=clock.now())
    done(request, sit, _("Ви за вікном {name}.").format(name=counter.name))
    return redirect("queue:window")


@require_POST
@at_point(*DESK)
def shift_end(request: HttpRequest, point: Point) -> HttpResponse:
    done(request, partial(services.end_shift, actor=actor_of(request), at=clock.now()), _("Ви встали з-за вікна."))
    return redirect("queue:window")


@require_POST
@at_point(*DESK)
def pause(request: HttpRequest, point: Point) -> HttpResponse:
    """Stop calling for a while."""
    kind = request.POST.get("kind", PauseKind.BREAK)
    if kind not in PauseKind.values:
        raise Http404
    rest = partial(services.pause_counter, kind=PauseKind(kind), actor=actor_of(request), at=clock.now())
    done(request, rest, _("Вікно на паузі: нікого не викличуть."))
    return redirect("queue:window")


@require_POST
@at_point(*DESK)
def resume(request: HttpRequest, point: Point) -> HttpResponse:
    done(request, partial(services.resume_counter, actor=actor_of(request), at=clock.now()), _("Вікно знову працює."))
    return redirect("queue:window")


@require_POST
@at_point(*DESK)
def window_next(request: HttpRequest, point: Point) -> HttpResponse:
    """The key «наступний»."""
    actor, at, press = actor_of(request), clock.now(), press_of(request)

    def call() -> None:
        made = services.call_next_ticket(press=press, actor=actor, at=at)
        if made is None:
            messages.info(request, _("Для вашого вікна ніхто не чекає."))

    done(request, call)
    return redirect("queue:window")


@require_POST
@at_point(*DESK)
def walk_in(request: HttpRequest, point: Point) -> HttpResponse:
    """Somebody stands at the window, nobody gave a ticket."""
    actor, given = actor_of(request), request.POST.get("purpose", "")
    here = {str(one.pk): one for one in queries.services_of(point)}
    service = here.get(request.POST.get("service", "")) or next(iter(here.values()), None)
    if given not in Purpose.values or service is None:
        raise Http404
    serve = partial(
        services.serve_without_ticket, service=service, purpose=Purpose(given), press=press_of(request), actor=actor,
        at=clock.now(),
    )  # fmt: skip
    done(request, serve)
    return redirect("queue:window")
