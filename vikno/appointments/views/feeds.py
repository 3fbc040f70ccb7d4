"""Calendars by a secret link: whoever has it sees when and what for, never who."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vikno.appointments import ical, queries
from vikno.common import clock


@never_cache
@require_safe
def calendar(request: HttpRequest, number: str) -> HttpResponse:
    """A feed; a wrong secret is answered as an unknown address."""
    with queries.working_for_point(hromada := queries.hromada_of_number(number[:9])):
        feed = queries.feed_of_number(hromada, number[:9])
        if feed is None or not queries.link_fits(feed, request.GET.get("k", "")[:64]):
            raise Http404
        name = str(feed.resource or feed.point)
        body = ical.feed_of(queries.bookings_of_feed(feed, at=clock.now()), name=name)
        return HttpResponse(body, content_type=ical.MEDIA_TYPE)
