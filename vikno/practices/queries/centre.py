"""The centre as its records show it: services by group with demand, who decides, where, by whom, with what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from vikno.catalogue.models import ServiceGroup, ServiceVersion
from vikno.common.actors import Actor
from vikno.indicators import queries as indicators
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Part
from vikno.indicators.queries import Scope, Span
from vikno.network.enums import Mark
from vikno.network.models import AccessibilityMark, Equipment, Offering, Point, Posting
from vikno.practices.errors import NoSuchThing
from vikno.practices.models import ModelLine

MOST_ASKED = 10


@dataclass(kw_only=True)
class Group:
    """A group of services: `asked` applications in the span; names of who decides today, of points, of equipment."""

    group: ServiceGroup
    asked: int = 0
    services: int = 0
    decided_by: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    staff: int = 0
    equipment: list[str] = field(default_factory=list)
    line: ModelLine | None = None


@dataclass(frozen=True, kw_only=True)
class Centre:
    """What a visitor of a model centre asks about."""

    span: Span
    groups: list[Group]
    most_asked: list[tuple[str, int]]
    points: list[Point]
    premises: list[tuple[str, list[str], list[str]]]


def centre_of(actor: Actor, *, on: date) -> Centre:
    """Of the actor's hromada; demand is of the year before this day."""
    span = Span(since=on - timedelta(days=365), until=on - timedelta(days=1))
    code = actor.hromada_code or "-"
    points = list(Point.objects.filter(hromada_id=code, left_register_on=None).order_by("kind", "sort_key", "pk"))
    return Centre(
        span=span, groups=_groups(code, points, span, on), most_asked=_most_asked(code, span), points=points,
        premises=_premises(points),
    )  # fmt: skip


def group_of(code: str) -> ServiceGroup:
    """Refusals: NoSuchThing, which is a 404."""
    for one in ServiceGroup.objects.filter(code=code):
        return one
    raise NoSuchThing


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def _groups(code: str, points: list[Point], span: Span, on: date) -> list[Group]:
    """Only groups with services given here or asked for, the most asked first."""
    given = list(
        Offering.objects.filter(_in_force(on), point__in=points).values_list(
            "service__group_id", "service_id", "point_id"
        )
    )
    asked = _asked(code, span, Part.GROUP)
    rows = {one.pk: Group(group=one) for one in ServiceGroup.objects.all()}
    lines = {one.group_id: one for one in ModelLine.objects.filter(hromada_id=code)}
    things, people = _things(points), _people(points, on)
    deciders = _deciders({service for _group, service, _point in given}, on)
    names = {one.pk: one.name for one in points}
    for pk, row in rows.items():
        services = {service for group, service, _point in given if group == pk}
        places = {point for group, _service, point in given if group == pk}
        row.asked, row.services, row.line = asked.get(str(pk), 0), len(services), lines.get(pk)
        row.decided_by = sorted({deciders[one] for one in services if deciders.get(one)})
        row.points = [names[one] for one in names if one in places]
        row.staff = len(set().union(*(people[one] for one in places)))
        row.equipment = sorted(set().union(*(things[one] for one in places)))
    return sorted(
        (row for row in rows.values() if row.asked or row.services), key=lambda row: (-row.asked, row.group.order)
    )


def _asked(code: str, span: Span, part: Part) -> dict[str, int]:
    found = indicators.lines(INDICATORS["requested"], Scope(hromada=code), span, part)
    return {line.key: line.value.n for line in found if line.key}


def _most_asked(code: str, span: Span) -> list[tuple[str, int]]:
    asked = sorted(_asked(code, span, Part.SERVICE).items(), key=lambda one: -one[1])[:MOST_ASKED]
    labels = indicators.labels_of(Part.SERVICE, [key for key, _n in asked], fact=INDICATORS["requested"].fact)
    return [(labels.get(key, key), n) for key, n in asked]


def _things(points: Iterable[Point]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for one in Equipment.objects.filter(point__in=points, works=True).order_by("kind"):
        found[one.point_id].add(str(one.get_kind_display()))
    return found


def _people(points: Iterable[Point], on: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for point, user in Posting.objects.filter(_in_force(on), point__in=points).values_list("point_id", "user_id"):
        found[point].add(user)
    return found


def _deciders(services: set[int], on: date) -> dict[int, str]:
    """The authority of the version in force."""
    found: Any = ServiceVersion.objects.filter(_in_force(on), service__in=services, authority__isnull=False)
    return dict(found.order_by("valid_from").values_list("service_id", "authority__name"))


def _premises(points: Iterable[Point]) -> list[tuple[str, list[str], list[str]]]:
    """(point, what is there, what is not): items nobody looked at are in neither."""
    marks: dict[int, dict[str, list[str]]] = defaultdict(lambda: {Mark.YES: [], Mark.NO: []})
    for one in AccessibilityMark.objects.filter(point__in=points).exclude(mark=Mark.UNKNOWN).order_by("item"):
        marks[one.point_id][one.mark].append(str(one.get_item_display()))
    return [(one.name, marks[one.pk][Mark.YES], marks[one.pk][Mark.NO]) for one in points if one.pk in marks]
