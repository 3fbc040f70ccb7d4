"""Points that give a service, as a resident needs them: where, and the place on an information card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import get_language

from vikno.appointments import queries as appointments
from vikno.catalogue.models import PublicService
from vikno.catalogue.queries import CardPlace, PlaceHours
from vikno.common import clock
from vikno.network import queries as network
from vikno.network.enums import OfferingMode, PeriodKind
from vikno.network.models import Offering, OpeningPeriod, Point
from vikno.network.queries import PointToday, Tag

SHOWN = 20


@dataclass(frozen=True)
class Giving:
    """A point on the page of a service."""

    point_id: int
    name: str
    kind: str
    address: str
    tag: Tag
    words: str


@dataclass(frozen=True)
class GivingPoints:
    """The first of them by hromada and name, and how many there are in all."""

    shown: list[Giving]
    total: int


def points_giving(service: PublicService, *, at: datetime) -> GivingPoints:
    """Points where a person can apply for a service on the day of a moment."""
    numbers = list(_giving(service.code, at=at).values_list("pk", flat=True))
    points = network.points_by_id(numbers[:SHOWN])
    today = network.opening_of(numbers[:SHOWN], at)
    shown = [_row(points[number], today[number], at) for number in numbers[:SHOWN]]
    return GivingPoints(shown=shown, total=len(numbers))


def place_of(point_id: int, *, code: str, at: datetime) -> CardPlace | None:
    """The point for a card of a service; None where the service is not given, as for an unknown point."""
    reception = OpeningPeriod.objects.order_by("weekday", "opens")
    point = _giving(code, at=at).filter(pk=point_id).prefetch_related(Prefetch("opening_periods", reception)).first()
    if point is None:
        return None
    today = network.opening_of([point_id], at)[point_id]
    return CardPlace(
        name=point.name, address=_address(point), phones=tuple(point.phones), website=point.website,
        hours=tuple(_hours(period) for period in point.opening_periods.all()), timetable_text=point.timetable_text,
        centre_name=str(point.centre), email=point.centre.email,
        notice=network.notice_in(get_language() or "uk", today),
    )  # fmt: skip


def takes_bookings(point_id: int) -> bool:
    """Whether a resident may book the point."""
    return point_id in taking_bookings(Point.objects.filter(pk=point_id).values_list("pk", "hromada_id"))


def taking_bookings(points: Iterable[tuple[int, str | None]]) -> set[int]:
    """Which of these points, each with its hromada, residents may book. One question for each hromada.

    Asked within each, for a stranger works for none.
    """
    of: dict[str, list[int]] = {}
    for point_id, hromada in points:
        if hromada:
            of.setdefault(hromada, []).append(point_id)
    taking: set[int] = set()
    for hromada, ids in of.items():
        with appointments.working_for_point(hromada):
            taking |= set(appointments.takes_residents(hromada, ids))
    return taking


def _giving(code: str, *, at: datetime) -> QuerySet[Point]:
    day = clock.today(at)
    offered = Offering.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), point=OuterRef("pk"), service__code=code, valid_from__lte=day
    ).exclude(mode=OfferingMode.CONSULT)
    return (
        Point.objects.filter(Exists(offered))
        .select_related("centre", "hromada", "settlement")
        .order_by("hromada__sort_key", "sort_key", "pk")
    )


def _row(point: Point, today: PointToday, at: datetime) -> Giving:
    return Giving(
        point_id=point.pk, name=point.name, kind=point.get_kind_display(), address=_address(point),
        tag=network.state_tag(today), words=network.open_words(today, at),
    )  # fmt: skip


def _address(point: Point) -> str:
    place = point.settlement.title if point.settlement else ""
    return ", ".join(filter(None, (place, point.street_address))) or point.address_text


def _hours(period: OpeningPeriod) -> PlaceHours:
    is_reception = period.kind == PeriodKind.RECEPTION
    return PlaceHours(weekday=period.weekday, opens=period.opens, closes=period.closes, is_reception=is_reception)
