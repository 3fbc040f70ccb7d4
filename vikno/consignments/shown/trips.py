"""Ready rows of trips and of the timetable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.components import StatusKind
from vikno.common.qr import qr_svg
from vikno.consignments import queries, rules
from vikno.consignments.enums import BagFate, TripState
from vikno.consignments.models import Bag, Stop, Transfer, Trip
from vikno.consignments.queries import Course
from vikno.consignments.rules import Carried, Departure
from vikno.network.enums import Weekday
from vikno.network.models import Point

TRIP_KINDS: dict[str, StatusKind] = {
    TripState.PLANNED: "waiting",
    TripState.STARTED: "progress",
    TripState.CLOSED: "done",
    TripState.CANCELLED: "closed",
}
FATE_KINDS: dict[str, StatusKind] = {
    BagFate.ON_BOARD: "progress",
    BagFate.DELIVERED: "done",
    BagFate.PASSED_ON: "closed",
    BagFate.BROUGHT_BACK: "late",
    BagFate.NOT_TAKEN: "late",
}


@dataclass(frozen=True, kw_only=True)
class TripRow:
    """A trip in a list. `odd`: bags not taken or not given."""

    pk: int
    on: date
    courier: str
    vehicle: str
    route: str
    stops: str
    state_label: str
    kind: StatusKind
    given: int
    on_board: int
    odd: int


def trip_rows(trips: Iterable[Trip]) -> list[TripRow]:
    """Needs trips as `queries.trips` gives them."""
    return [
        TripRow(
            pk=trip.pk, on=trip.on, courier=str(trip.courier), vehicle=trip.vehicle, route=trip.route,
            stops=" → ".join(stop.name for stop in getattr(trip, "stops_in_order", ())),
            state_label=trip.get_state_display(), kind=TRIP_KINDS[trip.state], given=getattr(trip, "bags_given", 0),
            on_board=getattr(trip, "bags_on_board", 0), odd=getattr(trip, "bags_odd", 0),
        )
        for trip in trips
    ]  # fmt: skip


def trips_now(actor: Actor, *, today: date) -> list[dict[str, Any]]:
    """A courier's own trips of today: where to go on."""
    rows = []
    for trip in queries.trips_now(actor, today=today):
        stop = queries.course_of(trip).current if trip.state == TripState.STARTED else None
        address = (
            reverse("consignments:trip_stop", args=[trip.pk, stop.order])
            if stop is not None
            else reverse("consignments:trip", args=[trip.pk])
        )
        rows.append(
            {
                "address": address, "on": trip.on, "route": trip.route, "vehicle": trip.vehicle,
                "is_started": trip.state == TripState.STARTED, "stop": stop.name if stop else "",
            }
        )  # fmt: skip
    return rows


@dataclass(frozen=True, kw_only=True)
class StopBag:
    """A bag at a stop, for a thumb."""

    number: str
    number_shown: str
    origin: str
    destination: str
    seal: str

    @property
    def picture(self) -> SafeString:
        """The number as a code, for the scanner of who receives; our own SVG of digits."""
        return mark_safe(qr_svg(self.number))  # noqa: S308


def stop_facts(course: Course, stop: Stop, *, today: date) -> dict[str, Any]:
    """One stop: what to give, what to take, what may be taken besides; where it stands in the course."""
    is_open = course.trip.state == TripState.STARTED and stop.done_at is None
    current = course.current
    return {
        "trip": course.trip, "stop": stop, "total": len(course.stops),
        "is_current": is_open and current is not None and current.pk == stop.pk,
        "to_leave": _stop_bags(course, course.to_leave(stop)) if is_open else [],
        "to_take": _stop_bags(course, course.to_take(stop)) if is_open else [],
        "may_take": _stop_bags(course, course.may_take(stop)) if is_open else [],
        "next": next((each for each in course.stops if each.order > stop.order), None),
        "previous": next((each for each in reversed(course.stops) if each.order < stop.order), None),
        "key": f"{course.trip.pk}-{stop.order}",
    }  # fmt: skip


def _stop_bags(course: Course, carried: Sequence[Carried]) -> list[StopBag]:
    found = course.by_number
    return [_stop_bag(found[each.number]) for each in carried]


def _stop_bag(bag: Bag) -> StopBag:
    return StopBag(
        number=bag.number, number_shown=rules.bag_number_formatted(bag.number), origin=bag.origin_name,
        destination=bag.destination_name, seal=bag.seal,
    )  # fmt: skip


def trip_facts(course: Course) -> dict[str, Any]:
    """A trip in full: stops with their state, bags with their fate."""
    trip, current = course.trip, course.current
    names = {stop.pk: stop.name for stop in course.stops}
    bags = [
        {
            "number": row.bag.number, "number_shown": rules.bag_number_formatted(row.bag.number),
            "origin": row.bag.origin_name, "destination": row.bag.destination_name, "fate": row.get_fate_display(),
            "kind": FATE_KINDS[row.fate], "reason": row.reason, "is_open": row.fate == BagFate.ON_BOARD,
            "taken_at": names.get(row.taken_at_stop_id or 0, ""), "left_at": names.get(row.left_at_stop_id or 0, ""),
        }
        for row in course.rows
    ]  # fmt: skip
    return {
        "trip": trip, "kind": TRIP_KINDS[trip.state], "bags": bags,
        "open_bags": [bag for bag in bags if bag["is_open"]],
        "stops": [
            {"stop": stop, "is_current": current is not None and stop.pk == current.pk and trip.state == "started"}
            for stop in course.stops
        ],
        "may_start": trip.state == TripState.PLANNED, "is_planned": trip.state == TripState.PLANNED,
        "is_started": trip.state == TripState.STARTED,
        "may_close": trip.state == TripState.STARTED and current is None,
    }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class NextDeparture:
    """«Кур'єр забере пакет у вівторок, 24 листопада, о 15:00»: day, weekday and hour as values."""

    on: date
    at: time
    days: int
    route: str
    because: str
    waits: int


def next_departure(point: Point, *, now: datetime, waits: int) -> NextDeparture | None:
    """The next transfer from a point, and how many sealed bags wait for it; None without a timetable."""
    found = queries.next_departure(point, after=now)
    if found is None:
        return None
    return NextDeparture(
        on=found.on, at=found.at, days=(found.on - clock.today(now)).days, route=found.route,
        because=found.moved_because,
        waits=waits,
    )  # fmt: skip


def timetable_facts(hromada_code: str, *, now: datetime, until: date) -> dict[str, Any]:
    """Each point with its rows and the next transfers; exceptions ahead; rules of law with their source."""
    today = clock.today(now)
    points = []
    for point in queries.points_to_send(hromada_code):
        rows = [row for row in queries.transfers_of(point) if row.valid_to is None or row.valid_to >= today]
        if rows:
            coming = queries.departures(point, since=today, until=until)
            points.append({"point": point, "rows": [_transfer(row) for row in rows], "coming": _days(coming)[:4]})
    return {
        "points": points, "exceptions": list(queries.exceptions_of(hromada_code, since=today)[:50]),
        "rules": [rule for _since, rule in queries.forwarding_rules()],
    }  # fmt: skip


def _days(coming: Iterable[Departure]) -> list[Departure]:
    return list({each.on: each for each in sorted(coming, reverse=True)}.values())[::-1]


def _transfer(row: Transfer) -> dict[str, Any]:
    return {
        "pk": row.pk, "weekday": Weekday(row.weekday).label, "at": row.at, "route": row.route, "source": row.source,
        "valid_from": row.valid_from, "valid_to": row.valid_to,
    }  # fmt: skip
