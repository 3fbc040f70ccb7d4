"""The codifier in memory: units found by name, present or former, within an oblast or a hromada."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from vikno.network.rules.words import adjective_stem, fold, skeleton

SETTLEMENT_CATEGORIES: Final = frozenset("MTXCK")
_OBLAST, _SPECIAL_CITY, _RAION, _HROMADA = "O", "K", "P", "H"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the codifier: category by its Latin letter; codes of the levels above, "" where there is none."""

    code: str
    category: str
    name: str
    oblast: str = ""
    raion: str = ""
    hromada: str = ""
    old_names: tuple[tuple[str, str], ...] = ()  # (name, category) borne before
    postcodes: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """Folded present and former names."""
        return frozenset((fold(self.name), *(fold(name) for name, _ in self.old_names)))

    @property
    def categories(self) -> frozenset[str]:
        """Present and former categories: a смт became a селище."""
        return frozenset((self.category, *(category for _, category in self.old_names)))


class Gazetteer:
    """Units in force, indexed once for a whole file."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.code: place for place in places}
        self._settlements: dict[str, list[Place]] = defaultdict(list)
        self._skeletons: dict[tuple[str, str], list[Place]] = defaultdict(list)
        self._starts: dict[tuple[str, str], list[Place]] = defaultdict(list)
        self._members: dict[str, list[Place]] = defaultdict(list)
        self._hromadas: dict[str, list[Place]] = defaultdict(list)
        self._above: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for place in self._places.values():
            self._index(place)
        for members in self._members.values():
            members.sort(key=lambda member: member.code)

    def _index(self, place: Place) -> None:
        if place.category in SETTLEMENT_CATEGORIES:
            for key in place.keys:
                self._settlements[key].append(place)
                for area in {place.oblast, ""}:
                    self._skeletons[area, skeleton(key)].append(place)
                    self._starts[area, key[:3]].append(place)
            self._members[self.hromada_of(place)].append(place)
        if place.category == _HROMADA:
            for key in place.keys:
                self._hromadas[adjective_stem(key)].append(place)
        if place.category in (_OBLAST, _SPECIAL_CITY, _RAION):
            for key in place.keys:
                self._above["O" if place.category != _RAION else "P", adjective_stem(key)].append(place)

    def get(self, code: str) -> Place | None:
        return self._places.get(code)

    @staticmethod
    def hromada_of(place: Place) -> str:
        """Code of the unit that runs the place; Київ and Севастополь run themselves."""
        return place.code if place.category in (_HROMADA, _SPECIAL_CITY) else place.hromada

    def oblast_named(self, text: str) -> str:
        """Code of the oblast (or city with special status) so named, or ""."""
        found = self._above["O", adjective_stem(text)]
        return found[0].code if len(found) == 1 else ""

    def raions_named(self, text: str, oblast: str) -> frozenset[str]:
        return frozenset(p.code for p in self._above["P", adjective_stem(text)] if oblast in ("", p.oblast))

    def hromadas_named(self, stem: str, oblast: str) -> list[Place]:
        """Hromadas whose adjective has this stem, in the oblast ("" = anywhere)."""
        return [p for p in self._hromadas.get(stem, ()) if oblast in ("", p.oblast)]

    def members(self, hromada: str) -> list[Place]:
        """Settlements of a hromada by code; the first is its centre (measured: 177 of 177)."""
        return self._members.get(hromada, [])

    def centre(self, hromada: str) -> Place | None:
        members = self.members(hromada)
        return members[0] if members else None

    def settlements_named(self, name: str, *, oblast: str = "", hromadas: Collection[str] = ()) -> list[Place]:
        """Settlements that bear or bore this name, in the hromadas if any are given, else in the oblast."""
        found = self._settlements.get(fold(name), [])
        if hromadas:
            return [p for p in found if self.hromada_of(p) in hromadas]
        return [p for p in found if oblast in ("", p.oblast)]

    def similar(self, name: str, *, oblast: str = "", hromadas: Collection[str] = ()) -> list[Place]:
        """Settlements worth comparing with a misspelt or inflected name."""
        if hromadas:
            return [place for code in hromadas for place in self.members(code)]
        key = fold(name)
        near = [*self._skeletons.get((oblast, skeleton(key)), ()), *self._starts.get((oblast, key[:3]), ())]
        return list({place.code: place for place in near}.values())
