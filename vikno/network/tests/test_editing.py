"""The head's edits: hours, exceptions, equipment, accessibility, details, offerings, postings, authorisations."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network import queries, services
from vikno.network.enums import Mark, OfferingMode, PeriodKind, PointKind, TimetableState
from vikno.network.errors import (
    ExceptionInPast,
    HoursOutOfOrder,
    HoursOverlap,
    MayNotFound,
    NoEndBeforeStart,
    NoServicesChosen,
    NoSuchPoint,
    NotAllowed,
    NotOurPerson,
    NotOurSettlement,
)  # fmt: skip
from vikno.network.models import Authorisation, HoursException, Offering, OpeningPeriod, Point, Posting
from vikno.network.services import Details, Have, PeriodGiven
from vikno.network.tests import world
from vikno.network.tests.rules import gazetteers as g

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codifier")]
T8, T12, T13, T17 = (dt.time(h) for h in (8, 12, 13, 17))
TOMORROW = world.TODAY + dt.timedelta(days=1)


def who(point: Point) -> dict[str, Any]:
    return {"actor": world.head(), "at": world.AT, "point_id": point.pk}


def actions() -> list[str]:
    return list(JournalEntry.objects.order_by("sequence").values_list("action", flat=True))


# Hours


def test_a_week_is_set_whole_and_a_break_is_a_gap() -> None:
    point = world.point()
    services.set_hours(**who(point), periods=[PeriodGiven(1, T13, T17), PeriodGiven(1, T8, T12)])
    services.set_hours(**who(point), periods=[PeriodGiven(2, T8, T12), PeriodGiven(2, T13, T17)])
    assert list(point.opening_periods.values_list("weekday", "opens")) == [(2, T8), (2, T13)]
    assert actions() == ["point.hours_set", "point.hours_set"]


def test_the_same_week_again_is_not_an_event() -> None:
    point = world.point()
    for _ in range(2):
        services.set_hours(**who(point), periods=[PeriodGiven(1, T8, T12)])
    assert actions() == ["point.hours_set"]


@pytest.mark.parametrize(
    ("periods", "error"),
    [
        ([PeriodGiven(1, T12, T12)], HoursOutOfOrder),
        ([PeriodGiven(1, T13, T12)], HoursOutOfOrder),
        ([PeriodGiven(1, T8, T13), PeriodGiven(1, T12, T17)], HoursOverlap),
        ([PeriodGiven(1, T8, T13), PeriodGiven(1, T12, T17, PeriodKind.WORKING)], HoursOverlap),
    ],
)
def test_wrong_hours_are_refused(periods: list[PeriodGiven], error: type[Exception]) -> None:
    point = world.point()
    with pytest.raises(error):
        services.set_hours(**who(point), periods=periods)
    assert not OpeningPeriod.objects.exists()


def test_setting_hours_settles_the_question_of_the_timetable() -> None:
    point = world.point(
        timetable_state=TimetableState.QUESTION, timetable_reason="dragged", timetable_note="17:00, 17:01"
    )
    assert point in queries.points_with_questions(g.KALYNA)
    services.set_hours(**who(point), periods=[PeriodGiven(1, T8, T17)])
    point.refresh_from_db()
    assert (point.timetable_state, point.timetable_reason) == (TimetableState.PARSED, "")
    assert point not in queries.points_with_questions()


def test_the_steward_sets_hours_only_while_the_register_waits() -> None:
    waiting, clear = world.point(timetable_state=TimetableState.QUESTION), world.point("ЦНАП")
    steward = world.steward()
    services.set_hours(actor=steward, at=world.AT, point_id=waiting.pk, periods=[PeriodGiven(1, T8, T17)])
    for point in (waiting, clear):
        with pytest.raises(NoSuchPoint):
            services.set_hours(actor=steward, at=world.AT, point_id=point.pk, periods=[])


def test_an_exception_is_set_replaced_and_dropped() -> None:
    point = world.point()
    services.add_exception(**who(point), on=TOMORROW, reason="Свято")
    services.add_exception(**who(point), on=TOMORROW, reason="Короткий день", opens=T8, closes=T12)
    assert HoursException.objects.get().closes == T12
    services.drop_exception(**who(point), on=TOMORROW)
    assert not HoursException.objects.exists()
    assert actions()[-1] == "point.exception_dropped"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"on": world.TODAY - dt.timedelta(days=1)}, ExceptionInPast),
        ({"on": TOMORROW, "opens": T8}, HoursOutOfOrder),
        ({"on": TOMORROW, "opens": T12, "closes": T8}, HoursOutOfOrder),
    ],
)
def test_wrong_exceptions_are_refused(given: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        services.add_exception(**who(world.point()), reason="x", **given)


# Equipment, accessibility, details


def test_equipment_is_replaced_as_a_list() -> None:
    point = world.point()
    services.set_equipment(**who(point), equipment={"scanner": Have(2), "printer": Have(1, works=False)})
    services.set_equipment(**who(point), equipment={"scanner": Have(1), "printer": Have(0)})
    assert list(point.equipment.values_list("kind", "count")) == [("scanner", 1)]


def test_marks_that_are_not_named_stay() -> None:
    point = world.point()
    services.set_accessibility(**who(point), marks={"ramp": Mark.YES, "toilet": Mark.NO})
    services.set_accessibility(**who(point), marks={"toilet": Mark.UNKNOWN})
    assert dict(point.accessibility.values_list("item", "mark")) == {"ramp": Mark.YES, "toilet": Mark.UNKNOWN}
    assert set(point.accessibility.values_list("source", flat=True)) == {"head"}


def test_details_are_cleaned_and_settle_questions() -> None:
    point = world.point(questions=["staff_zero", "area_zero"])
    details = Details(
        name=" ВРМ  у Маку ", kind=PointKind.STAROSTA, phones=("+380950000001", " "), staff_total=2,
        lat=49.1, lon=33.2,
    )  # fmt: skip
    services.set_details(**who(point), details=details)
    point.refresh_from_db()
    assert (point.name, point.search_key, point.phones) == ("ВРМ у Маку", "врм у маку", ["+380950000001"])
    assert (point.questions, point.location_source) == (["area_zero"], "person")
    services.set_details(**who(point), details=details)
    assert actions() == ["point.details_set"]


def test_area_is_a_decimal() -> None:
    point = world.point()
    services.set_details(**who(point), details=Details(name="x", kind=PointKind.REMOTE, floor_area=Decimal("20.5")))
    assert Point.objects.get(pk=point.pk).floor_area == Decimal("20.5")


# Offerings


def test_offerings_are_set_from_a_day_and_history_stays() -> None:
    point, a, b = world.point(), world.service("00001"), world.service("00002")
    world.offer(point, a)
    services.set_offerings(**who(point), modes={b.pk: OfferingMode.INTAKE})
    ended, started = Offering.objects.order_by("valid_from")
    assert (ended.service, ended.valid_to) == (a, world.TODAY - dt.timedelta(days=1))
    assert (started.service, started.mode, started.valid_from) == (b, OfferingMode.INTAKE, world.TODAY)


def test_a_change_of_mode_within_a_day_leaves_one_row() -> None:
    point, a = world.point(), world.service("00001")
    services.set_offerings(**who(point), modes={a.pk: OfferingMode.FULL})
    services.set_offerings(**who(point), modes={a.pk: OfferingMode.CONSULT})
    assert list(Offering.objects.values_list("mode", flat=True)) == [OfferingMode.CONSULT]


def test_a_group_is_offered_and_withdrawn_at_once() -> None:
    point = world.point()
    for code, group in (("00001", "social"), ("00002", "social"), ("00003", "land")):
        world.service(code, of=group)
    gone = world.service("00004")
    type(gone).objects.filter(pk=gone.pk).update(withdrawn_on=make.LONG_AGO)
    assert services.offer_group(**who(point), group_code="social") == 2
    assert services.offer_group(**who(point), group_code="land") == 1
    assert services.offer_group(**who(point), group_code="land") == 0
    assert services.withdraw_group(**who(point), group_code="social") == 2
    assert [o.service.code for o in Offering.objects.all()] == ["00003"]


# Postings


def test_a_person_is_posted_and_unposted() -> None:
    point = world.point()
    tenancy.bind(g.KALYNA)
    officer = make.actor(Role.OFFICER, of=g.KALYNA)
    posting = services.post_person(**who(point), user_id=officer.user_id or 0, valid_from=world.TODAY)
    assert list(queries.posted_points(officer, world.TODAY)) == [point]
    assert not queries.posted_points(officer, world.TODAY - dt.timedelta(days=1)).exists()
    services.end_posting(actor=world.head(), at=world.AT, posting_id=posting.pk, on=world.TODAY)
    assert not queries.posted_points(officer, TOMORROW).exists()
    with pytest.raises(NoEndBeforeStart):
        services.end_posting(actor=world.head(), at=world.AT, posting_id=posting.pk, on=make.LONG_AGO)


def test_a_posting_ends_by_its_own_head_only() -> None:
    point = world.point()
    tenancy.bind(g.KALYNA)
    officer = make.actor(Role.OFFICER, of=g.KALYNA)
    posting = services.post_person(**who(point), user_id=officer.user_id or 0, valid_from=world.TODAY)
    with pytest.raises(NoSuchPoint):
        services.end_posting(actor=world.head(g.VERBA), at=world.AT, posting_id=posting.pk, on=TOMORROW)
    with pytest.raises(NoSuchPoint):
        services.end_posting(actor=world.head(), at=world.AT, posting_id=0, on=TOMORROW)


def test_strangers_are_not_posted() -> None:
    point = world.point()
    tenancy.bind(g.VERBA)
    foreign, courier = make.actor(Role.OFFICER, of=g.VERBA), make.actor(Role.COURIER, of=g.KALYNA)
    for person in (foreign, courier):
        with pytest.raises(NotOurPerson):
            services.post_person(**who(point), user_id=person.user_id or 0, valid_from=world.TODAY)
    assert not Posting.objects.exists()


def test_a_head_works_at_every_point_of_the_network_and_nowhere_else() -> None:
    own, foreign = world.point(), world.point("Чужа", hromada=g.VERBA, settlement=g.VERBIVKA)
    head = world.head()
    assert list(queries.posted_points(head, world.TODAY)) == [own]
    assert foreign not in queries.posted_points(head, world.TODAY)
    assert not queries.posted_points(Actor.system(), world.TODAY).exists()


# Authorisations


@pytest.fixture
def starosta() -> Actor:
    tenancy.bind(g.KALYNA)
    return make.actor(Role.STAROSTA, of=g.KALYNA)


def grant(starosta: Actor, **given: Any) -> Authorisation:
    facts = {
        "actor": world.head(), "at": world.AT, "hromada_code": g.KALYNA, "user_id": starosta.user_id,
        "decision_number": "12/3-VIII", "decided_on": world.TODAY, "valid_from": world.TODAY,
    }  # fmt: skip
    if "service_ids" not in given:
        given["service_ids"] = [world.service("00777").pk]
    return services.grant_authorisation(**{**facts, **given})


def test_a_decision_is_entered_with_services_and_settlements(starosta: Actor) -> None:
    found = grant(starosta, settlement_codes=[g.MAK])
    assert [s.code for s in found.services.all()] == ["00777"]
    assert [s.pk for s in found.settlements.all()] == [g.MAK]
    entry = JournalEntry.objects.get(action="authorisation.granted")
    assert entry.facts["decision"] == "12/3-VIII"
    assert list(queries.authorisations_of(starosta.user_id or 0, g.KALYNA)) == [found]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"valid_to": make.LONG_AGO}, NoEndBeforeStart),
        ({"service_ids": []}, NoServicesChosen),
        ({"settlement_codes": [g.VERBIVKA]}, NotOurSettlement),
        ({"settlement_codes": ["UA00000000000000000"]}, NotOurSettlement),
        ({"user_id": 0}, NotOurPerson),
        ({"hromada_code": g.VERBA}, MayNotFound),
    ],
)
def test_wrong_decisions_are_refused(starosta: Actor, given: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        grant(starosta, **given)
    assert not Authorisation.objects.exists()


def test_a_decision_is_ended_by_its_own_head_only(starosta: Actor) -> None:
    found = grant(starosta)
    with pytest.raises(NoSuchPoint):
        services.end_authorisation(actor=world.head(g.VERBA), at=world.AT, authorisation_id=found.pk, on=TOMORROW)
    services.end_authorisation(actor=world.head(), at=world.AT, authorisation_id=found.pk, on=TOMORROW)
    assert Authorisation.objects.get().valid_to == TOMORROW


# Who may


CHANGES: list[Callable[[dict[str, Any]], Any]] = [
    lambda given: services.set_hours(**given, periods=[]),
    lambda given: services.add_exception(**given, on=TOMORROW, reason="x"),
    lambda given: services.drop_exception(**given, on=TOMORROW),
    lambda given: services.set_equipment(**given, equipment={"scanner": Have()}),
    lambda given: services.set_accessibility(**given, marks={"ramp": Mark.YES}),
    lambda given: services.set_details(**given, details=Details(name="x", kind=PointKind.MAIN)),
    lambda given: services.set_offerings(**given, modes={}),
    lambda given: services.offer_group(**given, group_code="social"),
    lambda given: services.withdraw_group(**given, group_code="social"),
    lambda given: services.post_person(**given, user_id=1, valid_from=world.TODAY),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    ("role", "of", "error"),
    [(Role.OFFICER, g.KALYNA, NotAllowed), (Role.HEAD, g.VERBA, NoSuchPoint), (Role.STEWARD, "", NoSuchPoint)],
)
def test_a_stranger_changes_nothing(
    change: Callable[[dict[str, Any]], Any], role: Role, of: str, error: type[Exception]
) -> None:
    point = world.point()
    world.service()
    tenancy.bind(of)
    before = Point.objects.filter(pk=point.pk).values().get()
    with pytest.raises(error):
        change({"actor": make.actor(role, of=of), "at": world.AT, "point_id": point.pk})
    assert Point.objects.filter(pk=point.pk).values().get() == before
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("change", CHANGES)
def test_an_unknown_point_is_refused_like_a_foreign_one(change: Callable[[dict[str, Any]], Any]) -> None:
    with pytest.raises(NoSuchPoint):
        change({"actor": world.head(), "at": world.AT, "point_id": 10**9})


def test_centres_are_founded_by_the_system_and_points_added_by_the_head() -> None:
    from vikno.territories.models import Unit

    hromada, village = Unit.objects.get(pk=g.KALYNA), Unit.objects.get(pk=g.MAK)
    with pytest.raises(MayNotFound):
        services.found_centre(actor=world.head(), at=world.AT, hromada=hromada, name="ЦНАП")
    tenancy.bind("")
    centre = services.found_centre(actor=world.SYSTEM, at=world.AT, hromada=hromada, name="ЦНАП", network_number=5)
    given = {"at": world.AT, "centre": centre, "kind": PointKind.REMOTE, "name": "ВРМ", "settlement": village}
    point = services.add_point(actor=world.head(), **given)
    assert (point.hromada_id, point.statuses.get().starts_at) == (g.KALYNA, world.AT)
    with pytest.raises(MayNotFound):
        services.add_point(actor=world.head(g.VERBA), **given)
