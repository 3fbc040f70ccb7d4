"""Calendars by a secret link: one's own, opened and ended."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vikno.accounts.access import role_required
from vikno.appointments import queries, services
from vikno.appointments.models import Feed
from vikno.appointments.views.common import DESK, own_points, sides
from vikno.common import clock
from vikno.common.acting import actor_of, done


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*DESK)
def calendars(request: HttpRequest) -> HttpResponse:
    """Links of the person; a POST opens one for a point or ends one."""
    actor, points = actor_of(request), own_points(request)
    if request.method == "POST":
        _act(request)
        return redirect("appointments:calendars")
    found = queries.feeds_of(actor.hromada_code, user_id=actor.user_id)
    rows = [(feed, _address(feed)) for feed in found]
    resources = queries.resources_by_point(points, at=clock.now())
    facts = {"rows": rows, "resources": resources, "sides": sides(request, "calendars")}
    return render(request, "appointments/calendars.html", facts)


def _act(request: HttpRequest) -> None:
    who = {"actor": actor_of(request), "at": clock.now()}
    ended = request.POST.get("end", "")
    if ended.isascii() and ended.isdigit() and len(ended) < 18:
        done(request, lambda: services.end_feed(feed_id=int(ended), **who), _("Посилання більше не діє."))
        return
    points = {str(point.pk): point for point in own_points(request)}
    point = points.get(request.POST.get("point", ""))
    if point is None:
        return
    resources = {str(each.pk): each for each in queries.resources_of(point, at=clock.now())}
    resource = resources.get(request.POST.get("resource", ""))
    done(
        request, lambda: services.open_feed(point=point, resource=resource, **who),
        _("Календар відкрито. Додайте посилання до свого календаря."),
    )  # fmt: skip


def _address(feed: Feed) -> str:
    path = reverse("appointments_public:calendar", args=[feed.number])
    return f"{settings.SITE_URL}{path}?k={queries.link_of(feed)}"
