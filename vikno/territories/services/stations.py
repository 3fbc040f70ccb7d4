"""Taking in demand points finer than a hromada: polling stations with their voters and coordinates.

A point belongs to the hromada whose polygon holds it; it is believed only inside the oblast it claims.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.reports import Progress
from vikno.common.tables import Row, read_table
from vikno.common.text import clean, is_blank
from vikno.territories.enums import Category, EditionKind
from vikno.territories.errors import BoundariesMissing
from vikno.territories.models import DemandPoint, Unit
from vikno.territories.queries.places import HromadaMap, hromada_map
from vikno.territories.rules.asking import named
from vikno.territories.rules.editions import date_in_file_name
from vikno.territories.rules.shapes import Spot, read_spot
from vikno.territories.services.rejecting import RowRejected, sifted
from vikno.territories.services.report import ImportReport
from vikno.territories.services.taking import Given, Taken, take_in

COLUMNS: Final = (
    ("station", "дільниця", "номер дільниці"),
    ("region", "область", "регіон"),
    ("voters", "виборців", "кількість виборців"),
    ("lat", "latitude", "широта"),
    ("lon", "lng", "longitude", "довгота"),
)
_BATCH: Final = 5000
_DIGITS: Final = 6

_NO_NUMBER: Final = _("«{station}» — не номер дільниці.")
_REPEATED: Final = _("дільниця {station} уже була в рядку {other}.")
_NO_SUCH_OBLAST: Final = _("дільниця {station}: області «{region}» у довіднику немає.")
_ABROAD: Final = _("дільниця {station}: координати {lat}, {lon} не лежать в Україні.")
_ELSEWHERE: Final = _("дільниця {station}: точка лежить не в «{region}».")
_UNMAPPED: Final = _("дільниця {station}: межі «{region}» завантажено не всі, громаду не визначено.")
_NOT_A_COUNT: Final = _("дільниця {station}: «{voters}» — не кількість людей.")


def import_stations(
    *,
    path: Path,
    edition_on: dt.date | None = None,
    actor: Actor,
    at: dt.datetime,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in demand points: station, region, voters, lat, lon under Ukrainian or English titles.

    Voters that are not given stay unknown, which is not zero. Points abroad and points outside the oblast they claim
    are named and left out. Raises `NotAllowed`.
    """

    def work() -> Taken:
        table = read_table(path, header=COLUMNS)
        places = hromada_map()
        if places.is_empty:
            raise BoundariesMissing
        day = edition_on or date_in_file_name(path.name) or today(at)
        columns = {titles[0]: table.place(*titles) or 0 for titles in COLUMNS}
        return _Import(columns, places, _oblasts(), path.name[:200]).take(table.rows, day, progress)

    return take_in(EditionKind.STATIONS, Given(path=path, actor=actor, at=at), work)


def _oblasts() -> dict[str, str]:
    """Folded name without its type → code."""
    top = Unit.objects.filter(category__in=[Category.OBLAST, Category.SPECIAL_CITY], removed_on=None).order_by("code")
    return {named(name).key: code for code, name in top.values_list("code", "name")}


@dataclass(frozen=True, slots=True)
class _Claim:
    row: Row
    station: str
    oblast: str
    people: int | None
    spot: Spot


@dataclass
class _Import:
    columns: dict[str, int]
    places: HromadaMap
    oblasts: dict[str, str]
    source: str
    lines: dict[str, int] = field(default_factory=dict)
    swapped: int = 0

    def take(self, rows: Sequence[Row], day: dt.date, progress: Progress | None) -> Taken:
        claims, doubtful = sifted(rows, lambda row: row, self._claim)
        hromadas = self.places.hromadas_at([(claim.spot.lat, claim.spot.lon) for claim in claims])
        checked = list(zip(claims, hromadas, strict=True))
        points, misplaced = sifted(checked, lambda pair: pair[0].row, self._point)
        counts = _write(points)
        if progress is not None:
            progress(len(rows), len(rows))
        counts |= {"unknown": sum(point.people is None for point in points), "swapped": self.swapped}
        refused = sorted([*doubtful, *misplaced], key=lambda problem: problem.line)
        has_changed = bool(counts["added"] + counts["updated"])
        return Taken(counts=counts, has_changed=has_changed, edition_on=day, refused=refused)

    def _claim(self, row: Row) -> _Claim:
        facts = {name: clean(row[place]) for name, place in self.columns.items()}
        # A spreadsheet eats the leading zero of the first nine oblasts.
        station = facts["station"].zfill(_DIGITS)
        if not re.fullmatch(r"[0-9]{6,20}", station):
            raise RowRejected(_NO_NUMBER, **facts)
        if station in self.lines:
            raise RowRejected(_REPEATED, other=self.lines[station], **facts)
        self.lines[station] = row.line
        spot = read_spot(facts["lat"], facts["lon"])
        if spot is None:
            raise RowRejected(_ABROAD, **facts)
        oblast = self.oblasts.get(named(facts["region"]).key, "")
        if not oblast:
            raise RowRejected(_NO_SUCH_OBLAST, **facts)
        people = _people(facts["voters"])
        if people is not None and people < 0:
            raise RowRejected(_NOT_A_COUNT, **facts)
        self.swapped += spot.was_swapped
        return _Claim(row, station, oblast, people, spot)

    def _point(self, checked: tuple[_Claim, str]) -> DemandPoint:
        claim, hromada = checked
        if self.places.oblasts.get(hromada) != claim.oblast:
            is_unsure = not hromada and claim.oblast in self.places.unmapped
            region = clean(claim.row[self.columns["region"]])
            raise RowRejected(_UNMAPPED if is_unsure else _ELSEWHERE, station=claim.station, region=region)
        return DemandPoint(
            code=claim.station, hromada_id=hromada, people=claim.people, lat=claim.spot.lat, lon=claim.spot.lon,
            source=self.source,
        )  # fmt: skip


def _people(cell: str) -> int | None:
    """A count, None when it is not given, −1 when the cell is not a count."""
    if is_blank(cell):
        return None
    number = cell.replace(" ", "").removesuffix(".0")
    return int(number) if number.isascii() and number.isdigit() else -1


def _write(points: Sequence[DemandPoint]) -> dict[str, int]:
    columns = ("code", "hromada_id", "people", "lat", "lon")
    kept = {code: tuple(rest) for code, *rest in DemandPoint.objects.order_by().values_list(*columns)}
    new = [point for point in points if kept.get(point.code) != (point.hromada_id, point.people, point.lat, point.lon)]
    DemandPoint.objects.bulk_create(
        new, _BATCH, update_conflicts=True, unique_fields=["code"],
        update_fields=["hromada", "people", "lat", "lon", "source"],
    )  # fmt: skip
    added = sum(point.code not in kept for point in new)
    return {"added": added, "updated": len(new) - added, "unchanged": len(points) - len(new)}
