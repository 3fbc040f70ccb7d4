"""Points: of a hromada, of the public list, and one for editing."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from vikno.common.actors import Actor
from vikno.common.text import fold
from vikno.network import policies
from vikno.network.enums import Mark, TimetableState
from vikno.network.errors import NoSuchPoint
from vikno.network.models import (
    AccessibilityMark,
    Centre,
    HoursException,
    Offering,
    Point,
    PointStatus,
    RegisterEdition,
)  # fmt: skip
from vikno.network.queries.people import in_force
from vikno.territories.enums import Category
from vikno.territories.models import Unit


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor of the public list chose; "" = any."""

    oblast: str = ""
    hromada: str = ""
    kind: str = ""
    state: str = ""
    service: str = ""  # code of a service
    access: tuple[str, ...] = ()  # items of the checklist, all of them marked «так»
    words: str = ""


def point(point_id: int) -> Point | None:
    """One point with its place and centre."""
    return _with_place(Point.objects.filter(pk=point_id)).first()


def points_by_id(point_ids: Collection[int]) -> dict[int, Point]:
    """Points with place and centre, by identifier, in the order given."""
    found = {row.pk: row for row in _with_place(Point.objects.filter(pk__in=point_ids)).order_by("pk")}
    return {number: found[number] for number in point_ids if number in found}


def points_to_draw(point_ids: Collection[int]) -> list[Point]:
    """Points with only what a map needs."""
    columns = ("name", "kind", "lat", "lon", "hromada_id", "settlement__lat", "settlement__lon")
    found = Point.objects.filter(pk__in=point_ids).select_related("settlement").only(*columns)
    return list(found.order_by("pk"))


def hromada_codes_of(oblast: str) -> list[str]:
    """Hromadas of an oblast, with points or without."""
    own = Unit.objects.filter(oblast_id=oblast, category=Category.HROMADA, removed_on=None)
    return list(own.order_by("sort_key", "code").values_list("pk", flat=True))


def editable_point(point_id: int, actor: Actor) -> Point:
    """The point if the actor may change something of it; otherwise NoSuchPoint, as for an unknown one."""
    found = point(point_id)
    if found is None or not policies.may_set_hours(actor, found):
        raise NoSuchPoint
    return found


def points_of_hromada(hromada_code: str) -> QuerySet[Point]:
    """The network of a hromada, in alphabetical order."""
    return _with_place(Point.objects.filter(hromada_id=hromada_code or None)).order_by("sort_key", "pk")


def points_of_country() -> QuerySet[Point]:
    """Every network, in alphabetical order of points: for those who keep the registers."""
    return _with_place(Point.objects.all()).order_by("sort_key", "pk")


def centre_of(hromada_code: str) -> Centre | None:
    return Centre.objects.filter(hromada_id=hromada_code).order_by("pk").first()


def public_points(filters: Filters, *, at: dt.datetime, on: dt.date) -> QuerySet[Point]:
    """Points as residents look for them. "Open now" is asked of `opening_of`, which knows hours."""
    found = Point.objects.all()
    exact = {"hromada_id": filters.hromada, "hromada__oblast_id": filters.oblast, "kind": filters.kind}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if filters.state:
        found = found.filter(Exists(_state_at(at).filter(point=OuterRef("pk"), state=filters.state)))
    if filters.service:
        offered = Offering.objects.filter(in_force(on), service__code=filters.service, point=OuterRef("pk"))
        found = found.filter(Exists(offered))
    for item in filters.access:
        marked = AccessibilityMark.objects.filter(item=item, mark=Mark.YES, point=OuterRef("pk"))
        found = found.filter(Exists(marked))
    for word in fold(filters.words).split():
        found = found.filter(
            Q(search_key__contains=word)
            | Q(settlement__search_key__contains=word)
            | Q(hromada__search_key__contains=word)
        )
    return _with_place(found).order_by("hromada__sort_key", "sort_key", "pk")


def areas_with_points(category: Category, *, oblast: str = "") -> QuerySet[Unit]:
    """Oblasts, or hromadas of an oblast, that have any point; cities with special status are both."""
    points = Point.objects.exclude(hromada=None)
    codes = points.values("hromada__oblast_id" if category == Category.OBLAST else "hromada_id")
    found = Unit.objects.filter(pk__in=codes)
    return (found.filter(oblast_id=oblast) if oblast else found).order_by("sort_key", "code")


def points_with_questions(hromada_code: str = "") -> QuerySet[Point]:
    """Points whose timetable or register facts a person must look at; of one hromada, or of all."""
    found = Point.objects.filter(Q(timetable_state=TimetableState.QUESTION) | ~Q(questions=[]))
    if hromada_code:
        found = found.filter(hromada_id=hromada_code)
    return _with_place(found).order_by("hromada__sort_key", "sort_key", "pk")


def states_of(point: Point) -> QuerySet[PointStatus]:
    """The history of a point, the latest first."""
    return point.statuses.select_related("set_by", "moved_to").order_by("-starts_at")


def changes_of_points(hromada_code: str, *, limit: int) -> list[PointStatus]:
    """What last became of the points of a hromada, the latest first; how each began is not a change."""
    sooner = PointStatus.objects.filter(point=OuterRef("point"), starts_at__lt=OuterRef("starts_at"))
    found = PointStatus.objects.filter(Exists(sooner), point__hromada_id=hromada_code).select_related("point")
    return list(found.order_by("-starts_at", "-pk")[:limit])


def editions() -> QuerySet[RegisterEdition]:
    """Register files that were taken in, the latest first."""
    return RegisterEdition.objects.order_by("-imported_at", "-pk")


def _state_at(at: dt.datetime) -> QuerySet[PointStatus]:
    return PointStatus.objects.filter(starts_at__lte=at).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def _with_place(points: QuerySet[Point]) -> QuerySet[Point]:
    places = ("settlement", "settlement__hromada", "settlement__raion", "settlement__oblast")
    return points.select_related("centre", "hromada", "hromada__raion", "hromada__oblast", *places)


def modes_at(point: Point, on: dt.date) -> dict[int, str]:
    """Services given at a point on a day: service id → mode."""
    return dict(point.offerings.filter(in_force(on)).order_by("pk").values_list("service_id", "mode"))


def codes_given_at(point: Point, on: dt.date) -> list[str]:
    """Codes of services given at a point on a day."""
    return list(point.offerings.filter(in_force(on)).order_by("service__code").values_list("service__code", flat=True))


def exceptions_of(point: Point, since: dt.date) -> QuerySet[HoursException]:
    """Dates with other hours, from a day on."""
    return point.hours_exceptions.filter(on__gte=since).order_by("on")
