"""How papers are carried in the demo: a timetable, trips of the last weeks, signed days, a bag that waits too long."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from vikno.accounts.models import Organisation
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.consignments import queries
from vikno.consignments import services as papers
from vikno.consignments.enums import LineState, TickedBy, TripState
from vikno.consignments.models import Trip
from vikno.consignments.services import StopGiven
from vikno.demo.points import POINTS
from vikno.network.models import Point

TRIP_DAYS = 14
# Nobody came for the bags of this point lately: one of them is late when the demo is opened.
FORGOTTEN, FORGOTTEN_DAYS = "remote-3", 6
ORDER = "Розпорядження № 7 від 05.01"


def schedule(*, head: Actor, points: Mapping[str, Point], since: date, at: datetime) -> None:
    """The courier comes to each village on its days of reception, to the main office every working day."""
    for one in POINTS:
        weekdays = sorted({weekday for weekday, _opens, _closes in one.hours})
        if one.key in ("bus", "suitcase") or not weekdays:
            continue
        papers.schedule_transfers(
            point=points[one.key], weekdays=[day for day in weekdays if day < 6], valid_from=since, source=ORDER,
            at_time=time(14, 20) if one.key == "main" else time(15, 0), actor=head, at=at,
            route="до суб'єктів надання" if one.key == "main" else "сільське коло",
        )  # fmt: skip


def is_recent(day: date, *, now: datetime, days: int = TRIP_DAYS) -> bool:
    return day > clock.today(now) - timedelta(days=days)


def begin_trip(
    *, courier: Actor, officer: Actor, points: Mapping[str, Point], bodies: Mapping[str, Organisation], at: datetime
) -> None:
    """Morning: villages, the main office, providers."""
    villages = [points[key] for key in ("branch", "remote-1", "remote-2", "remote-5")]
    ends = [points["main"], *(body for body in bodies.values() if body.authority_code)]
    places = queries.providers_to_send(courier.hromada_code, on=clock.today(at))
    known = set(places.values_list("pk", flat=True))
    stops = [
        StopGiven(place=place, planned_for=time(8 + order, 30))
        for order, place in enumerate([*villages, *ends])
        if isinstance(place, Point) or place.pk in known
    ]
    user = queries.carriers_of(courier.hromada_code, on=clock.today(at)).get(pk=courier.user_id)
    trip = papers.plan_trip(
        courier=user, on=clock.today(at), stops=stops, vehicle="Рено Кангу, ВХ 0417 АА", route="сільське коло",
        actor=officer, at=at,
    )  # fmt: skip
    papers.start_trip(trip=trip, actor=courier, at=at)


def end_trip(*, courier: Actor, at: datetime) -> None:
    """Evening: every stop is done, what did not fit in says why."""
    trip = Trip.objects.filter(courier_id=courier.user_id, state=TripState.STARTED).select_related("courier").first()
    if trip is None:
        return
    for stop in queries.course_of(trip).stops:
        course = queries.course_of(trip)
        silent = [*course.to_leave(stop), *course.to_take(stop)]
        papers.finish_stop(
            stop=stop, reasons={bag.number: "приймання вже закінчилося" for bag in silent}, actor=courier, at=at
        )
    left = {bag.number: "везе завтра вранці" for bag in queries.course_of(trip).bags}
    papers.close_trip(trip=trip, reasons=left, note="", actor=courier, at=at)


def sign_day(*, point: Point, officer: Actor, is_one_missing: int, at: datetime) -> None:
    """Evening at a point: each case ticked, one of them perhaps not found at once, the list signed."""
    here = queries.reconciliation(point, on=clock.today(at), now=at).here
    for number, case in enumerate(here):
        is_missing = number == is_one_missing
        papers.tick_case(
            point=point, case=case, found=LineState.MISSING if is_missing else LineState.PRESENT, by=TickedBy.SCAN,
            note="лежали в теці сусідньої справи" if is_missing else "", actor=officer, at=at,
        )  # fmt: skip
    papers.sign_day(point=point, on=clock.today(at), signed_name=officer.name, actor=officer, at=at)
