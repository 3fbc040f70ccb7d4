"""Who gives what: services by point of a hromada, front offices and base groups of the country. States of today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import QuerySet

from vikno.catalogue.models import PublicService, ServiceGroup
from vikno.catalogue.queries import services_in_force
from vikno.common.once import once
from vikno.network.enums import OfferingMode, PointKind, PointState
from vikno.network.models import Point
from vikno.network.queries import offerings_in_force, states_now
from vikno.territories.models import Population, Unit
from vikno.territories.queries import tenants

# People of a hromada, from this many on; the bounds of the calls of programmes (five to a hundred thousand).
CLASSES: Final = (0, 5_000, 10_000, 20_000, 50_000, 100_000)
_FRONT: Final = frozenset({PointKind.MAIN, PointKind.BRANCH})
_GIVEN: Final = frozenset({OfferingMode.FULL, OfferingMode.INTAKE})  # where one may only ask, nothing is given


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Services of a choice by points of a hromada. `modes[service, point]`: how it is given there."""

    services: Sequence[PublicService]
    points: Sequence[Point]
    modes: Mapping[tuple[int, int], str]
    closed: frozenset[int]  # points that do not work now

    def given_at(self, service: PublicService) -> int:
        """At how many points it is given, working or not."""
        return sum(self.modes.get((service.pk, point.pk)) in _GIVEN for point in self.points)

    @property
    def nowhere(self) -> list[PublicService]:
        return [service for service in self.services if not self.given_at(service)]


@dataclass(kw_only=True)
class Class:
    """Hromadas of about as many people: `floor` people and more; None where it is not known."""

    floor: int | None
    hromadas: int = 0
    with_front: int = 0
    working: int = 0
    only_remote: int = 0
    without: int = 0
    without_codes: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many hromadas give of a set of services: all, more than half, fewer, none."""

    title: str
    services: int
    all_of_them: int
    most: int
    some: int
    none: int


def coverage(hromada_code: str, *, on: dt.date, at: dt.datetime, group: str = "") -> Matrix:
    """Services for veterans, of a group by its code, or all of them for "all". Four queries."""
    points = list(Point.objects.filter(hromada_id=hromada_code).order_by("kind", "sort_key", "pk"))
    keys = [point.pk for point in points]
    services, modes = offered(keys, on=on, group=group)
    return Matrix(services=services, points=_in_order(points), modes=modes, closed=_closed(keys, at))


def offered(
    points: Collection[int], *, on: dt.date, group: str = ""
) -> tuple[list[PublicService], dict[tuple[int, int], str]]:
    """Services of the same choice, and how each of them is given at each of these points. Two queries."""
    services = once(("indicators.coverage", on, group), lambda: list(_chosen(services_in_force(on=on), group)))
    rows = offerings_in_force(on).filter(point__in=points, service__in=services).order_by("valid_from", "pk")
    modes = {(service, point): mode for service, point, mode in rows.values_list("service_id", "point_id", "mode")}
    return services, modes


def classes(*, at: dt.datetime, oblast: str = "") -> list[Class]:
    """Hromadas by how many people they have, with and without a front office. Four queries."""
    hromadas = dict(_hromadas(oblast))
    people = people_of(hromadas)
    kinds: dict[str, dict[int, str]] = defaultdict(dict)
    for code, key, kind in (
        Point.objects.filter(hromada__in=hromadas).order_by().values_list("hromada_id", "pk", "kind")
    ):
        kinds[code][key] = kind
    fronts = [key for of in kinds.values() for key, kind in of.items() if kind in _FRONT]
    closed = _closed(fronts, at)
    found = {floor: Class(floor=floor) for floor in (*CLASSES, None)}
    for code in hromadas:
        _count(found[floor_of(people.get(code))], code, kinds.get(code, {}), closed)
    return [one for one in found.values() if one.hromadas]


def people_of(codes: Collection[str]) -> dict[str, int]:
    """By the latest count or estimate; who was never counted is left out."""
    rows = Population.objects.filter(unit__in=codes).order_by("unit", "as_of")
    return dict(rows.values_list("unit_id", "total"))


def floor_of(people: int | None) -> int | None:
    """The class of a hromada of so many people; None where it is not known."""
    return None if people is None else max(floor for floor in CLASSES if people >= floor)


def reaches(*, on: dt.date, oblast: str = "") -> list[Reach]:
    """Base groups and services for veterans: how many hromadas give how much of them. Three queries."""
    hromadas = dict(_hromadas(oblast))
    services = list(services_in_force(on=on))
    given: dict[str, set[int]] = defaultdict(set)
    rows = offerings_in_force(on).filter(mode__in=_GIVEN, point__hromada__in=hromadas).order_by()
    for code, service in rows.values_list("point__hromada_id", "service_id").distinct():
        given[code or ""].add(service)
    sets: dict[str, set[int]] = {"": {one.pk for one in services if one.is_for_veterans}}
    for group in ServiceGroup.objects.filter(is_base=True):
        sets[str(group)] = {one.pk for one in services if one.group_id == group.pk}
    return [_reach(title, wanted, hromadas, given) for title, wanted in sets.items() if wanted]


def _chosen(services: QuerySet[PublicService], group: str) -> QuerySet[PublicService]:
    if group == "all":
        return services
    return services.filter(group__code=group) if group else services.filter(is_for_veterans=True)


def _closed(points: Collection[int], at: dt.datetime) -> frozenset[int]:
    return frozenset(key for key, state in states_now(points, at).items() if state == PointState.CLOSED)


def _in_order(points: Iterable[Point]) -> list[Point]:
    kinds = list(PointKind)
    return sorted(points, key=lambda point: (kinds.index(PointKind(point.kind)), point.sort_key, point.pk))


def _hromadas(oblast: str) -> QuerySet[Unit, tuple[str, str]]:
    found = tenants()
    return (found.filter(oblast_id=oblast) if oblast else found).order_by("pk").values_list("pk", "name")


def _count(one: Class, code: str, kinds: Mapping[int, str], closed: Collection[int]) -> None:
    fronts = [key for key, kind in kinds.items() if kind in _FRONT]
    one.hromadas += 1
    one.with_front += bool(fronts)
    one.working += any(key not in closed for key in fronts)
    one.only_remote += bool(kinds) and not fronts
    if not kinds:
        one.without += 1
        one.without_codes.append(code)


def _reach(title: str, wanted: set[int], hromadas: Mapping[str, str], given: Mapping[str, set[int]]) -> Reach:
    counts = [len(wanted & given.get(code, set())) for code in hromadas]
    return Reach(
        title=title, services=len(wanted), all_of_them=sum(n == len(wanted) for n in counts),
        most=sum(len(wanted) / 2 < n < len(wanted) for n in counts), some=sum(0 < n <= len(wanted) / 2 for n in counts),
        none=sum(not n for n in counts),
    )  # fmt: skip
