"""Which hromada holds a point: polygons of hromadas in a tree, loaded once for a file of points."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from vikno.territories.enums import TENANTS
from vikno.territories.models import Boundary, Unit


@dataclass(frozen=True)
class HromadaMap:
    """Polygons of hromadas and cities with special status.

    `oblasts`: oblast of each hromada. `unmapped`: oblasts where at least one hromada has no polygon, so a point that
    no polygon holds may still lie there.
    """

    codes: tuple[str, ...]
    tree: shapely.STRtree
    oblasts: dict[str, str]
    unmapped: frozenset[str]

    @property
    def is_empty(self) -> bool:
        return not self.codes

    def hromadas_at(self, points: Sequence[tuple[float, float]]) -> list[str]:
        """For each (latitude, longitude) the code of the hromada that holds it, or "". On a border, either."""
        found = [""] * len(points)
        if points and self.codes:
            spots = shapely.points([lon for _lat, lon in points], [lat for lat, _lon in points])
            for point, polygon in zip(*self.tree.query(spots, predicate="intersects").tolist(), strict=True):
                found[point] = self.codes[polygon]
        return found


def hromada_map() -> HromadaMap:
    """The map of the present; reads every polygon of a hromada (about a second for the country)."""
    rows = (
        Boundary.objects.filter(unit__category__in=TENANTS, unit__removed_on=None)
        .order_by("unit_id")
        .values_list("unit_id", Cast("geometry", TextField()))
    )
    codes, texts = zip(*rows, strict=True) if rows else ((), ())
    units = Unit.objects.filter(category__in=TENANTS, removed_on=None).order_by()
    oblasts = {code: oblast or code for code, oblast in units.values_list("code", "oblast_id")}
    mapped = set(codes)
    unmapped = frozenset(oblast for code, oblast in oblasts.items() if code not in mapped)
    return HromadaMap(tuple(codes), shapely.STRtree(shapely.from_geojson(list(texts))), oblasts, unmapped)


def hromada_borders(*, oblast: str = "") -> list[Boundary]:
    """Borders of hromadas of the present, of the country or of an oblast, with their units; drawn in this order."""
    return list(_borders(oblast).select_related("unit").defer("geometry").order_by("unit_id"))


def has_borders(*, oblast: str = "") -> bool:
    """Whether there is anything to draw."""
    return _borders(oblast).exists()


def _borders(oblast: str) -> QuerySet[Boundary]:
    found = Boundary.objects.filter(unit__category__in=TENANTS, unit__removed_on=None)
    return found.filter(Q(unit__oblast_id=oblast) | Q(unit_id=oblast)) if oblast else found
