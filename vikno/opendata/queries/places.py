"""Points with everything that is told of them, in batches: memory is bounded by a batch, queries by their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Final

from vikno.catalogue.queries import services_in_force
from vikno.common import clock
from vikno.network import queries as network
from vikno.network.enums import SERVING, OperatingMode, PeriodKind
from vikno.network.models import AccessibilityMark, HoursException, Offering, Point
from vikno.network.queries import PointToday, Schedule
from vikno.network.queries.people import in_force
from vikno.network.queries.today import today_of
from vikno.opendata.rules.weeks import OtherDay, Stretch
from vikno.territories.models import Postcode

BATCH: Final = 250


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the accessibility checklist: `mark` is a value of `network.enums.Mark`."""

    item: str
    mark: str
    checked_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Place:
    """A point. `modes`: services in force that are given on the day → `network.enums.OfferingMode`."""

    point: Point
    week: tuple[Stretch, ...]
    others: tuple[OtherDay, ...]
    marks: tuple[Mark, ...]
    modes: dict[int, str]
    today: PointToday
    schedule: Schedule
    postcode: str

    @property
    def serves(self) -> bool:
        """Whether people are received: a state that nobody recorded is not a closed door."""
        return not self.today.state or self.today.state in SERVING

    @property
    def is_limited(self) -> bool:
        status = self.today.status
        return status is not None and status.mode != OperatingMode.NORMAL

    @property
    def address(self) -> str:
        """Street, settlement, hromada, raion, oblast; as in the source where the place is not known."""
        point = self.point
        if point.settlement is None:
            return point.address_text
        return ", ".join(filter(None, (point.street_address, point.settlement.title, point.settlement.place)))


def all_numbers(*, hromada: str = "") -> list[int]:
    """Identifiers of every point, in a stable order."""
    found = Point.objects.filter(hromada_id=hromada) if hromada else Point.objects.all()
    return list(found.order_by("pk").values_list("pk", flat=True))


def places(numbers: Iterable[int], *, at: dt.datetime, size: int = BATCH) -> Iterator[Place]:
    """Points in the order of their numbers, `size` at a time: nine queries a batch."""
    for batch in batched(numbers, size):
        yield from _batch(batch, at=at)


def place(number: int, *, at: dt.datetime) -> Place | None:
    return next(places([number], at=at), None)


def _batch(numbers: Sequence[int], *, at: dt.datetime) -> Iterator[Place]:
    day = clock.today(at)
    points = network.points_by_id(numbers)
    states, schedules = network.point_state_now(numbers, at), network.schedules_of(numbers, around=at)
    others, marks, modes = _others(numbers, since=day), _marks(numbers), _modes(numbers, on=day)
    postcodes = _postcodes(points.values())
    for number, point in points.items():
        schedule = schedules[number]
        week = (p for p in schedule.periods if p.kind == PeriodKind.RECEPTION)
        yield Place(
            point=point, today=today_of(schedule, states.get(number), at), schedule=schedule,
            others=tuple(others[number]), marks=tuple(marks[number]), modes=modes[number],
            week=tuple(Stretch(p.weekday, p.opens, p.closes) for p in week),
            postcode=point.postcode or postcodes.get(point.settlement_id or "", ""),
        )  # fmt: skip


def _others(numbers: Sequence[int], *, since: dt.date) -> dict[int, list[OtherDay]]:
    found: dict[int, list[OtherDay]] = defaultdict(list)
    rows = HoursException.objects.filter(point_id__in=numbers, on__gte=since).order_by("point", "on")
    for number, on, opens, closes, reason in rows.values_list("point_id", "on", "opens", "closes", "reason"):
        found[number].append(OtherDay(on, opens, closes, reason))
    return found


def _marks(numbers: Sequence[int]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = defaultdict(list)
    rows = AccessibilityMark.objects.filter(point_id__in=numbers).order_by("point", "item")
    for number, item, mark, checked_on in rows.values_list("point_id", "item", "mark", "checked_on"):
        found[number].append(Mark(item, mark, checked_on))
    return found


def _modes(numbers: Sequence[int], *, on: dt.date) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    living = services_in_force(on=on).order_by().values("pk")
    held = Offering.objects.filter(in_force(on), point_id__in=numbers, service__in=living)
    rows = held.order_by("point", "service", "valid_from")
    for number, service, mode in rows.values_list("point_id", "service_id", "mode"):
        found[number][service] = mode
    return found


def _postcodes(points: Iterable[Point]) -> dict[str, str]:
    """The postal index of settlements that have exactly one: of several nobody knows which."""
    codes = {point.settlement_id for point in points if point.settlement_id and not point.postcode}
    found: dict[str, list[str]] = defaultdict(list)
    for unit, postcode in Postcode.objects.filter(unit__in=codes).order_by("postcode").values_list("unit", "postcode"):
        found[unit].append(postcode)
    return {unit: held[0] for unit, held in found.items() if len(held) == 1}
