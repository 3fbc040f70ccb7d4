"""Finding a unit by what a person typed: any spelling, an old name, a part of a name, a typo.

Written in SQL: the ORM took three times longer than the database over a page of results. Sorting comes before joining,
so that two typed letters, which begin thousands of names, cost as little as a whole name.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from vikno.territories.enums import SETTLEMENTS, title_of
from vikno.territories.rules.asking import Asked, code_asked, readings

LEAST_LETTERS: Final = 2

# Names of the present and of the past in one shape; the planner carries conditions into both halves.
_NAMES: Final = """
    SELECT u.code, '' AS old_name, u.search_key, u.category, u.removed_on, u.sort_key,
           u.parent_id, u.hromada_id, u.raion_id, u.oblast_id
    FROM territories_unit u
    UNION ALL
    SELECT u.code, old.name, old.search_key, old.category, u.removed_on, u.sort_key,
           u.parent_id, u.hromada_id, u.raion_id, u.oblast_id
    FROM territories_unitname old JOIN territories_unit u ON u.code = old.unit_id
"""
# Whole units before their parts: who types «Пол» wants Полтава before a village of that beginning. Equal names go by
# code, which is the alphabetical order of oblasts.
_ORDER: Final = "distance, is_removed, misfit, weight, is_old, sort_key, code"
_BEST: Final = """
    SELECT n.code, n.old_name, n.sort_key, {distance} AS distance, n.removed_on IS NOT NULL AS is_removed,
           n.category <> ALL (%(hint)s) AS misfit, n.old_name <> '' AS is_old,
           CASE n.category WHEN 'K' THEN 0 WHEN 'O' THEN 0 WHEN 'M' THEN 1 WHEN 'H' THEN 2 WHEN 'P' THEN 3
                           WHEN 'B' THEN 6 ELSE 5 END AS weight
    FROM ({names}) n
    WHERE {where}
    ORDER BY {order}
    LIMIT %(limit)s
"""
_PAGE: Final = """
    SELECT u.code, u.category, u.name, best.old_name, u.removed_on,
           h.category, h.name, r.category, r.name, o.category, o.name
    FROM ({best}) best
    JOIN territories_unit u USING (code)
    LEFT JOIN territories_unit h ON h.code = u.hromada_id
    LEFT JOIN territories_unit r ON r.code = u.raion_id
    LEFT JOIN territories_unit o ON o.code = u.oblast_id
    ORDER BY distance, is_removed, misfit, weight, is_old, best.sort_key, code
"""
_INSIDE: Final = """n.{column} IN (
    SELECT code FROM territories_unit WHERE search_key LIKE %(outer{number})s AND category IN ('{levels}'))"""
_SURROUNDINGS: Final = {"hromada_id": "H", "raion_id": "P", "oblast_id": "OK", "parent_id": "MK"}


@dataclass(frozen=True, slots=True)
class _Look:
    """One way to compare a name with the key."""

    condition: str
    distance: str
    pattern: str = "{key}"
    least_letters: int = LEAST_LETTERS
    bears_guesses: bool = False


_LOOKS: Final = (
    # the key itself, then names that begin with it
    _Look("n.search_key LIKE %(pattern)s", "n.search_key <> %(key)s", pattern="{key}%", bears_guesses=True),
    # «санжари» in «Нові Санжари»
    _Look("n.search_key LIKE %(pattern)s", "0", pattern="%{key}%", least_letters=3),
)
# Typos: names that share most of their trigrams with the key; of two letters trigrams say nothing.
_ALIKE: Final = _Look("n.search_key %% %(key)s", "1 - similarity(n.search_key, %(key)s)", least_letters=3)
_LEAST_LIKENESS: Final = 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """A unit as a search shows it. `old_name` is the name of the past that matched, or ""."""

    code: str
    category: str
    name: str
    old_name: str
    removed_on: dt.date | None
    around: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """«с. Іванівка»."""
        return title_of(self.category, self.name)

    @property
    def place(self) -> str:
        """«Степова громада, Степовий район, Лугова область»."""
        return ", ".join(title_of(category, name) for category, name in self.around)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where and among what to look, and how many to bring."""

    within: str | None
    categories: Collection[str] | None
    limit: int


def find_units(
    text: str,
    *,
    within: str | None = None,
    categories: Collection[str] | None = None,
    limit: int = 20,
) -> list[Found]:
    """Units that a query may mean, the likeliest first.

    text: a name in any spelling, with or without its type, followed by names of units around it; or a code of
    КАТОТТГ or КОАТУУ, or a postal index. within: only inside this unit. categories: only of these. Units that were
    removed come after the others.
    """
    scope = _Scope(within, categories, limit)
    if code := code_asked(text):
        return _by_code(code, scope)
    asked = list(readings(text))
    for look in _LOOKS:
        for reading in asked if look.bears_guesses else (reading for reading in asked if not reading.is_guess):
            if len(reading.name.key) >= look.least_letters and (found := _look(look, reading, scope)):
                return found
    likeliest = next((reading for reading in asked if len(reading.name.key) >= _ALIKE.least_letters), None)
    if likeliest is None:
        return []
    with _likeness(likeliest.name.key):
        return _look(_ALIKE, likeliest, scope)


@contextmanager
def _likeness(key: str) -> Iterator[None]:
    """How alike names must be to be looked at, for this transaction: longer keys bear a stricter bound.

    One wrong letter in a key of n letters leaves about (n − 2) of (n + 4) trigrams. The default, 0.3, makes a long
    key compare itself with a tenth of the country.
    """
    letters = len(key)
    bound = min(0.5, max(_LEAST_LIKENESS, (letters - 2) / (letters + 4) - 0.05))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(round(bound, 2))])
        yield
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(_LEAST_LIKENESS)])


def _look(look: _Look, asked: Asked, scope: _Scope) -> list[Found]:
    key, hint = asked.name.key, sorted(asked.name.categories)
    parameters: dict[str, Any] = {"key": key, "pattern": look.pattern.format(key=_escaped(key)), "hint": hint}
    where = [look.condition, *_scope(scope, parameters), *_around(asked, parameters)]
    if hint:
        # Types of settlements change more often than habits: the type word narrows to its level only.
        parameters["level"] = [*hint, *(SETTLEMENTS if SETTLEMENTS & set(hint) else ())]
        where.append("n.category = ANY (%(level)s)")
    return _page(_best(look.distance, where), parameters)


def _by_code(code: str, scope: _Scope) -> list[Found]:
    meant = {
        19: "n.code = %(code)s",
        10: "n.code IN (SELECT unit_id FROM territories_oldcode WHERE koatuu = %(code)s)",
        5: "n.code IN (SELECT unit_id FROM territories_postcode WHERE postcode = %(code)s)",
    }
    parameters: dict[str, Any] = {"code": code, "hint": []}
    where = [meant[len(code)], "n.old_name = ''", *_scope(scope, parameters)]
    return _page(_best("0", where), parameters)


def _scope(scope: _Scope, parameters: dict[str, Any]) -> list[str]:
    """Conditions of the caller; their values go to the parameters."""
    parameters["limit"] = scope.limit
    where = []
    if scope.within is not None:
        parameters["within"] = scope.within
        where.append("%(within)s IN (n.code, n.parent_id, n.hromada_id, n.raion_id, n.oblast_id)")
    if scope.categories is not None:
        parameters["categories"] = list(scope.categories)
        where.append("n.category = ANY (%(categories)s)")
    return where


def _around(asked: Asked, parameters: dict[str, Any]) -> list[str]:
    """Inside units whose names begin so. A type word says of which level; without it any level will do."""
    where = []
    for number, outer in enumerate(asked.within):
        parameters[f"outer{number}"] = _escaped(outer.key) + "%"
        inside = [
            _INSIDE.format(column=column, number=number, levels="', '".join(levels))
            for column, levels in _SURROUNDINGS.items()
            if not outer.categories or outer.categories & set(levels)
        ]
        where.append(f"({' OR '.join(inside)})" if inside else "false")
    return where


def _best(distance: str, where: list[str]) -> str:
    return _BEST.format(distance=distance, names=_NAMES, where=" AND ".join(where), order=_ORDER)


def _page(best: str, parameters: dict[str, Any]) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(_PAGE.format(best=best), parameters)
        rows = cursor.fetchall()
    once: dict[str, Found] = {}
    for code, category, name, old_name, removed_on, *around in rows:
        pairs = tuple((level, outer) for level, outer in zip(around[::2], around[1::2], strict=True) if level)
        once.setdefault(code, Found(code, category, name, old_name, removed_on, pairs))
    return list(once.values())


def _escaped(key: str) -> str:
    return key.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
