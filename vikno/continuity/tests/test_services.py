"""One action: state, queue, bookings, words; the way back; nothing lost, nobody told twice."""

import datetime as dt
from uuid import uuid4

import pytest

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.appointments import services as appointments
from vikno.appointments.enums import BookingState
from vikno.appointments.errors import SlotTaken
from vikno.appointments.models import Booking
from vikno.appointments.queries import Asked, free_times
from vikno.audit.models import JournalEntry
from vikno.catalogue.models import PublicService
from vikno.common import tenancy
from vikno.common.clock import KYIV
from vikno.continuity import queries, services
from vikno.continuity.enums import Cause, Effect, Reach, StepKind, Touch
from vikno.continuity.errors import (
    AlreadyInForce,
    AlreadyOver,
    NoPoints,
    NoSuchInterruption,
    NotYourPoints,
    UntilInPast,
    UntilTooFar,
    WordsMissing,
)
from vikno.continuity.models import Interruption, InterruptionBooking, PointHold
from vikno.continuity.tests.world import AT, MONDAY, World, at
from vikno.network import queries as network
from vikno.network import services as network_services
from vikno.network.enums import Cause as StateCause
from vikno.network.enums import PointState, ProviderState
from vikno.network.models import Point, ProviderAvailability
from vikno.notifications.models import Message
from vikno.queue import queries as queue
from vikno.queue import services as queue_services
from vikno.queue.errors import QueueStopped

MINUTE = dt.timedelta(minutes=1)


def state(point: Point, moment: dt.datetime) -> str:
    found = network.point_state_now([point.pk], moment).get(point.pk)
    return found.state if found else ""


def told(booking: Booking) -> list[str]:
    return [each.body for each in Message.objects.filter(about_id=str(booking.pk)).order_by("pk")]


def kinds(interruption: Interruption) -> list[str]:
    return list(interruption.steps.order_by("pk").values_list("kind", flat=True))


def state_of(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.state


def test_one_action_does_everything(world: World) -> None:
    ticket = world.ticket(at(8, 50))
    inside, after, tomorrow = world.booked(9, 45), world.booked(10, 30), world.booked(10, day=1)
    made = world.interrupted()
    assert (state(world.point, AT + MINUTE), state(world.point, at(8, day=1))) == ("closed", "open")
    assert "орієнтовно до 10:00" in network.point_state_now([world.point.pk], AT)[world.point.pk].notice
    with pytest.raises(QueueStopped):
        queue_services.call_next_ticket(press=uuid4(), actor=world.officer, at=AT + MINUTE)
    assert queue.place_of(ticket, at=AT + MINUTE).stopped is not None
    assert [state_of(each) for each in (inside, after, tomorrow)] == ["by_centre", "booked", "booked"]
    assert "не відбудеться" in told(inside)[-1]
    assert "17 листопада" in told(inside)[-1], "today is closed: tomorrow is offered"
    assert "поки в силі" in told(after)[-1]
    assert len(told(tomorrow)) == 1
    counts = dict(made.steps.filter(count__isnull=False).values_list("kind", "count"))
    assert counts == {StepKind.QUEUE_STOPPED: 1, StepKind.FELL_AWAY: 1, StepKind.IN_DOUBT: 1}
    entry = JournalEntry.objects.get(action="interruption.began")
    assert (entry.actor_id, entry.facts["fell_away"]) == (world.officer.user_id, 1)


def test_the_same_way_back(world: World) -> None:
    ticket = world.ticket(at(8, 50))
    inside, after = world.booked(9, 45), world.booked(10, 30)
    made = world.interrupted()
    services.end_interruption(interruption=made, actor=world.second, at=at(9, 20))
    assert state(world.point, at(9, 21)) == "open"
    call = queue_services.call_next_ticket(press=uuid4(), actor=world.officer, at=at(9, 21))
    assert call is not None
    assert call.ticket == ticket
    assert "знову в силі" in told(inside)[-1]
    assert "Чекаємо на вас" in told(after)[-1]
    assert state_of(inside) == BookingState.BOOKED
    assert not PointHold.objects.exists()
    assert StepKind.QUEUE_RESUMED in kinds(made)
    made.refresh_from_db()
    assert (made.ended_at, made.ended_by_name) == (at(9, 20), world.second.name)


def test_who_has_chosen_another_time_keeps_it(world: World) -> None:
    inside = world.booked(9, 45)
    made = world.interrupted()
    appointments.move(booking=inside, starts_at=at(11, day=1), actor=world.resident, at=at(9, 5))
    count = len(told(inside))
    services.end_interruption(interruption=made, actor=world.second, at=at(9, 20))
    inside.refresh_from_db()
    assert (inside.starts_at, len(told(inside))) == (at(11, day=1), count)


def test_nothing_is_lost(world: World) -> None:
    before = [world.booked(hour, minute) for hour in (10, 11, 14) for minute in (0, 30)]
    made = world.interrupted(expected_until=at(11))
    rows = {row.booking_id: row for row in queries.bookings_in_doubt_or_fallen(made)}
    fallen = [one for one in before if state_of(one) == BookingState.CANCELLED_BY_CENTRE]
    kept = [one for one in before if state_of(one) == BookingState.BOOKED]
    assert len(fallen) + len(kept) == len(before)
    assert fallen == [one for one in before if one.starts_at < at(11)]
    for one in fallen:
        assert rows[one.pk].touch == Touch.FELL_AWAY
        assert one.events.latest("pk").reason == "alert"
    assert {pk for pk, row in rows.items() if row.touch == Touch.IN_DOUBT} == {
        one.pk for one in kept if one.starts_at < at(12)
    }


def test_a_second_press_does_nothing_more(world: World) -> None:
    world.booked(9, 45)
    press = uuid4()
    first = world.interrupted(press=press)
    count = Message.objects.count()
    assert world.interrupted(press=press, moment=AT + MINUTE) == first
    assert (Interruption.objects.count(), Message.objects.count()) == (1, count)
    with pytest.raises(AlreadyInForce, match=first.begun_by_name):
        world.interrupted(actor=world.head, moment=AT + MINUTE)


def test_ended_twice_is_said(world: World) -> None:
    made = world.interrupted()
    services.end_interruption(interruption=made, actor=world.head, at=at(9, 30))
    with pytest.raises(AlreadyOver, match="09:30"):
        services.end_interruption(interruption=made, actor=world.officer, at=at(9, 31))
    with pytest.raises(AlreadyOver):
        services.prolong(interruption=made, expected_until=at(12), actor=world.head, at=at(9, 31))


def test_prolonged_tells_those_of_the_new_hours_once(world: World) -> None:
    doubted, later = world.booked(10, 30), world.booked(11, 30)
    made = world.interrupted()
    services.prolong(interruption=made, expected_until=at(11), actor=world.officer, at=at(9, 50))
    assert [state_of(doubted), state_of(later)] == ["by_centre", "booked"]
    assert len(told(doubted)) == 3, "booked, in doubt, fallen away"
    assert len(told(later)) == 2
    services.prolong(interruption=made, expected_until=at(11, 15), actor=world.officer, at=at(10, 50))
    assert len(told(later)) == 2, "they know"
    assert "до 11:15" in network.point_state_now([world.point.pk], at(10, 51))[world.point.pk].notice
    assert queue.place_of(world.ticket(at(10, 52)), at=at(10, 53)).stopped is not None


def test_light_that_is_off_restricts_and_the_queue_goes_on(world: World) -> None:
    world.ticket()
    booking = world.booked(14)
    made = world.interrupted(cause=Cause.POWER, effect=Effect.RESTRICTED, expected_until=None)
    assert state(world.point, AT + MINUTE) == "restricted"
    assert queue_services.call_next_ticket(press=uuid4(), actor=world.officer, at=AT + MINUTE) is not None
    assert state_of(booking) == BookingState.BOOKED
    assert "поки в силі" in told(booking)[-1]
    assert StepKind.QUEUE_STOPPED not in kinds(made)


def test_an_alert_within_a_power_cut_leaves_the_power_cut(world: World) -> None:
    power = world.interrupted(cause=Cause.POWER, effect=Effect.RESTRICTED, expected_until=None)
    alert = world.interrupted(moment=at(9, 10))
    assert state(world.point, at(9, 11)) == "closed"
    services.end_interruption(interruption=alert, actor=world.officer, at=at(9, 40))
    assert state(world.point, at(9, 41)) == "restricted"
    assert queue.pause_in_force(queue.pauses_today(world.point, at=at(9, 41)), at=at(9, 41)) is None
    services.end_interruption(interruption=power, actor=world.officer, at=at(12))
    assert state(world.point, at(12, 1)) == "open"


def test_a_power_cut_that_ends_within_an_alert_leaves_the_alert(world: World) -> None:
    booking = world.booked(14)
    power = world.interrupted(cause=Cause.POWER, effect=Effect.RESTRICTED, expected_until=None)
    alert = world.interrupted(moment=at(9, 10))
    services.end_interruption(interruption=power, actor=world.officer, at=at(9, 20))
    assert state(world.point, at(9, 21)) == "closed"
    assert "Ми знову працюємо" not in told(booking)[-1], "not yet"
    services.end_interruption(interruption=alert, actor=world.officer, at=at(9, 40))
    assert state(world.point, at(9, 41)) == "open"


def test_what_somebody_set_meanwhile_stands(world: World) -> None:
    made = world.interrupted()
    network_services.change_status(
        actor=world.head, at=at(9, 10), point_id=world.point.pk, state=PointState.DESTROYED, reason="обстріл",
        cause=StateCause.HOSTILITIES, notice="Приймаємо в школі.",
    )  # fmt: skip
    services.prolong(interruption=made, expected_until=at(12), actor=world.head, at=at(9, 20))
    services.end_interruption(interruption=made, actor=world.head, at=at(9, 30))
    assert state(world.point, at(9, 31)) == "destroyed"
    assert kinds(made).count(StepKind.STATE_LEFT) == 2


def test_nobody_ends_it_and_the_day_does(world: World) -> None:
    made = world.interrupted()
    morning = at(8, day=1)
    assert (state(world.point, at(23)), state(world.point, morning)) == ("closed", "open")
    assert not made.is_in_force(morning)
    assert queries.in_force(make.OWN, at=morning) == []
    assert queue.pause_in_force(queue.pauses_today(world.point, at=morning), at=morning) is None
    again = world.interrupted(moment=morning, expected_until=at(9, day=1))
    assert state(world.point, morning + MINUTE) == "closed"
    services.end_interruption(interruption=again, actor=world.officer, at=at(8, 30, day=1))
    assert state(world.point, at(8, 31, day=1)) == "open"


def test_another_point_joins(world: World) -> None:
    made = world.interrupted(actor=world.head)
    with pytest.raises(NotYourPoints):
        services.add_point(
            interruption=made, point=world.village, effect=Effect.CLOSED, actor=world.officer, at=at(9, 5)
        )
    for _press in range(2):
        services.add_point(interruption=made, point=world.village, effect=Effect.CLOSED, actor=world.head, at=at(9, 5))
    assert state(world.village, at(9, 6)) == "closed"
    with pytest.raises(NotYourPoints):
        services.end_interruption(interruption=made, actor=world.officer, at=at(9, 10))


def test_a_register_is_down_for_its_services_only(world: World) -> None:
    other = make.service("Реєстрація місця проживання")
    make.offering(world.point, other)
    booking = world.booked(14)
    given = {"cause": Cause.REGISTER, "effect": Effect.RESTRICTED, "expected_until": None, "actor": world.head}
    world.interrupted(**given | {"services": [other], "press": uuid4()}, moment=at(8, 55))
    assert state_of(booking) == BookingState.BOOKED
    services.end_interruption(interruption=Interruption.objects.get(), actor=world.head, at=at(8, 56))
    made = world.interrupted(**given, services=[world.service])
    assert state_of(booking) == BookingState.CANCELLED_BY_CENTRE
    assert "16 листопада" not in told(booking)[-1].partition("Вільний час")[2], "not while it is down"
    now = ProviderAvailability.objects.get(ends_at=None)
    assert (now.service, now.state, now.area_id) == (world.service, ProviderState.STOPPED, make.OWN)
    services.end_interruption(interruption=made, actor=world.head, at=at(12))
    assert not ProviderAvailability.objects.filter(ends_at=None).exists()


def test_nobody_books_a_service_whose_register_is_down(world: World) -> None:
    other = make.service("Реєстрація місця проживання")
    make.offering(world.point, other)

    def times(service: PublicService, moment: dt.datetime = AT) -> list[str]:
        found = free_times(Asked(point=world.point, service=service), at=moment, first=MONDAY, days=1).moments
        return [f"{each.astimezone(KYIV):%H:%M}" for each in found]

    others = times(other)
    made = world.interrupted(
        cause=Cause.REGISTER, effect=Effect.RESTRICTED, services=[world.service], expected_until=at(11)
    )  # fmt: skip
    assert min(times(world.service)) == "11:00"
    with pytest.raises(SlotTaken):
        world.booked(10, 30)
    assert times(other) == others, "what needs no such register is booked as ever"
    services.prolong(interruption=made, expected_until=at(14), actor=world.officer, at=at(9, 5))
    assert min(times(world.service)) == "14:00"
    second = world.interrupted(
        cause=Cause.OTHER, words="Немає бланків", effect=Effect.RESTRICTED, services=[world.service],
        expected_until=at(12), moment=at(9, 6),
    )  # fmt: skip
    services.end_interruption(interruption=made, actor=world.officer, at=at(9, 7))
    assert min(times(world.service, at(9, 7))) == "12:00", "the other one still holds"
    services.end_interruption(interruption=second, actor=world.officer, at=at(9, 8))
    assert min(times(world.service, at(9, 8))) < "11:00"


def test_what_was_told_of_a_service_before_holds_again(world: World) -> None:
    facts = {"area": make.hromada(), "source": "лист", "note": "Лише зранку."}
    network_services.set_availability(
        actor=world.head, at=at(8), service=world.service, state=ProviderState.LIMITED, **facts
    )  # fmt: skip
    made = world.interrupted(cause=Cause.REGISTER, effect=Effect.RESTRICTED, services=[world.service], actor=world.head)
    services.end_interruption(interruption=made, actor=world.head, at=at(9, 30))
    now = ProviderAvailability.objects.get(ends_at=None)
    assert (now.state, now.note) == (ProviderState.LIMITED, "Лише зранку.")


def test_who_has_no_way_to_be_told_is_on_the_list(world: World) -> None:
    by_phone = world.booked(9, 30, channel="phone")
    nobody = world.booked(9, 45, channel="in_person", contact="")
    made = world.interrupted()
    rows = list(queries.calls_of(made))
    assert [(row.booking, row.reach) for row in rows] == [(by_phone, Reach.BY_PHONE), (nobody, Reach.NOBODY)]
    services.record_call(interruption=made, pk=rows[0].pk, actor=world.officer, at=at(9, 5))
    services.record_call(interruption=made, pk=rows[0].pk, actor=world.officer, at=at(9, 6))
    assert Message.objects.get(about_id=str(by_phone.pk)).told_at == at(9, 5)
    assert kinds(made).count(StepKind.CALLED) == 1
    with pytest.raises(NotYourPoints):
        services.record_call(interruption=made, pk=rows[1].pk, actor=world.starosta, at=at(9, 7))


def test_a_preview_says_what_then_happens(world: World) -> None:
    world.ticket(), world.booked(9, 30, channel="phone"), world.booked(9, 45), world.booked(10, 30)
    (seen,) = queries.previews(
        [world.point], effect=Effect.CLOSED, services=[], doubt=60, until=at(10), at=AT
    )  # fmt: skip
    assert (seen.waiting, seen.fall_away, seen.in_doubt, seen.to_call, seen.unreachable) == (1, 2, 1, 1, 0)
    made = world.interrupted()
    touches = InterruptionBooking.objects.filter(interruption=made)
    assert touches.filter(touch=Touch.FELL_AWAY).count() == seen.fall_away
    assert touches.filter(touch=Touch.IN_DOUBT).count() == seen.in_doubt


def test_refusals_say_what_to_do(world: World) -> None:
    with pytest.raises(NoPoints):
        world.interrupted(points=[])
    with pytest.raises(NotYourPoints):
        world.interrupted(points=[world.village])
    with pytest.raises(WordsMissing):
        world.interrupted(cause=Cause.OTHER, words=" ")
    with pytest.raises(UntilInPast):
        world.interrupted(expected_until=at(8))
    with pytest.raises(UntilTooFar):
        world.interrupted(expected_until=at(9, 1, day=14))
    assert not Interruption.objects.exists()


def test_a_stranger_sees_nothing(world: World) -> None:
    made = world.interrupted()
    foreign = make.actor(Role.HEAD, of=make.FOREIGN)
    with pytest.raises(NoSuchInterruption):
        queries.interruption_of(foreign, made.pk)
    with pytest.raises(NotYourPoints):
        services.end_interruption(interruption=made, actor=foreign, at=at(9, 5))
    tenancy.bind(make.FOREIGN)
    assert not Interruption.objects.exists(), "the second lock"
