"""What other rooms keep of a network, read once for a report: the same number of queries for any network."""

from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Final

from django.db.models import Q

from vikno.accounts.enums import DESK_ROLES
from vikno.accounts.models import Membership
from vikno.appointments import queries as appointments
from vikno.appointments.enums import OPEN_TO_RESIDENTS, Door
from vikno.catalogue.enums import Channel as ServiceChannel
from vikno.catalogue.queries import versions_in_force
from vikno.common.clock import today
from vikno.network import queries as network
from vikno.network.enums import MOBILE, SERVING, Mark, PeriodKind, PointKind
from vikno.network.models import AccessibilityMark, Centre, Equipment, Offering, OpeningPeriod, Point
from vikno.notifications.enums import Channel
from vikno.notifications.queries import goes_by_itself
from vikno.queue.models import Counter, Kiosk

_EVENING: Final = time(20, 0)
_TRIED: Final = {Channel.SMS: "+380501234567", Channel.EMAIL: "somebody@example.org"}


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Present facts of a hromada's network. `main`: its main office, the first point where there is none."""

    centre: Centre | None
    points: list[Point]
    main: Point | None
    serving: frozenset[int]
    hours: dict[int, list[tuple[time, time]]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    equipment: dict[str, bool] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    staff: int = 0
    services: list[tuple[str, bool]] = field(default_factory=list)
    has_neighbours: bool = False
    has_queue: bool = False
    has_kiosk: bool = False
    books_by_staff: bool = False
    books_online: bool = False

    @property
    def is_open(self) -> bool | None:
        return self.main.pk in self.serving if self.main else None

    def mark(self, item: str) -> bool | None:
        """Of the main office; None where nobody has said."""
        return {Mark.YES.value: True, Mark.NO.value: False}.get(self.marks.get(item, ""))

    def has(self, equipment: str) -> bool | None:
        """Whether it works there; None where nothing is written of the equipment at all."""
        return self.equipment.get(equipment, False) if self.equipment else None

    @property
    def mobile_points(self) -> int:
        return sum(point.kind in MOBILE and point.pk in self.serving for point in self.points)

    @property
    def evenings(self) -> int | None:
        """Days a week received until eight in the evening or later."""
        return (
            sum(max(ends for _begins, ends in day) >= _EVENING for day in self.hours.values()) if self.hours else None
        )

    @property
    def has_break(self) -> bool | None:
        return any(len(day) > 1 for day in self.hours.values()) if self.hours else None

    def services_of(self, authorities: frozenset[str]) -> int:
        return sum(authority in authorities for authority, _electronic in self.services)


def sends_by_itself(channel: Channel) -> bool:
    """Whether messages of a channel go without anybody's hand."""
    return goes_by_itself(channel, _TRIED[channel])


def kept_of(hromada: str, *, at: datetime) -> Kept:
    """Everything a report needs of the network now."""
    points = list(network.points_of_hromada(hromada))
    main = next((point for point in points if point.kind == PointKind.MAIN), points[0] if points else None)
    keys, centre = [point.pk for point in points], network.centre_of(hromada)
    states = network.point_state_now(keys, at)
    people = _people(hromada, at=at)
    doors = set(appointments.doors_of(hromada, keys).values())
    return Kept(
        centre=centre, points=points, main=main,
        serving=frozenset(key for key, status in states.items() if status.state in SERVING),
        hours=_hours(main), marks=_marks(main), equipment=_equipment(main),
        roles=dict(Tally(role for _user, role in people)), staff=len({user for user, _role in people}),
        services=_services(keys, at=at),
        has_neighbours=centre is not None and centre.serves.exclude(pk=hromada).exists(),
        has_queue=Counter.objects.filter(hromada_id=hromada, is_open=True).exists(),
        has_kiosk=Kiosk.objects.filter(hromada_id=hromada, ended_at=None).exists(),
        books_by_staff=bool(doors - {Door.CLOSED}), books_online=bool(doors & set(OPEN_TO_RESIDENTS)),
    )  # fmt: skip


def _hours(main: Point | None) -> dict[int, list[tuple[time, time]]]:
    rows = OpeningPeriod.objects.filter(point=main, kind=PeriodKind.RECEPTION).order_by("weekday", "opens")
    found: dict[int, list[tuple[time, time]]] = {}
    for weekday, opens, closes in rows.values_list("weekday", "opens", "closes"):
        found.setdefault(weekday, []).append((opens, closes))
    return found


def _marks(main: Point | None) -> dict[str, str]:
    return dict(AccessibilityMark.objects.filter(point=main).order_by("pk").values_list("item", "mark"))


def _equipment(main: Point | None) -> dict[str, bool]:
    rows = Equipment.objects.filter(point=main).order_by("pk")
    return {kind: works and count > 0 for kind, works, count in rows.values_list("kind", "works", "count")}


def _people(hromada: str, *, at: datetime) -> list[tuple[int, str]]:
    """Who serves people, each with a role, each role once."""
    on = today(at)
    ends = Q(valid_to=None) | Q(valid_to__gte=on)
    rows = Membership.objects.filter(
        ends, hromada_code=hromada, role__in=DESK_ROLES, valid_from__lte=on, ended_at=None, user__is_active=True
    )
    return list(rows.order_by("user_id", "role").values_list("user_id", "role").distinct())


def _services(points: list[int], *, at: datetime) -> list[tuple[str, bool]]:
    """Each service offered anywhere in the network once: who decides it, and whether it is asked for electronically."""
    on = today(at)
    ends = Q(valid_to=None) | Q(valid_to__gte=on)
    offered = Offering.objects.filter(ends, point_id__in=points, valid_from__lte=on).order_by("service_id")
    versions = versions_in_force(offered.values_list("service_id", flat=True).distinct(), on=on)
    return [
        (one.authority.code if one.authority else "", ServiceChannel.ELECTRONIC in one.channels)
        for one in versions.values()
    ]
