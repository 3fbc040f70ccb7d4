"""Who waits for a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.appointments import queries, services
from vikno.appointments.views.common import DESK, own_points, sides
from vikno.audit import services as audit
from vikno.audit.places import place_of
from vikno.common import clock
from vikno.common.acting import actor_of, done

MOST = 200


@require_GET
@role_required(*DESK)
def waiting(request: HttpRequest) -> HttpResponse:
    """In the order of offers."""
    actor, points = actor_of(request), own_points(request)
    rows = list(queries.waiting_of_point(actor.hromada_code, [point.pk for point in points])[:MOST])
    answer = render(request, "appointments/waiting.html", {"rows": rows, "sides": sides(request, "waiting")})
    if rows:
        audit.record_shown(
            actor=actor, action="bookings.waiting_shown", subject=points[0], at=clock.now(),
            hromada_code=actor.hromada_code, people=[row.pk for row in rows], place=place_of(request),
            asked={"shown": len(rows)},
        )  # fmt: skip
    return answer


@require_POST
@role_required(*DESK)
def waiting_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody waits no more."""
    done(
        request, lambda: services.leave_waiting(entry_id=pk, actor=actor_of(request), at=clock.now()),
        _("Людину знято зі списку."),
    )  # fmt: skip
    return redirect("appointments:waiting")
