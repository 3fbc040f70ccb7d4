"""Where a service is really given (offered, equipped, authorised, open, its provider works), and why not nearer."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Exists, F, FloatField, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce, Cos, Radians
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.catalogue.enums import EquipmentNeed
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.common import clock
from vikno.network.enums import PointState, ProviderState
from vikno.network.models import Authorisation, Equipment, Offering, Point, Posting, ProviderAvailability
from vikno.network.queries.availability import told_by_area
from vikno.network.queries.giving import decision_of
from vikno.network.queries.map import position_of
from vikno.network.queries.people import in_force
from vikno.network.queries.points import points_by_id
from vikno.network.queries.today import PointToday, opening_of
from vikno.network.rules.authorisations import Decision, Permit, Refused, may_give
from vikno.network.rules.giving import Ability, Reason, reasons_against
from vikno.network.rules.nearness import Place, direction, km_between
from vikno.territories.models import Unit

# Points looked at: near ones that offer the service, and near ones of any kind, to say why they do not give it.
OFFERING: Final = 40
ANY: Final = 12
DIRECTIONS: Final = {
    "north": gettext_lazy("на північ"), "north_east": gettext_lazy("на північний схід"),
    "east": gettext_lazy("на схід"), "south_east": gettext_lazy("на південний схід"),
    "south": gettext_lazy("на південь"), "south_west": gettext_lazy("на південний захід"),
    "west": gettext_lazy("на захід"), "north_west": gettext_lazy("на північний захід"),
}  # fmt: skip
_NO_WAY: Final = 10_000.0


@dataclass(frozen=True, slots=True)
class PlaceGiving:
    """A point and how it is with one service there today. `reasons` empty: it is given. `km` None: no coordinates."""

    point: Point
    today: PointToday
    reasons: tuple[str, ...]
    provider: ProviderAvailability | None
    km: float | None
    side: str
    is_approximate: bool
    place: Place | None

    @property
    def gives(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Where:
    """Points that give a service, the nearest first, and points nearer than the first of them that do not."""

    giving: list[PlaceGiving]
    nearer: list[PlaceGiving]


def where_given(service: PublicService, version: ServiceVersion, *, near: Unit | None, at: dt.datetime) -> Where:
    """The nearest points to a settlement; without one, points of the country in alphabetical order of hromadas.

    A fixed number of queries whatever the number of points.
    """
    start = _start(near)
    numbers = _candidates(service, near, start, on=clock.today(at))
    places = _judged(numbers, service, version, near, start, at)
    places.sort(key=lambda place: (_NO_WAY if place.km is None else place.km) if near else 0.0)
    giving = [place for place in places if place.gives]
    nearest = giving[0].km if giving else None
    nearer = [place for place in places if not place.gives and _is_nearer(place, nearest)] if near else []
    return Where(giving=giving, nearer=nearer)


def _is_nearer(place: PlaceGiving, nearest: float | None) -> bool:
    return nearest is None or (place.km is not None and place.km <= nearest)


def _start(near: Unit | None) -> Place | None:
    """Where the settlement lies; without coordinates of its own, where a point of it does."""
    if near is None:
        return None
    if near.lat is not None and near.lon is not None:
        return Place(near.lat, near.lon)
    there = Point.objects.filter(settlement=near, lat__isnull=False).order_by("pk").first()
    return Place(there.lat, there.lon) if there and there.lat is not None and there.lon is not None else None


def _candidates(service: PublicService, near: Unit | None, start: Place | None, *, on: dt.date) -> list[int]:
    offered = Exists(Offering.objects.filter(in_force(on), service=service, point=OuterRef("pk")))
    points = Point.objects.filter(left_register_on=None)
    if near is None:
        listed = points.filter(offered).order_by("hromada__sort_key", "sort_key", "pk")
        return list(listed.values_list("pk", flat=True)[:OFFERING])
    around = _by_nearness(points, near, start)
    offering = list(around.filter(offered).values_list("pk", flat=True)[:OFFERING])
    others = list(around.values_list("pk", flat=True)[:ANY])
    return list(dict.fromkeys([*offering, *others]))


def _by_nearness(points: QuerySet[Point], near: Unit, start: Place | None) -> QuerySet[Point]:
    """By the square of a distance on the flat; without coordinates by belonging: settlement, hromada, raion, oblast."""
    belongs = Case(
        When(settlement_id=near.pk, then=Value(0)), When(hromada_id=near.hromada_id or near.pk, then=Value(1)),
        When(hromada__raion_id=near.raion_id, then=Value(2)), When(hromada__oblast_id=near.oblast_id, then=Value(3)),
        default=Value(4),
    )  # fmt: skip
    if start is None:
        return points.annotate(belongs=belongs).order_by("belongs", "sort_key", "pk")
    lat = Coalesce("lat", "settlement__lat", output_field=FloatField())
    lon = Coalesce("lon", "settlement__lon", output_field=FloatField())
    narrow = Cos(Radians(Value(start.lat)))
    north, east = lat - Value(start.lat), (lon - Value(start.lon)) * narrow
    far = north * north + east * east
    return points.annotate(belongs=belongs, far=far).order_by(F("far").asc(nulls_last=True), "belongs", "pk")


def _judged(
    numbers: Sequence[int],
    service: PublicService,
    version: ServiceVersion,
    near: Unit | None,
    start: Place | None,
    at: dt.datetime,
) -> list[PlaceGiving]:
    day = clock.today(at)
    points = points_by_id(numbers)
    today = opening_of(numbers, at)
    offered = Offering.objects.filter(in_force(day), service=service, point_id__in=numbers).order_by("pk")
    modes = dict(offered.values_list("point_id", "mode"))
    equipment: dict[int, dict[str, bool]] = defaultdict(dict)
    owned = Equipment.objects.filter(point_id__in=numbers).order_by("point", "kind")
    for number, kind, works in owned.values_list("point_id", "kind", "works"):
        equipment[number][kind] = works
    verdicts = _verdicts(points, service, near, on=day)
    providers = _providers(points, service)
    found = []
    for number, point in points.items():
        ability = Ability(
            offering=modes.get(number, ""), has_version=True, needs=frozenset(version.equipment),
            can_travel=version.can_travel, state=today[number].state, kind=point.kind, equipment=equipment[number],
            verdict=verdicts.get(number, Permit(None)),
        )  # fmt: skip
        provider = providers.get(point.hromada_id or "")
        found.append(_place(point, today[number], reasons_against(ability), provider, start))
    return found


def _place(
    point: Point,
    today: PointToday,
    reasons: Sequence[Reason],
    provider: ProviderAvailability | None,
    start: Place | None,
) -> PlaceGiving:
    words = [_in_public(reason) for reason in reasons]
    is_offered = all(reason.code != "not_offered" for reason in reasons)
    if is_offered and provider is not None and provider.state == ProviderState.STOPPED:
        words.append(_("надавач зараз не надає цієї послуги"))
    position = position_of(point)
    place = Place(position[0], position[1]) if position else None
    km = km_between(start, place) if start and place else None
    side = str(DIRECTIONS[direction(start, place)]) if start and place and km and km >= 1 else ""
    return PlaceGiving(
        point=point, today=today, reasons=tuple(dict.fromkeys(words)), provider=provider, km=km, side=side,
        is_approximate=bool(position and position[2]), place=place,
    )  # fmt: skip


def _in_public(reason: Reason) -> str:
    """Why not, as a resident should read it: who authorises whom is not their care."""
    match reason.code:
        case "not_offered":
            return _("цієї послуги тут не надають")
        case "consult_only":
            return _("тут лише консультують щодо цієї послуги")
        case "not_serving":
            return _("точка не приймає: {state}").format(state=PointState(reason.detail).label)
        case "no_equipment":
            return _("немає обладнання: {name}").format(name=EquipmentNeed(reason.detail).label)
        case "broken_equipment":
            return _("обладнання не працює: {name}").format(name=EquipmentNeed(reason.detail).label)
        case "cannot_travel":
            return _("цю послугу не надають на виїзді")
        case "not_this_settlement":
            return _("староста тут приймає лише з інших сіл")
        case _:
            return _("староста тут ще не має права надавати цю послугу")


def _verdicts(
    points: dict[int, Point], service: PublicService, near: Unit | None, *, on: dt.date
) -> dict[int, Permit | Refused]:
    """Points where only starostas work: may any of them. Where an administrator works, or nobody is on record, yes."""
    posted: dict[int, set[int]] = defaultdict(set)
    for number, user in Posting.objects.filter(in_force(on), point_id__in=points).values_list("point_id", "user_id"):
        posted[number].add(user)
    users = set().union(*posted.values()) if posted else set()
    held = Membership.objects.filter(in_force(on), user_id__in=users)
    administrators = set(held.filter(role__in=[Role.OFFICER, Role.HEAD]).values_list("user_id", flat=True))
    decisions = _decisions(users - administrators)
    settlement = near.pk if near else None
    return {
        number: _best(decisions, people, points[number].hromada_id or "", service, settlement, on)
        for number, people in posted.items()
        if people and not people & administrators
    }


def _best(
    decisions: dict[tuple[int, str], list[Decision]],
    people: Collection[int],
    hromada: str,
    service: PublicService,
    settlement: str | None,
    on: dt.date,
) -> Permit | Refused:
    verdicts = [
        may_give(
            role=Role.STAROSTA,
            decisions=decisions.get((user, hromada), ()),
            service=service.pk,
            settlement=settlement,
            on=on,
        )
        for user in sorted(people)
    ]
    return next((verdict for verdict in verdicts if isinstance(verdict, Permit)), verdicts[0])


def _decisions(users: Collection[int]) -> dict[tuple[int, str], list[Decision]]:
    found: dict[tuple[int, str], list[Decision]] = defaultdict(list)
    rows = Authorisation.objects.filter(user_id__in=users).prefetch_related("services", "settlements").order_by("pk")
    for row in rows:
        found[(row.user_id, row.hromada_id)].append(decision_of(row))
    return found


def _providers(points: dict[int, Point], service: PublicService) -> dict[str, ProviderAvailability]:
    """What was told of the service's provider, by hromada; the nearest area holds."""
    told = told_by_area(service)
    oblasts = {p.hromada_id or "": (p.hromada.oblast_id or "") if p.hromada else "" for p in points.values()}
    rows = {code: told.get(code) or told.get(oblast) or told.get("") for code, oblast in oblasts.items()}
    return {code: row for code, row in rows.items() if row is not None}
