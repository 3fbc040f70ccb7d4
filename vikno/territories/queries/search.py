"""Finding a unit by what a person typed: any spelling, an old name, a part of a name, a typo."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from vikno.territories.enums import SETTLEMENTS, Category
from vikno.territories.models import OldCode, Postcode, Unit, UnitName
from vikno.territories.queries.units import with_surroundings
from vikno.territories.rules.asking import Asked, code_asked, readings

LEAST_LETTERS: Final = 2
# Trigrams of two letters say nothing.
_LETTERS_FOR_PARTS: Final = 3
# Whole units before their parts: a person who types «Пол» wants Полтава before a village of that beginning.
_WEIGHTS: Final = {
    Category.SPECIAL_CITY: 0,
    Category.OBLAST: 0,
    Category.CITY: 1,
    Category.HROMADA: 2,
    Category.RAION: 3,
    Category.CITY_DISTRICT: 6,
}
_OTHER_WEIGHT: Final = 5
_SURROUNDINGS: Final = {
    "hromada": frozenset("H"),
    "raion": frozenset("P"),
    "oblast": frozenset("OK"),
    "parent": frozenset("MKB"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A unit and why it was found: `old_name` is the name of the past that matched, or ""."""

    unit: Unit
    old_name: str = ""


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where and among what to look."""

    within: str | None
    categories: Collection[str] | None

    def condition(self, prefix: str) -> Q:
        allowed = Q()
        if self.within is not None:
            places = ("pk", "hromada", "raion", "oblast", "parent")
            allowed &= _any_of(Q(**{f"{prefix}{place}": self.within}) for place in places)
        if self.categories is not None:
            allowed &= Q(**{f"{prefix}category__in": list(self.categories)})
        return allowed


def find_units(
    text: str,
    *,
    within: str | None = None,
    categories: Collection[str] | None = None,
    limit: int = 20,
) -> list[Found]:
    """Units that a query may mean, the likeliest first; equal names in Ukrainian order of their oblasts.

    text: a name in any spelling, with or without its type, followed by names of units around it; or a code of
    КАТОТТГ or КОАТУУ, or a postal index. within: only inside this unit. categories: only of these. Units that were
    removed come last, with their date.
    """
    scope = _Scope(within, categories)
    if code := code_asked(text):
        return [Found(unit) for unit in _by_code(code, scope)[:limit]]
    asked = [reading for reading in readings(text) if len(reading.name.key) >= LEAST_LETTERS]
    for look in (_beginnings, _parts, _alike):
        for reading in asked:
            if found := look(reading, scope, limit):
                return found
    return []


def _by_code(code: str, scope: _Scope) -> QuerySet[Unit]:
    if code.startswith("UA"):
        meant = Q(pk=code)
    elif len(code) == 10:
        meant = Q(pk__in=OldCode.objects.filter(koatuu=code).values("unit_id"))
    else:
        meant = Q(pk__in=Postcode.objects.filter(postcode=code).values("unit_id"))
    return with_surroundings(Unit.objects.filter(meant & scope.condition(""))).order_by("sort_key", "code")


def _beginnings(asked: Asked, scope: _Scope, limit: int) -> list[Found]:
    """Names that are the key, then names that begin with it."""
    rank = Case(When(search_key=asked.name.key, then=Value(0)), default=Value(1), output_field=IntegerField())
    return _matching(asked, scope, limit, Q(search_key__startswith=asked.name.key), rank)


def _parts(asked: Asked, scope: _Scope, limit: int) -> list[Found]:
    """Names with the key inside: «санжари» in «Нові Санжари»."""
    if len(asked.name.key) < _LETTERS_FOR_PARTS:
        return []
    return _matching(asked, scope, limit, Q(search_key__contains=asked.name.key), Value(0))


def _alike(asked: Asked, scope: _Scope, limit: int) -> list[Found]:
    """Names that share most of their trigrams with the key: typos."""
    if len(asked.name.key) < _LETTERS_FOR_PARTS:
        return []
    rank = Value(1.0, output_field=FloatField()) - TrigramSimilarity("search_key", asked.name.key)
    return _matching(asked, scope, limit, Q(search_key__trigram_similar=asked.name.key), rank)


def _matching(asked: Asked, scope: _Scope, limit: int, condition: Q, rank: Combinable) -> list[Found]:
    """Names of the present and of the past that meet the condition, merged by rank; a unit is found once."""
    hint = asked.name.categories
    units = (
        with_surroundings(Unit.objects.filter(condition, scope.condition(""), _around(asked, ""), _of_type(hint, "")))
        .annotate(rank=rank, misfit=_misfit(hint, "category"), weight=_weight("category"))
        .order_by("rank", "removed_on", "misfit", "weight", "sort_key", "oblast__sort_key", "code")
    )
    names = (
        UnitName.objects.filter(condition, scope.condition("unit__"), _around(asked, "unit__"), _of_type(hint, ""))
        .select_related("unit__hromada", "unit__raion", "unit__oblast")
        .annotate(rank=rank, misfit=_misfit(hint, "category"), weight=_weight("category"))
        .order_by("rank", "misfit", "weight", "unit__sort_key", "unit__oblast__sort_key", "unit_id")
    )
    ranked = [(unit.rank, unit.removed_on is not None, 0, Found(unit)) for unit in units[:limit]]
    ranked += [(name.rank, name.unit.removed_on is not None, 1, Found(name.unit, name.name)) for name in names[:limit]]
    once: dict[str, Found] = {}
    for *_rank, found in sorted(ranked, key=lambda entry: entry[:3]):
        once.setdefault(found.unit.pk, found)
    return list(once.values())[:limit]


def _around(asked: Asked, prefix: str) -> Q:
    """Inside units whose names begin so. A type word says of which level; without it any level will do."""
    condition = Q()
    for outer in asked.within:
        places = [place for place, level in _SURROUNDINGS.items() if not outer.categories or outer.categories & level]
        condition &= _any_of(Q(**{f"{prefix}{place}__search_key__startswith": outer.key}) for place in places)
    return condition


def _of_type(hint: frozenset[str], prefix: str) -> Q:
    """A type word narrows to its level only: types of settlements change more often than people's habits."""
    if not hint:
        return Q()
    return Q(**{f"{prefix}category__in": [*hint, *(SETTLEMENTS if hint & SETTLEMENTS else ())]})


def _misfit(hint: frozenset[str], column: str) -> Case:
    fits = When(**{f"{column}__in": list(hint)}, then=Value(0))
    return Case(*([fits] if hint else []), default=Value(1), output_field=IntegerField())


def _weight(column: str) -> Case:
    weights = (When(**{column: category}, then=Value(weight)) for category, weight in _WEIGHTS.items())
    return Case(*weights, default=Value(_OTHER_WEIGHT), output_field=IntegerField())


def _any_of(conditions: Iterable[Q]) -> Q:
    either = Q()
    for condition in conditions:
        either |= condition
    return either
