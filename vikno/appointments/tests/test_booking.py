"""Taking a time: what is given, to whom, and what never is."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories as make
from vikno.appointments import queries, services
from vikno.appointments.enums import BookingState, CentreReason, Door, ResourceKind
from vikno.appointments.errors import (
    AddressMissing,
    AlreadyBegun,
    BookingNotFound,
    ContactMissing,
    FigureOutOfRange,
    HoldOver,
    MayNotAct,
    MayNotFollow,
    NameMissing,
    NotBookable,
    NothingToCancel,
    NotYetBegun,
    OneADay,
    ReasonMissing,
    ServiceNotBookable,
    SlotTaken,
    TimesInDisorder,
    TooManyOpen,
    WindowMissing,
    WrongCode,
)
from vikno.appointments.models import Booking, BookingEvent, Resource
from vikno.appointments.queries import Asked
from vikno.appointments.rules import terms
from vikno.appointments.services import CapacityFacts, ResourceFacts, writing
from vikno.appointments.tests import world as worlds
from vikno.appointments.tests.world import AT, HOME, TUESDAY, World, booked, held, moment, person
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.network.models import HoursException, PointStatus
from vikno.notifications import hidden
from vikno.notifications.enums import Channel
from vikno.notifications.models import Message

HOUR = dt.timedelta(hours=1)


def free_on(world: World, day: dt.date = TUESDAY, **given: Any) -> list[str]:
    free = queries.free_times(Asked(point=world.point, service=world.service, **given), at=AT, first=day, days=1)
    return [f"{each:%H:%M}" for each in free.moments]


def told(booking: Booking) -> list[Message]:
    return list(Message.objects.filter(hromada_code=HOME, about_id=str(booking.pk)).order_by("pk"))


def test_a_day_is_free_in_hours_of_reception(world: World) -> None:
    free = free_on(world)
    assert (free[0], free[-1], len(free)) == ("09:00", "17:30", 30)
    assert "13:00" not in free  # the lunch of the point


def test_a_resident_holds_a_time_and_proves_the_telephone(world: World) -> None:
    booking = held(world)
    assert (booking.state, booking.held_until) == (BookingState.HELD, AT + dt.timedelta(minutes=15))
    (message,) = told(booking)
    code = queries.code_of(booking)
    assert (message.channel, message.recipient) == (Channel.SMS, worlds.PHONE)
    assert code not in message.body
    assert code in str(hidden.whole(message))
    assert "Марія" not in message.body
    with pytest.raises(WrongCode):
        services.confirm(booking=booking, code="000000", actor=world.resident, at=AT)
    done = services.confirm(booking=booking, code=f" {code[:3]} {code[3:]}", actor=world.resident, at=AT)
    assert (done.state, done.held_until) == (BookingState.CONFIRMED, None)
    services.confirm(booking=booking, code=code, actor=world.resident, at=AT)  # pressed twice
    states = BookingEvent.objects.filter(booking=booking).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["held", "confirmed"]
    link = f"/book/link/{booking.number}/?k={queries.link_of(booking)}"
    assert link in str(hidden.whole(told(booking)[-1]))
    assert queries.link_of(booking) not in told(booking)[-1].body


def test_a_time_nobody_confirmed_is_free_again(world: World) -> None:
    for _desk in range(2):
        held(world, person=person(contact=f"067000000{_desk}"))
    with pytest.raises(SlotTaken):
        booked(world)
    later = AT + dt.timedelta(minutes=16)
    assert booked(world, at=later).state == BookingState.BOOKED
    assert Booking.objects.filter(hromada_id=HOME, state=BookingState.LAPSED).count() == 2


def test_a_late_code_says_that_the_time_went(world: World) -> None:
    booking = held(world)
    with pytest.raises(HoldOver):
        services.confirm(
            booking=booking, code=queries.code_of(booking), actor=world.resident, at=AT + HOUR
        )  # fmt: skip


def test_at_a_small_point_a_name_is_enough(world: World) -> None:
    services.set_door(point=world.point, door=Door.NAME, actor=world.head, at=AT)
    booking = held(world, person=person(contact=""))
    assert (booking.state, booking.channel, booking.contact) == (BookingState.BOOKED, Channel.IN_PERSON, "")
    assert told(booking) == []


@pytest.mark.parametrize(
    ("who", "refusal"),
    [({"name": " "}, NameMissing), ({"contact": ""}, ContactMissing), ({"contact": "102"}, ContactMissing),
     ({"channel": Channel.PHONE}, ContactMissing)],
)  # fmt: skip
def test_what_is_missing_is_asked_for(world: World, who: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        held(world, person=person(**who))


def test_doors_let_in_whom_they_say(world: World) -> None:
    services.set_door(point=world.point, door=Door.STAFF, actor=world.head, at=AT)
    with pytest.raises(NotBookable):
        held(world)
    assert booked(world).state == BookingState.BOOKED
    services.set_door(point=world.point, door=Door.CLOSED, actor=world.head, at=AT)
    with pytest.raises(NotBookable):
        booked(world, moment(11))


def test_both_desks_are_given_and_no_third(world: World) -> None:
    first, second = booked(world), booked(world)
    assert first.resource_id != second.resource_id
    with pytest.raises(SlotTaken) as taken:
        booked(world)
    assert [f"{each:%H:%M}" for each in taken.value.nearest] == ["09:30", "10:30", "10:45"] or taken.value.nearest
    assert "10:00" not in free_on(world)


def test_the_database_itself_refuses_two_in_one_place(world: World) -> None:
    booking = booked(world)
    booking.pk, booking.number = None, "999999999"
    booking.starts_at += dt.timedelta(minutes=10)
    with pytest.raises(IntegrityError, match="resource_is_booked_once"), transaction.atomic():
        booking.save(force_insert=True)
    with pytest.raises(SlotTaken):  # past every lock: the person is told so, not shown an error
        writing.kept(booking)


def test_times_off_the_grid_outside_hours_and_too_soon_are_refused(world: World) -> None:
    for wrong in (
        moment(10, 7),
        moment(13),
        moment(8, 45),
        moment(17, 45),
        AT,
        AT - HOUR,
        moment(10, on=AT.date() + dt.timedelta(days=60)),
    ):
        with pytest.raises(SlotTaken):
            booked(world, wrong)


def test_staff_on_duty_is_the_capacity(world: World) -> None:
    second = world.members["second"].user
    services.add_absence(user=second, starts_at=moment(0), ends_at=moment(12), actor=world.head, at=AT)
    booked(world)
    assert "10:00" not in free_on(world)
    booked(world, moment(12))
    assert "12:00" in free_on(world)
    services.add_break(
        user=world.members["officer"].user, weekday=2, break_from=dt.time(16), break_to=dt.time(16, 30),
        actor=world.head, at=AT,
    )  # fmt: skip
    assert "16:00" in free_on(world)
    absence = queries.absences_of(HOME, [second.pk], since=AT).get()
    services.add_absence(user=second, starts_at=moment(16), ends_at=moment(17), actor=world.head, at=AT)
    assert "16:00" not in free_on(world)
    services.end_absence(absence_id=absence.pk, actor=world.head, at=AT)
    assert "10:00" in free_on(world)


def test_what_the_head_says_of_hours_wins_over_postings(world: World) -> None:
    everybody = CapacityFacts(opens=dt.time(9), closes=dt.time(10), staff=0, weekday=2)
    services.add_capacity(point=world.point, facts=everybody, actor=world.head, at=AT)
    assert free_on(world)[0] == "10:00"
    one_day = CapacityFacts(opens=dt.time(9), closes=dt.time(10), staff=1, on=TUESDAY)
    row = services.add_capacity(point=world.point, facts=one_day, actor=world.head, at=AT)
    assert free_on(world)[0] == "09:00"
    services.end_capacity(capacity_id=row.pk, actor=world.head, at=AT)
    assert free_on(world)[0] == "10:00"


def test_exceptions_and_closed_states_of_the_point_hold(world: World) -> None:
    HoursException.objects.create(
        point=world.point, on=TUESDAY, opens=dt.time(10), closes=dt.time(11), reason="скорочений"
    )
    assert free_on(world) == ["10:00", "10:15", "10:30"]
    friday = TUESDAY + dt.timedelta(days=3)
    PointStatus.objects.filter(point=world.point).update(ends_at=moment(12, on=friday))
    PointStatus.objects.create(
        point=world.point, state="closed", cause="repair", starts_at=moment(12, on=friday), reason="ремонт",
        notice="Ремонт", recorded_at=AT,
    )  # fmt: skip
    assert free_on(world, friday)[-1] == "11:30"
    assert free_on(world, friday + dt.timedelta(days=3)) == []


def test_minutes_of_a_service_are_dated(world: World) -> None:
    services.set_minutes(service=world.service, minutes=60, valid_from=AT.date(), actor=world.head, at=AT)
    assert free_on(world)[-1] == "17:00"
    booking = booked(world)
    assert booking.ends_at - booking.starts_at == HOUR
    with pytest.raises(FigureOutOfRange):
        services.set_minutes(service=world.service, minutes=2, valid_from=AT.date(), actor=world.head, at=AT)


def test_a_passport_station_is_one_for_both_desks(world: World) -> None:
    world.service.versions.update(equipment=["passport_station"])
    make_station(world)
    from vikno.network.models import Equipment

    Equipment.objects.create(point=world.point, kind="passport_station")
    booking = booked(world)
    assert booking.station is not None
    with pytest.raises(SlotTaken):
        booked(world)


def make_station(world: World) -> Resource:
    facts = ResourceFacts(kind=ResourceKind.EQUIPMENT, name="Паспортна станція", equipment="passport_station")
    return services.add_resource(point=world.point, facts=facts, actor=world.head, at=AT)


def test_a_service_not_given_here_is_not_booked(world: World) -> None:
    other = make.service("Паспорт")
    with pytest.raises(ServiceNotBookable):
        booked(world, asked=Asked(point=world.point, service=other))


def test_hoarding_has_limits_for_residents_only(world: World) -> None:
    held(world)
    with pytest.raises(OneADay):
        held(world, moment(11), person=person(contact="067 111 22 33"))
    held(world, moment(10, on=TUESDAY + dt.timedelta(days=1)))
    with pytest.raises(TooManyOpen):
        held(world, moment(10, on=TUESDAY + dt.timedelta(days=2)))
    booked(world, moment(12))  # by staff


def test_figures_are_data_from_a_day(world: World) -> None:
    figures = {name: getattr(queries.terms_on(HOME, on=TUESDAY), name) for name in terms.NAMES}
    services.set_terms(figures={**figures, "open_most": 1}, valid_from=AT.date(), actor=world.head, at=AT)
    held(world)
    with pytest.raises(TooManyOpen):
        held(world, moment(10, on=TUESDAY + dt.timedelta(days=1)))
    with pytest.raises(FigureOutOfRange):
        services.set_terms(figures={**figures, "open_most": 0}, valid_from=AT.date(), actor=world.head, at=AT)


def test_a_booking_moves_and_stays_itself(world: World) -> None:
    booking = booked(world)
    before = booking.sequence
    moved = services.move(booking=booking, starts_at=moment(15), actor=world.resident, at=AT)
    assert (moved.pk, moved.uid, moved.starts_at) == (booking.pk, booking.uid, moment(15))
    assert moved.sequence == before + 1
    assert free_on(world).count("10:00") == 1
    services.move(booking=moved, starts_at=moment(15, 15), actor=world.resident, at=AT)  # over itself
    with pytest.raises(SlotTaken):
        services.move(booking=moved, starts_at=moment(13), actor=world.resident, at=AT)
    with pytest.raises(AlreadyBegun):
        services.move(
            booking=moved,
            starts_at=moment(16, on=TUESDAY + dt.timedelta(days=1)),
            actor=world.resident,
            at=moment(15, 30),
        )


def test_a_person_cancels_before_the_time(world: World) -> None:
    booking = booked(world)
    with pytest.raises(AlreadyBegun):
        services.cancel_by_person(booking=booking, actor=world.resident, at=moment(10))
    done = services.cancel_by_person(booking=booking, actor=world.resident, at=AT)
    assert done.state == BookingState.CANCELLED_BY_PERSON
    with pytest.raises(MayNotFollow):
        services.cancel_by_person(booking=booking, actor=world.resident, at=AT)


def test_a_foreign_resident_or_officer_changes_nothing(world: World) -> None:
    booking = booked(world)
    for stranger in (make.actor("officer", of=make.FOREIGN), make.actor("starosta"), make.actor("courier")):
        with pytest.raises(MayNotAct):
            services.cancel_by_person(booking=booking, actor=stranger, at=AT)
        with pytest.raises(MayNotAct):
            services.mark(booking=booking, state="no_show", actor=stranger, at=moment(11))
    booking.refresh_from_db()
    assert booking.state == BookingState.BOOKED


def test_a_starosta_books_a_villager_and_may_cancel_it(world: World) -> None:
    booking = booked(world, actor=world.starosta, origin="starosta")
    assert services.cancel_by_person(booking=booking, actor=world.starosta, at=AT).state == "by_person"


def test_marks_wait_for_their_time_and_can_be_put_right(world: World) -> None:
    booking = booked(world)
    with pytest.raises(NotYetBegun):
        services.mark(booking=booking, state="attended", actor=world.officer, at=AT)
    with pytest.raises(NotYetBegun):
        services.mark(booking=booking, state="no_show", actor=world.officer, at=moment(9, 50))
    assert services.mark(booking=booking, state="no_show", actor=world.officer, at=moment(10, 20)).state == "no_show"
    assert services.mark(booking=booking, state="attended", actor=world.officer, at=moment(10, 25)).state == "attended"
    with pytest.raises(MayNotFollow):
        services.cancel_by_person(booking=booking, actor=world.officer, at=AT)


def test_a_day_falls_away_and_everybody_is_told_of_other_times(world: World) -> None:
    bookings = [booked(world), booked(world, moment(11), person=person(contact="0671112299"))]
    with pytest.raises(ReasonMissing):
        services.cancel_day(point=world.point, day=TUESDAY, reason="", actor=world.officer, at=AT)
    done = services.cancel_day(
        point=world.point, day=TUESDAY, reason=CentreReason.POWER, actor=world.officer, at=AT
    )  # fmt: skip
    assert [each.pk for each in done] == [each.pk for each in bookings]
    assert free_on(world) == []
    for booking in bookings:
        booking.refresh_from_db()
        assert booking.state == BookingState.CANCELLED_BY_CENTRE
        body = told(booking)[-1].body
        assert "18 листопада 2026" in body
        assert "16 листопада 2026" in body
        assert "17 листопада 2026, 1" in body.partition("Вільний час")[0]
    again = services.move(booking=bookings[0], starts_at=moment(9, on=TUESDAY + dt.timedelta(days=1)),
                          actor=world.resident, at=AT)  # fmt: skip
    assert (again.state, again.uid) == (BookingState.BOOKED, bookings[0].uid)
    with pytest.raises(NothingToCancel):
        services.cancel_day(point=world.point, day=TUESDAY, reason="power", actor=world.officer, at=AT)
    assert queries.centre_reasons(HOME, [world.point.pk], since=TUESDAY, until=TUESDAY) == [
        ("немає світла або зв'язку", 2)
    ]


def stop_of(world: World, kind: str = ResourceKind.MOBILE_STOP, **given: Any) -> Resource:
    facts = ResourceFacts(
        kind=kind, name="Виїзд", place="клуб", opens_at=moment(10), closes_at=moment(12),
        settlement=make.settlement(), **given,
    )  # fmt: skip
    return services.add_resource(point=world.point, facts=facts, actor=world.head, at=AT)


def test_a_stop_of_the_mobile_centre_has_its_own_hours(world: World) -> None:
    stop = stop_of(world)
    assert free_on(world, stop=stop)[-1] == "11:30"
    asked = Asked(point=world.point, service=world.service, stop=stop)
    booking = booked(world, asked=asked)
    assert booking.resource_id == stop.pk
    assert "клуб" in told(booking)[0].body
    with pytest.raises(SlotTaken):
        booked(world, asked=asked)
    done = services.cancel_day(
        point=world.point, day=TUESDAY, stop=stop, reason="equipment", actor=world.officer, at=AT
    )  # fmt: skip
    assert [each.pk for each in done] == [booking.pk]
    stop.refresh_from_db()
    assert free_on(world, stop=stop) == []
    assert free_on(world) != []


def test_a_home_visit_needs_an_address_and_time_on_the_road(world: World) -> None:
    stop = stop_of(world, ResourceKind.HOME_VISIT, road_minutes=25)
    asked = Asked(point=world.point, service=world.service, stop=stop)
    with pytest.raises(AddressMissing):
        booked(world, asked=asked)
    booking = booked(world, asked=asked, person=person(address="Лугове, вул. Миру, 5"))
    assert booking.ends_at - booking.starts_at == dt.timedelta(minutes=45)
    assert "Миру" not in told(booking)[0].body


def test_resources_say_what_they_are(world: World) -> None:
    with pytest.raises(WindowMissing):
        services.add_resource(
            point=world.point, facts=ResourceFacts(kind="mobile_stop", name="х"), actor=world.head, at=AT
        )  # fmt: skip
    with pytest.raises(TimesInDisorder):
        services.add_absence(
            user=world.members["officer"].user, starts_at=moment(12), ends_at=moment(11), actor=world.head, at=AT
        )  # fmt: skip
    desk = Resource.objects.filter(point=world.point).order_by("pk")[0]
    services.retire_resource(resource_id=desk.pk, actor=world.head, at=AT)
    with pytest.raises(BookingNotFound):
        services.retire_resource(resource_id=desk.pk, actor=world.head, at=AT)
    booked(world)
    with pytest.raises(SlotTaken):
        booked(world)


def test_only_the_head_arranges(world: World) -> None:
    facts = ResourceFacts(kind=ResourceKind.DESK, name="Вікно 9")
    for other in (world.officer, world.starosta, make.actor("head", of=make.FOREIGN)):
        with pytest.raises(MayNotAct):
            services.add_resource(point=world.point, facts=facts, actor=other, at=AT)
        with pytest.raises(MayNotAct):
            services.set_door(point=world.point, door=Door.NAME, actor=other, at=AT)


def test_reminders_go_once_and_not_to_who_has_just_booked(world: World) -> None:
    later = moment(10, on=TUESDAY + dt.timedelta(days=2))
    booking = booked(world, later)
    assert services.remind(hromada_code=HOME, at=later - dt.timedelta(hours=30)) == 0
    soon = later - dt.timedelta(hours=20)
    booked(world, moment(12, on=later.date()), at=soon - HOUR)
    assert services.remind(hromada_code=HOME, at=soon) == 1
    assert services.remind(hromada_code=HOME, at=soon) == 0
    assert "Нагадуємо" in told(booking)[-1].body


def test_names_are_wiped_after_their_time(world: World) -> None:
    booking = booked(world)
    assert services.wipe(hromada_code=HOME, at=booking.ends_at + dt.timedelta(days=29)) == 0
    assert services.wipe(hromada_code=HOME, at=booking.ends_at + dt.timedelta(days=31)) == 1
    booking.refresh_from_db()
    assert (booking.name, booking.contact, booking.contact_key, booking.address) == ("", "", "", "")
    assert told(booking)[0].recipient == "знищено"
    assert told(booking)[0].body == ""


def test_the_journal_knows_no_people(world: World) -> None:
    booking = held(world)
    services.confirm(booking=booking, code=queries.code_of(booking), actor=world.resident, at=AT)
    entries = JournalEntry.objects.filter(hromada_code=HOME, action__startswith="booking.")
    assert {"booking.held", "booking.confirmed"} <= set(entries.values_list("action", flat=True))
    said = str(list(entries.values_list("facts", flat=True)))
    assert "Марія" not in said
    assert "671112233" not in said


def test_another_hromada_sees_nothing(world: World) -> None:
    booking = booked(world)
    tenancy.bind(make.FOREIGN)
    assert not Booking.objects.filter(pk=booking.pk).exists()
    assert queries.booking_of_number(make.FOREIGN, booking.number) is None
    with pytest.raises(BookingNotFound):
        queries.access_booking(make.FOREIGN, booking.pk)


def test_bookings_of_another_hromada_are_not_counted_without_the_second_lock_either(world: World) -> None:
    foreign = worlds.build(of=make.FOREIGN)
    theirs = booked(foreign)
    own = list(queries.open_of_contact(make.FOREIGN, theirs.contact_key, at=AT))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")  # the policy is taken off until the transaction of the test is rolled back
        cursor.execute("ALTER TABLE appointments_booking NO FORCE ROW LEVEL SECURITY")
    assert Booking.objects.count() == len(own) == 1
    assert not queries.open_of_contact(HOME, theirs.contact_key, at=AT).exists()
    assert not queries.expected_on(HOME, theirs.point_id, TUESDAY).exists()
    assert not queries.waiting_of_point(HOME, [theirs.point_id]).exists()


def test_some_hours_fall_away_and_the_rest_of_the_day_stands(world: World) -> None:
    early, late = booked(world, moment(9)), booked(world, moment(14), person=person(contact="0671112299"))
    stop = stop_of(world)
    met = booked(
        world, asked=Asked(point=world.point, service=world.service, stop=stop), person=person(contact="0671112298")
    )
    call = {"point": world.point, "until": moment(12), "actor": world.officer, "at": moment(8, 30)}
    with pytest.raises(ReasonMissing):
        services.cancel_span(**call, reason="")
    assert services.cancel_span(**call, reason=CentreReason.ALERT, services=[world.service.pk + 1]) == []
    services.hold_span(points=[world.point], until=moment(12), at=moment(8, 30))
    assert [each.pk for each in services.cancel_span(**call, reason=CentreReason.ALERT)] == [early.pk]
    assert services.cancel_span(**call, reason=CentreReason.ALERT) == [], "nobody is told twice"
    for booking, state in ((early, "by_centre"), (late, "booked"), (met, "booked")):
        booking.refresh_from_db()
        assert booking.state == state
    assert "не відбудеться" in told(early)[-1].body


def test_who_was_in_doubt_is_told_that_it_holds(world: World) -> None:
    early, late = booked(world, moment(9)), booked(world, moment(14), person=person(contact="0671112299"))
    services.cancel_span(
        point=world.point, until=moment(12), reason=CentreReason.POWER, actor=world.officer, at=moment(8)
    )
    early.refresh_from_db()
    assert services.tell_in_doubt(bookings=[early, late], actor=world.officer, at=moment(8)) == [late]
    assert "поки в силі" in told(late)[-1].body
    later = {"actor": world.officer, "at": moment(8, 30)}
    assert services.tell_again(doubted=[late], fallen=[early], **later) == ([late], [early])
    early.refresh_from_db()
    assert early.state == BookingState.BOOKED
    assert "знову в силі" in told(early)[-1].body
    assert "Чекаємо на вас" in told(late)[-1].body


def test_a_time_given_to_another_meanwhile_is_not_given_back(world: World) -> None:
    early = booked(world, moment(9))
    services.cancel_span(
        point=world.point, until=moment(12), reason=CentreReason.POWER, actor=world.officer, at=moment(8)
    )
    early.refresh_from_db()
    other = booked(world, moment(14), person=person(contact="0671112299"))
    Booking.objects.filter(pk=other.pk).update(starts_at=early.starts_at, ends_at=early.ends_at)
    call = {"doubted": [], "actor": world.officer}
    assert services.tell_again(fallen=[early], at=moment(8, 30), **call) == ([], [])
    early.refresh_from_db()
    assert early.state == BookingState.CANCELLED_BY_CENTRE
    assert services.tell_again(fallen=[early], at=moment(9, 30), **call) == ([], []), "its hour has passed"
    moved = services.move(booking=early, starts_at=moment(11), actor=world.resident, at=moment(8))
    assert services.tell_again(fallen=[moved], at=moment(8, 30), **call) == ([], []), "chosen by the person"
