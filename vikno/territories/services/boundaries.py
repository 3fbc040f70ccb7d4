"""Taking in boundaries: polygons find their units by code; those without a code by name inside a hromada, or nobody.

A unit is placed by its own code wherever the file lies: Славутич of one oblast is filed under a raion of another.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import Final

import shapely
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.errors import Words
from vikno.common.reports import Progress
from vikno.common.tables import Problem
from vikno.territories.enums import EditionKind, LocationSource
from vikno.territories.errors import NOT_IN_DIRECTORY, SHAPE_FAULTS, CodifierMissing, NothingToReadHere
from vikno.territories.models import Boundary, Unit
from vikno.territories.queries.places import hromada_map
from vikno.territories.rules.editions import date_in_file_name
from vikno.territories.rules.shapes import Area, ShapeFault, as_geojson, label_point, read_area, simplified
from vikno.territories.services.gazetteer import Gazetteer
from vikno.territories.services.geojson import Feature, features_of, geojson_files
from vikno.territories.services.locations import set_locations
from vikno.territories.services.report import ImportReport
from vikno.territories.services.taking import Given, Taken, take_in

_BATCH: Final = 200


def import_boundaries(
    *,
    path: Path,
    edition_on: dt.date | None = None,
    actor: Actor,
    at: dt.datetime,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in polygons from a GeoJSON file or a folder of them.

    Points and lines are labels and are passed over. Crossed rings are repaired; an area that cannot be repaired, lies
    outside the country or belongs to no known unit is named in the report and left out. Raises `NotAllowed`.
    """

    def work() -> Taken:
        files = geojson_files(path)
        if not files:
            raise NothingToReadHere(name=path.name, wanted="*.geojson")
        day = edition_on or date_in_file_name(path.name) or today(at)
        return _Import(path.name, day).run(files, progress)

    return take_in(EditionKind.BOUNDARIES, Given(path=path, actor=actor, at=at), work)


@dataclass
class _Import:
    """One run: what was seen so far."""

    source: str
    day: dt.date
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("added", "updated", "unchanged", "located", "labels", "repaired", "swapped", "repeated", "unmatched"), 0
        )
    )
    refused: list[Problem] = field(default_factory=list)
    nameless: list[tuple[Feature, Area]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def run(self, files: Sequence[Path], progress: Progress | None) -> Taken:
        known = set(Unit.objects.order_by().values_list("code", flat=True))
        if not known:
            raise CodifierMissing
        for done, file in enumerate(files, start=1):
            self._write(self._with_code(features_of(file), known))
            if progress is not None:
                progress(done, len(files))
        self._write(self._by_name())
        has_changed = bool(self.counts["added"] + self.counts["updated"] + self.counts["located"])
        return Taken(counts=self.counts, has_changed=has_changed, edition_on=self.day, refused=self.refused)

    def _with_code(self, features: Iterable[Feature], known: set[str]) -> Iterable[tuple[str, Area]]:
        for feature in features:
            area = read_area(feature.geometry)
            if area is None:
                self.counts["labels"] += 1
            elif isinstance(area, ShapeFault):
                self._refuse(feature, format_lazy(SHAPE_FAULTS[area], name=_called(feature)))
            elif not feature.code:
                self.nameless.append((feature, area))
            elif feature.code not in known:
                self._refuse(feature, format_lazy(NOT_IN_DIRECTORY, code=feature.code))
            else:
                yield from self._once(feature.code, area)

    def _by_name(self) -> Iterable[tuple[str, Area]]:
        """Areas without a code: the one settlement of that name in the hromada that holds the area."""
        if not self.nameless:
            return
        gazetteer = Gazetteer.load()
        points = [label_point(area.geometry) for _feature, area in self.nameless]
        hromadas = hromada_map().hromadas_at(points)
        for (feature, area), hromada in zip(self.nameless, hromadas, strict=True):
            found = gazetteer.in_hromada(feature.names, hromada, koatuu=feature.koatuu) if hromada else []
            if len(found) == 1:
                yield from self._once(found[0], area)
            else:
                self.counts["unmatched"] += 1
                reason = _NO_HROMADA if not hromada else _SEVERAL if found else _NOBODY
                self._refuse(feature, format_lazy(reason, name=_called(feature)))

    def _once(self, code: str, area: Area) -> Iterable[tuple[str, Area]]:
        if code in self.taken:
            self.counts["repeated"] += 1
            return
        self.taken.add(code)
        self.counts["repaired"] += area.was_repaired
        self.counts["swapped"] += area.was_swapped
        yield code, area

    def _refuse(self, feature: Feature, reason: Words) -> None:
        words = format_lazy(
            _("{file}, об'єкт {number}: {reason}"), file=feature.file_name, number=feature.number, reason=reason
        )
        self.refused.append(Problem(0, words))

    def _write(self, areas: Iterable[tuple[str, Area]]) -> None:
        for batch in batched(areas, _BATCH):
            self._write_batch([_row(code, area, self.source) for code, area in batch])
            places = {code: label_point(area.geometry) for code, area in batch}
            self.counts["located"] += set_locations(places, source=LocationSource.BOUNDARY)

    def _write_batch(self, rows: Sequence[Boundary]) -> None:
        kept = dict(
            Boundary.objects.filter(unit_id__in=[row.unit_id for row in rows])
            .order_by()
            .values_list("unit_id", "geometry")
        )
        new = [row for row in rows if kept.get(row.unit_id) != row.geometry]
        self.counts["added"] += sum(row.unit_id not in kept for row in new)
        self.counts["updated"] += sum(row.unit_id in kept for row in new)
        self.counts["unchanged"] += len(rows) - len(new)
        Boundary.objects.bulk_create(
            new, update_conflicts=True, unique_fields=["unit"],
            update_fields=["geometry", "simplified", "west", "south", "east", "north", "source"],
        )  # fmt: skip


_NO_HROMADA: Final = _("«{name}»: немає коду, а межа не лежить у жодній громаді з відомими межами.")
_NOBODY: Final = _("«{name}»: немає коду, і в цій громаді такого населеного пункту немає.")
_SEVERAL: Final = _("«{name}»: немає коду, а таких населених пунктів у громаді кілька.")


def _called(feature: Feature) -> str:
    return feature.names[0] if feature.names else feature.code or "—"


def _row(code: str, area: Area, source: str) -> Boundary:
    west, south, east, north = shapely.bounds(area.geometry)
    return Boundary(
        unit_id=code, geometry=as_geojson(area.geometry), simplified=simplified(area.geometry),
        west=west, south=south, east=east, north=north, source=source[:200],
    )  # fmt: skip
