"""Waits, load and hard moments: pages and a table."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.network.models import Point
from vikno.queue import queries, services
from vikno.queue.enums import PressureKind
from vikno.queue.views.common import DESK, asked_period, at_point, table_answer

_SHOWN = 100


@require_GET
@role_required(*DESK)
def measures(request: HttpRequest) -> HttpResponse:
    """How long people waited and were served, who left, who carried how much."""
    form, period = asked_period(request)
    days = queries.day_measures(period)
    facts = {
        "form": form, "period": period, "total": days[0] if days else None, "days": days[1 : _SHOWN + 1],
        "more": max(0, len(days) - 1 - _SHOWN), "loads": queries.officer_loads(period, at=clock.now()),
        "asked": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "queue/measures.html", facts)


@require_GET
@role_required(*DESK)
def measures_table(request: HttpRequest) -> HttpResponse:
    """The same as XLSX."""
    _form, period = asked_period(request)
    body = services.export_measures(period=period, actor=actor_of(request), at=clock.now())
    return table_answer(body, f"queue-{period.since}-{period.until}")


@require_GET
@role_required(*DESK)
def pressure(request: HttpRequest) -> HttpResponse:
    """Hard moments by day and kind."""
    form, period = asked_period(request)
    rows = [{"day": day, "kind": kind.label, "count": count} for day, kind, count in queries.pressure_counts(period)]
    facts = {"form": form, "period": period, "rows": rows, "kinds": PressureKind.choices}
    return render(request, "queue/pressure.html", facts)


@require_POST
@at_point(*DESK)
def pressure_new(request: HttpRequest, point: Point) -> HttpResponse:
    """Write a hard moment down."""
    kind = request.POST.get("kind", "")
    if kind not in PressureKind.values:
        raise Http404
    write = partial(
        services.record_pressure, point=point, kind=PressureKind(kind), actor=actor_of(request), at=clock.now()
    )
    done(request, write, _("Записано. Бережіть себе: пауза завжди поруч."))
    return redirect("queue:window" if request.POST.get("back") == "window" else "queue:pressure")
