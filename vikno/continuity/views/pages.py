"""What is in force, one interruption, those that were."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from vikno.accounts.access import role_required
from vikno.audit import services as audit
from vikno.audit.places import place_of
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.continuity import policies, queries, services, shown
from vikno.continuity.enums import Cause
from vikno.continuity.forms import PointForm, UntilForm
from vikno.continuity.models import Interruption
from vikno.continuity.views.common import DESK

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = 50


@require_safe
@role_required(*DESK)
def home(request: HttpRequest) -> HttpResponse:
    """Four large buttons, what is in force, the history with its hours."""
    actor, at = actor_of(request), clock.now()
    page = Paginator(queries.newest(actor), ROWS).get_page(request.GET.get("page"))
    keys = [(cause, reverse("continuity:begin", args=[cause.value])) for cause in Cause]
    by_cause, together = queries.durations(page, at=at)
    facts = {
        "keys": shown.cause_keys(keys), "page": page, "rows": shown.history_rows(page, at=at),
        "in_force": queries.in_force(actor.hromada_code, at=at), "hours": by_cause, "together": together,
    }  # fmt: skip
    return render(request, "continuity/home.html", facts)


@require_safe
@role_required(*DESK)
def interruption(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, whom to telephone, how to go on."""
    return page_of(request, queries.interruption_of(actor_of(request), pk), {})


@require_safe
@role_required(*DESK)
def table(request: HttpRequest) -> HttpResponse:
    """All of them as XLSX."""
    made = services.export_interruptions(actor=actor_of(request), at=clock.now())
    headers = {"Content-Disposition": 'attachment; filename="interruptions.xlsx"'}
    return HttpResponse(made, content_type=XLSX, headers=headers)


def page_of(request: HttpRequest, one: Interruption, given: dict[str, Any]) -> HttpResponse:
    """The page of an interruption; `given`: forms that were refused, as they were filled in."""
    actor, at = actor_of(request), clock.now()
    rows = list(queries.calls_of(one))
    touched = {touch.point_id for touch in one.touches.all()}
    others = [point for point in policies.points_of(actor, at=at) if point.pk not in touched]
    first = one.touches.all()[0].effect if touched else queries.cause_row(one.cause).effect
    forms = {
        "until_form": UntilForm(at=at, until=one.expected_until),
        "point_form": PointForm(listed=others, initial={"effect": first}) if others else None,
    }
    answer = render(
        request, "continuity/interruption.html", {**shown.page_facts(one, rows, actor=actor, at=at), **forms, **given}
    )
    if rows:
        audit.record_shown(
            actor=actor, action="bookings.shown", subject=one, at=at, hromada_code=actor.hromada_code,
            people=[row.booking_id for row in rows], place=place_of(request), asked={"shown": len(rows)},
        )  # fmt: skip
    return answer
