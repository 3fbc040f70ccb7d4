"""Taking in postal indexes and first coordinates of settlements: the GeoNames table of a country.

The table names an oblast in words, and many of its points belong to homonyms in another oblast. So each point is
checked against polygons of hromadas before anything is believed, and a name alone is never a key.
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
from vikno.common.text import clean
from vikno.common.transliteration import latin
from vikno.territories.enums import Category, EditionKind, LocationSource
from vikno.territories.errors import BoundariesMissing, NothingToReadHere
from vikno.territories.models import Postcode, Unit
from vikno.territories.queries.places import HromadaMap, hromada_map
from vikno.territories.rules.editions import date_in_file_name
from vikno.territories.rules.shapes import Spot, read_spot
from vikno.territories.services.gazetteer import Gazetteer
from vikno.territories.services.locations import set_locations
from vikno.territories.services.rejecting import RowRejected, sifted
from vikno.territories.services.report import ImportReport
from vikno.territories.services.taking import Given, Taken, take_in

COLUMNS: Final = (
    *("country", "postcode", "place", "oblast", "oblast_number", "raion", "raion_number", "community"),
    *("community_number", "lat", "lon", "accuracy"),
)
_BATCH: Final = 5000
_BRACKETS: Final = re.compile(r"\s*\(([^)]*)\)?\s*")
_POSTCODE: Final = re.compile(r"[0-9]{5}")

_NOT_A_POSTCODE: Final = _("«{postcode}» — не поштовий індекс.")
_NO_SUCH_OBLAST: Final = _("області «{oblast}» у довіднику немає.")
_ABROAD: Final = _("«{place}»: координати {lat}, {lon} не лежать в Україні.")
_ELSEWHERE: Final = _("«{place}»: точка лежить не в області «{oblast}».")
_UNMAPPED: Final = _("«{place}»: межі області «{oblast}» завантажено не всі, перевірити точку не вдалося.")
_NOBODY: Final = _("«{place}»: поруч із точкою такого населеного пункту немає.")
_SEVERAL: Final = _("«{place}»: таких населених пунктів поруч кілька, вибрати може лише людина.")


def import_postcodes(
    *,
    path: Path,
    edition_on: dt.date | None = None,
    actor: Actor,
    at: dt.datetime,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in postal indexes. Tab-separated, twelve columns, no header, as GeoNames publishes them.

    A row finds its settlement by name inside the hromada that holds its point, else by a name that is the only one in
    that raion. Only in the first case the point becomes the settlement's own. Raises `NotAllowed`.
    """

    def work() -> Taken:
        table = read_table(path, columns=COLUMNS, quotes="literal")
        if table.delimiter != "\t":
            raise NothingToReadHere(name=path.name, wanted="GeoNames, TAB")
        places = hromada_map()
        if places.is_empty:
            raise BoundariesMissing
        day = edition_on or date_in_file_name(path.name) or today(at)
        run = _Import(places, Gazetteer.load(), _oblasts_in_latin())
        return run.take(table.rows, day, progress)

    return take_in(EditionKind.POSTCODES, Given(path=path, actor=actor, at=at), work)


def _oblasts_in_latin() -> dict[str, str]:
    """Transliterated word → code: `poltavska`, `kyiv`, `krym`."""
    top = Unit.objects.filter(category__in=[Category.OBLAST, Category.SPECIAL_CITY], removed_on=None).order_by("code")
    return {latin(name).lower().split()[-1]: code for code, name in top.values_list("code", "name")}


@dataclass(frozen=True, slots=True)
class _Claim:
    """A row that can be checked: its point lies in the country and its oblast is known."""

    row: Row
    oblast: str
    spot: Spot


@dataclass
class _Import:
    places: HromadaMap
    gazetteer: Gazetteer
    oblasts: dict[str, str]
    pairs: dict[tuple[str, str], None] = field(default_factory=dict)
    points: dict[str, tuple[int, float, float]] = field(default_factory=dict)
    swapped: int = 0
    unmatched: int = 0

    def take(self, rows: Sequence[Row], day: dt.date, progress: Progress | None) -> Taken:
        claims, doubtful = sifted(rows, lambda row: row, self._claim)
        hromadas = self.places.hromadas_at([(claim.spot.lat, claim.spot.lon) for claim in claims])
        checked = list(zip(claims, hromadas, strict=True))
        _matched, misplaced = sifted(checked, lambda pair: pair[0].row, self._match)
        added = self._write()
        places = {code: (lat, lon) for code, (_accuracy, lat, lon) in self.points.items()}
        located = set_locations(places, source=LocationSource.POSTCODES)
        if progress is not None:
            progress(len(rows), len(rows))
        counts = {
            "added": added, "unchanged": len(self.pairs) - added, "located": located,
            "unmatched": self.unmatched, "swapped": self.swapped,
        }  # fmt: skip
        refused = sorted([*doubtful, *misplaced], key=lambda problem: problem.line)
        return Taken(counts=counts, has_changed=bool(added or located), edition_on=day, refused=refused)

    def _claim(self, row: Row) -> _Claim:
        facts = {name: clean(row[name]) for name in ("postcode", "oblast", "place", "lat", "lon")}
        words = latin(facts["oblast"]).lower().split()
        oblast = next((self.oblasts[word] for word in words if word in self.oblasts), "")
        spot = read_spot(facts["lat"], facts["lon"])
        if not _POSTCODE.fullmatch(facts["postcode"]):
            raise RowRejected(_NOT_A_POSTCODE, **facts)
        if not oblast:
            raise RowRejected(_NO_SUCH_OBLAST, **facts)
        if spot is None:
            raise RowRejected(_ABROAD, **facts)
        self.swapped += spot.was_swapped
        return _Claim(row, oblast, spot)

    def _match(self, checked: tuple[_Claim, str]) -> None:
        claim, hromada = checked
        place, facts = clean(claim.row["place"]), {"place": clean(claim.row["place"]), "oblast": claim.row["oblast"]}
        if self.places.oblasts.get(hromada) != claim.oblast:
            is_unsure = not hromada and claim.oblast in self.places.unmapped
            raise RowRejected(_UNMAPPED if is_unsure else _ELSEWHERE, **facts)
        own, near = self._candidates(place, hromada, claim.oblast)
        if len(own or near) != 1:
            self.unmatched += 1
            raise RowRejected(_SEVERAL if own or near else _NOBODY, **facts)
        self.pairs[(own or near)[0], clean(claim.row["postcode"])] = None
        if own:
            self._keep_point(own[0], claim)

    def _candidates(self, place: str, hromada: str, oblast: str) -> tuple[list[str], list[str]]:
        """Settlements of that name in the hromada, and in its raion. In brackets stands a council or an old name."""
        names = [_BRACKETS.sub(" ", place), *_BRACKETS.findall(place)]
        raion = self.gazetteer.raion_of_hromada.get(hromada)
        for name in names:
            own = self.gazetteer.in_hromada([name], hromada)
            near = [code for code in self.gazetteer.in_oblast(name, oblast) if self.gazetteer.raions[code] == raion]
            if own or near:
                return own, near
        return [], []

    def _keep_point(self, code: str, claim: _Claim) -> None:
        """The best of the points given for a settlement: a city stands in the table once for each index."""
        accuracy = clean(claim.row["accuracy"])
        grade = int(accuracy) if accuracy.isdigit() else 0
        if code not in self.points or grade > self.points[code][0]:
            self.points[code] = (grade, claim.spot.lat, claim.spot.lon)

    def _write(self) -> int:
        kept = set(Postcode.objects.order_by().values_list("unit_id", "postcode"))
        new = [
            Postcode(unit_id=code, postcode=postcode) for code, postcode in self.pairs if (code, postcode) not in kept
        ]
        Postcode.objects.bulk_create(new, _BATCH)
        return len(new)
