"""Points of units on the map, written in one statement."""

from collections.abc import Mapping

from django.db import connection

from vikno.territories.enums import LocationSource

_UPDATE = """
    UPDATE territories_unit u SET lat = place.lat, lon = place.lon, location_source = %(source)s
    FROM unnest(%(codes)s::text[], %(lats)s::float8[], %(lons)s::float8[]) AS place (code, lat, lon)
    WHERE u.code = place.code
      AND (u.lat IS NULL OR u.location_source = %(source)s)
      AND (u.lat, u.lon, u.location_source) IS DISTINCT FROM (place.lat, place.lon, %(source)s)
"""


def set_locations(places: Mapping[str, tuple[float, float]], *, source: LocationSource) -> int:
    """Put units at (latitude, longitude). What a person or another source said before stays. How many changed."""
    if not places:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            _UPDATE,
            {
                "codes": list(places),
                "lats": [lat for lat, _lon in places.values()],
                "lons": [lon for _lat, lon in places.values()],
                "source": str(source),
            },
        )
        return int(cursor.rowcount)
