"""Names of settlements for matching a whole file: one read of the directory, then dictionaries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vikno.common.text import fold
from vikno.territories.enums import SETTLEMENTS, Category
from vikno.territories.models import OldCode, Unit, UnitName

_PLACES = [*SETTLEMENTS, Category.SPECIAL_CITY]


@dataclass(frozen=True)
class Gazetteer:
    """Settlements of the present under every name they bear or bore. A name alone is never a key."""

    by_hromada: dict[tuple[str, str], tuple[str, ...]]
    by_oblast: dict[tuple[str, str], tuple[str, ...]]
    by_old_code: dict[str, frozenset[str]]
    raions: dict[str, str]
    raion_of_hromada: dict[str, str]

    @classmethod
    def load(cls) -> "Gazetteer":
        units = Unit.objects.filter(category__in=_PLACES, removed_on=None).order_by("code")
        rows = list(units.values_list("code", "search_key", "hromada_id", "raion_id", "oblast_id"))
        surroundings = {
            code: (hromada or code, raion or code, oblast or code) for code, _key, hromada, raion, oblast in rows
        }
        keys = [(key, code) for code, key, *_rest in rows]
        old = UnitName.objects.filter(unit__category__in=_PLACES, unit__removed_on=None)
        keys += old.order_by("unit_id").values_list("search_key", "unit_id")
        return cls(
            _grouped(((surroundings[code][0], key), code) for key, code in keys),
            _grouped(((surroundings[code][2], key), code) for key, code in keys),
            _old_codes(),
            {code: raion for code, (_hromada, raion, _oblast) in surroundings.items()},
            {hromada: raion for hromada, raion, _oblast in surroundings.values()},
        )

    def in_hromada(self, names: Iterable[str], hromada: str, *, koatuu: str = "") -> list[str]:
        """Codes of settlements of a hromada with one of the names; an old code chooses among homonyms."""
        found = {code for name in names for code in self.by_hromada.get((hromada, fold(name)), ())}
        told = found & self.by_old_code.get(koatuu, frozenset())
        return sorted(told or found)

    def in_oblast(self, name: str, oblast: str) -> list[str]:
        """Codes of settlements of an oblast with this name."""
        return list(self.by_oblast.get((oblast, fold(name)), ()))


def _grouped(pairs: Iterable[tuple[tuple[str, str], str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    groups: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for key, code in pairs:
        groups[key][code] = None
    return {key: tuple(codes) for key, codes in groups.items()}


def _old_codes() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for koatuu, code in OldCode.objects.order_by().values_list("koatuu", "unit_id"):
        groups[koatuu].add(code)
    return {koatuu: frozenset(codes) for koatuu, codes in groups.items()}
