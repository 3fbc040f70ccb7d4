"""The invented network enters through the services of the network: points, hours, equipment, postings, a decision."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.demo import people, places
from vikno.demo.points import POINTS, DemoPoint
from vikno.demo.staff import Staffed
from vikno.network import services
from vikno.network.enums import AccessibilityItem, Cause, Mark, OfferingMode, OperatingMode, PointKind, PointState
from vikno.network.models import Centre, Point
from vikno.network.services.furnishing import Have
from vikno.network.services.hours import PeriodGiven
from vikno.territories.models import Unit

NETWORK_NUMBER = 417


@dataclass(frozen=True)
class Built:
    """Points by key, in the order of `points.POINTS`."""

    centre: Centre
    points: dict[str, Point]


def build(*, staffed: Staffed, at: datetime, since: datetime) -> Built:
    """Found the centre and furnish its points, which work since a moment; tell their story."""
    actor = Actor.system(places.HROMADA)
    centre = services.found_centre(
        actor=actor, at=at, hromada=Unit.objects.get(pk=places.HROMADA), name="ЦНАП Вербопільської громади",
        short_name="ЦНАП Вербополя", network_number=NETWORK_NUMBER, phone="+380400000001",
        operator=staffed.organisations["council"], is_demo=True,
    )  # fmt: skip
    points = {one.key: _raise(one, centre=centre, actor=actor, at=at, since=since) for one in POINTS}
    _post_staff(points, staffed, actor=actor, at=at, since=since.date())
    _authorise(points["remote-4"], staffed, actor=actor, at=at)
    _authorise_before(staffed, actor=actor, at=at)
    _tell_story(points, actor=staffed.actors["head"], at=at)
    return Built(centre=centre, points=points)


def _raise(one: DemoPoint, *, centre: Centre, actor: Actor, at: datetime, since: datetime) -> Point:
    is_mobile = one.kind in (PointKind.MOBILE_SUITCASE, PointKind.MOBILE_BUS)
    point = services.add_point(
        actor=actor, at=at, centre=centre, kind=one.kind, name=one.name, opened_at=since,
        settlement=Unit.objects.get(pk=places.code(one.place)), street_address=one.street, postcode="99001",
        phones=[one.phone] if one.phone else [], lat=None if is_mobile else one.place.lat,
        lon=None if is_mobile else one.place.lon,
    )  # fmt: skip
    week = [PeriodGiven(day, time.fromisoformat(a), time.fromisoformat(b)) for day, a, b in one.hours]
    services.set_hours(actor=actor, at=at, point_id=point.pk, periods=week)
    services.set_equipment(actor=actor, at=at, point_id=point.pk, equipment={kind: Have() for kind in one.equipment})
    services.set_accessibility(actor=actor, at=at, point_id=point.pk, marks=_marks(one))
    services.set_offerings(actor=actor, at=at, point_id=point.pk, modes=_modes(one), on=since.date())
    return point


def _marks(one: DemoPoint) -> dict[str, Mark]:
    """The main office is finished, villages differ, and something was never looked at."""
    is_main = one.key == "main"
    return {
        AccessibilityItem.RAMP: Mark.YES if one.ramp else Mark.NO,
        AccessibilityItem.STEP_FREE: Mark.YES if one.ramp else Mark.NO,
        AccessibilityItem.TOILET: Mark.YES if is_main else Mark.NO,
        AccessibilityItem.CALL_BUTTON: Mark.NO if one.ramp else Mark.YES,
        AccessibilityItem.BUS_STOP: Mark.YES,
        **({AccessibilityItem.BRAILLE: Mark.YES, AccessibilityItem.PRAM_PLACE: Mark.YES} if is_main else {}),
    }


def _modes(one: DemoPoint) -> dict[int, OfferingMode]:
    offered = PublicService.objects.filter(withdrawn_on=None)
    if one.groups:
        offered = offered.filter(group__code__in=one.groups)
    mode = OfferingMode.FULL if one.key in ("main", "branch") else OfferingMode.INTAKE
    return dict.fromkeys(offered.order_by("pk").values_list("pk", flat=True), mode)


def _post_staff(points: dict[str, Point], staffed: Staffed, *, actor: Actor, at: datetime, since: date) -> None:
    for one in (*people.SIGN_INS, *people.OTHERS):
        if one.place:
            services.post_person(
                actor=actor, at=at, point_id=points[one.place].pk, user_id=staffed.users[one.username].pk,
                valid_from=since,
            )  # fmt: skip


def _authorise(point: Point, staffed: Staffed, *, actor: Actor, at: datetime) -> None:
    """The starosta may do a few things, in three villages, until a day."""
    chosen = PublicService.objects.filter(group__code__in=("residence", "veterans")).order_by("code")[:9]
    villages = ("Ґанівка", "Підлісне", "Нова Криниця")
    services.grant_authorisation(
        actor=actor, at=at, hromada_code=places.HROMADA, user_id=staffed.users["starosta"].pk,
        decision_number="147-VIII", decided_on=(at - timedelta(days=420)).date(),
        valid_from=(at - timedelta(days=410)).date(), valid_to=(at + timedelta(days=320)).date(),
        service_ids=[service.pk for service in chosen],
        settlement_codes=[places.code(place) for place in places.SETTLEMENTS if place.name in villages],
    )  # fmt: skip


def _authorise_before(staffed: Staffed, *, actor: Actor, at: datetime) -> None:
    """An older decision whose term is over: what it named is refused with its number."""
    social = PublicService.objects.filter(group__code="social").order_by("code")[:3]
    services.grant_authorisation(
        actor=actor, at=at, hromada_code=places.HROMADA, user_id=staffed.users["starosta"].pk,
        decision_number="98-VIII", decided_on=(at - timedelta(days=800)).date(),
        valid_from=(at - timedelta(days=790)).date(), valid_to=(at - timedelta(days=60)).date(),
        service_ids=[service.pk for service in social],
    )  # fmt: skip


# Days before now between which nobody is received at a point: what the story of its states says.
_CLOSED = {"remote-2": (190, 176), "remote-6": (9, 0)}


def is_closed(key: str, *, days_ago: int) -> bool:
    """Whether the story keeps a point closed on a day."""
    since, until = _CLOSED.get(key, (-1, 0))
    return until <= days_ago <= since


def _tell_story(points: dict[str, Point], *, actor: Actor, at: datetime) -> None:
    """A power cut that ended, a repair that limits, a place that stands closed today."""
    story = (
        ("remote-2", 190, PointState.CLOSED, Cause.POWER, "Пошкоджено лінію електропередачі",
         "Немає світла. Приймаємо в Кленовій Балці, вул. Шкільна, 3."),
        ("remote-2", 176, PointState.OPEN, Cause.PLANNED, "Світло відновлено", ""),
        ("branch", 21, PointState.RESTRICTED, Cause.REPAIR, "Ремонт зали очікування",
         "Триває ремонт: у залі не більше чотирьох людей одночасно. Телефонуйте, щоб вибрати час."),
        ("remote-6", 9, PointState.CLOSED, Cause.STAFF, "Адміністратор на лікарняному",
         "Прийому немає. Щочетверга приїжджає мобільний офіс «Соняшник»."),
    )  # fmt: skip
    for key, days_ago, state, cause, reason, notice in story:
        services.change_status(
            actor=actor, at=at, point_id=points[key].pk, state=state, cause=cause, reason=reason, notice=notice,
            starts_at=at - timedelta(days=days_ago),
            mode=OperatingMode.RESTRICTED if state == PointState.RESTRICTED else OperatingMode.NORMAL,
            capacity_limit=4 if state == PointState.RESTRICTED else None,
            expected_until=(at + timedelta(days=12)).date() if state in (PointState.RESTRICTED,) else None,
        )  # fmt: skip
