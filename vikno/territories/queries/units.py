"""Reads of single units and of the tree."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from vikno.territories.enums import SETTLEMENTS, TENANTS, Category, EditionKind
from vikno.territories.models import Edition, Population, Unit


def unit(code: str) -> Unit | None:
    """A unit with its hromada, raion and oblast, a removed one too; None for an unknown code."""
    return with_surroundings(Unit.objects.filter(pk=code)).first()


def with_surroundings(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """The same units with what `Unit.place` needs, in one query."""
    return units.select_related("hromada", "raion", "oblast")


def in_force() -> QuerySet[Unit]:
    """Units of the present, in alphabetical order."""
    return Unit.objects.filter(removed_on=None)


def oblasts() -> QuerySet[Unit]:
    return in_force().filter(category__in=[Category.OBLAST, Category.SPECIAL_CITY])


def tenants() -> QuerySet[Unit]:
    """Units that may run a network: hromadas and cities with special status."""
    return with_surroundings(in_force().filter(category__in=TENANTS))


def settlements_of(hromada_code: str) -> QuerySet[Unit]:
    """Cities, селища and villages of a hromada; a city with special status is its own settlement."""
    own = Q(pk=hromada_code, category=Category.SPECIAL_CITY)
    return in_force().filter(Q(hromada_id=hromada_code, category__in=SETTLEMENTS) | own)


def children_of(code: str) -> QuerySet[Unit]:
    """Units right below one, in alphabetical order."""
    return in_force().filter(parent_id=code)


def names_by_code(codes: Collection[str]) -> dict[str, str]:
    """Titles of units, for tables that hold codes."""
    return {unit.pk: unit.title for unit in Unit.objects.filter(pk__in=codes)}


def population_of(code: str, *, on: dt.date | None = None) -> Population | None:
    """The latest count or estimate of people, not later than a date."""
    known = Population.objects.filter(unit_id=code)
    return (known if on is None else known.filter(as_of__lte=on)).order_by("-as_of").first()


def edition_in_force() -> Edition | None:
    """The edition of the codifier that the directory follows; None when it is empty."""
    return Edition.objects.filter(kind=EditionKind.CODIFIER).order_by("-edition_on", "-pk").first()


def editions() -> QuerySet[Edition]:
    """Files that were taken in, the latest first."""
    return Edition.objects.filter(kind__in=EditionKind.values).order_by("-imported_at", "-pk")
