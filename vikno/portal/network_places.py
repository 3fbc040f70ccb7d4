"""Points as residents see them: rows of the list, shapes of the map, one point."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import get_language

from vikno.catalogue.models import PublicService
from vikno.catalogue.queries import services_in_force
from vikno.common import clock
from vikno.network import queries
from vikno.network.enums import AccessibilityItem, Mark, OfferingMode, ProviderState
from vikno.network.models import Point, ProviderAvailability
from vikno.network.queries import Filters, PointToday, Tag
from vikno.opendata.queries.marks import point_mark
from vikno.opendata.queries.places import Place

MOST_BORDERS: Final = 200


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A line of the list."""

    point: Point
    today: PointToday
    tag: Tag
    words: str
    is_on_map: bool


def found_points(filters: Filters, *, at: dt.datetime, is_open_now: bool) -> list[int]:
    """Identifiers of the points that fit, in the order of the list; "open now" needs the hours of all of them."""
    numbers = list(queries.public_points(filters, at=at, on=clock.today(at)).values_list("pk", flat=True))
    if not is_open_now:
        return numbers
    today = queries.opening_of(numbers, at)
    return [number for number in numbers if today[number].now.is_open]


def rows_of(numbers: list[int], *, at: dt.datetime) -> list[PlaceRow]:
    """Rows for these points, in their order."""
    points = queries.points_by_id(numbers)
    today = queries.opening_of(numbers, at)
    return [
        PlaceRow(
            point=points[n], today=today[n], tag=queries.state_tag(today[n]), words=queries.open_words(today[n], at),
            is_on_map=queries.position_of(points[n]) is not None,
        )
        for n in numbers
        if n in points
    ]  # fmt: skip


def shapes_of(numbers: list[int], *, at: dt.datetime, oblast: str = "") -> dict[str, Any]:
    """GeoJSON: borders of the points' hromadas (or of the whole oblast) beneath, points with words above.

    A country of borders says nothing on one screen: beyond MOST_BORDERS there are only points.
    """
    points = queries.points_to_draw(numbers)
    today = queries.opening_of(numbers, at)
    drawn = queries.point_features(points, today)
    for feature in drawn["features"]:
        number = feature["id"]
        feature["properties"] |= {
            "url": reverse("portal_network:point", args=[number]),
            "note": f"{feature['properties']['kind_name']}, {queries.open_words(today[number], at)}",
        }
    hromadas = {point.hromada_id for point in points if point.hromada_id}
    hromadas |= set(queries.hromada_codes_of(oblast)) if oblast else set()
    is_readable = len(hromadas) <= MOST_BORDERS
    borders = queries.hromada_features(sorted(hromadas))["features"] if is_readable else []
    return {"type": "FeatureCollection", "features": [*borders, *drawn["features"]]}


def place_facts(place: Place, *, at: dt.datetime) -> dict[str, Any]:
    """Everything on the page of one point."""
    point, today, schedule, day = place.point, place.today, place.schedule, clock.today(at)
    marks = {one.item: one.mark for one in place.marks}
    return {
        "point": point,
        "today": today,
        "tag": queries.state_tag(today),
        "words": queries.open_words(today, at),
        "notice": queries.notice_in(get_language() or "uk", today),
        "days": queries.coming_days(schedule, day),
        "exceptions": queries.coming_exceptions(schedule, day),
        "accessible": [item.label for item in AccessibilityItem if marks.get(item) == Mark.YES],
        "not_accessible": [item.label for item in AccessibilityItem if marks.get(item) == Mark.NO],
        "services": (services := services_of(place, on=day)),
        "told": limits_at(point, [service for service, _is_consultation in services]),
        "is_on_map": queries.position_of(point) is not None,
        "mark": point_mark(place),
    }


def limits_at(point: Point, services: list[PublicService]) -> list[ProviderAvailability]:
    """Services of the point whose providers do not work as usual here."""
    told = queries.availability_at(point, [service.pk for service in services])
    return [
        told[service.pk] for service in services if service.pk in told and told[service.pk].state != ProviderState.WORKS
    ]


def services_of(place: Place, *, on: dt.date) -> list[tuple[PublicService, bool]]:
    """Services given at the point; the second value: there is only a consultation."""
    modes = place.modes
    living = services_in_force(on=on).filter(pk__in=modes)
    return [(service, modes[service.pk] == OfferingMode.CONSULT) for service in living]
