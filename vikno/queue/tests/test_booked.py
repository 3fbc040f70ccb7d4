"""A booked person becomes a ticket by one press; pressed by mistake, both are as before."""

import datetime as dt
import html
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests import visitors
from vikno.appointments import services as bookings
from vikno.appointments.enums import BookingState
from vikno.appointments.models import Booking
from vikno.audit.models import JournalEntry
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.queue import errors, queries, services
from vikno.queue.enums import BookedState, IssuedBy, Purpose, State
from vikno.queue.models import GroupQueue, QueueService, Ticket
from vikno.queue.tests import world as worlds
from vikno.queue.tests.conftest import Browse
from vikno.queue.tests.test_kiosk import made_kiosk
from vikno.queue.tests.world import AT, World, after, called, sat

MORNING = AT - dt.timedelta(minutes=20)  # 9:40 in Kyiv; bookings of `visitors` are for ten


@pytest.fixture(autouse=True)
def _morning() -> Any:
    with time_machine.travel(MORNING, tick=False) as clock_of_test:
        yield clock_of_test


@pytest.fixture
def booking(world: World) -> Booking:
    bookings.set_door(point=world.point, door="name", actor=world.head, at=MORNING)
    return visitors.booking(world.point, make.service())


def receive(world: World, booking: Booking, *, at: dt.datetime = MORNING, **given: Any) -> Ticket:
    facts = {"point": world.point, "issued_by": IssuedBy.RECEPTION, "actor": world.officer, **given}
    return services.receive_booked(booking=booking, at=at, **facts)


def state_of(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk, hromada_id=worlds.HOME).state


def text_of(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_one_press_makes_a_ticket_of_the_time_and_marks_the_booking(world: World, booking: Booking) -> None:
    ticket = receive(world, booking)
    assert (ticket.purpose, ticket.booked_for, ticket.is_late) == (Purpose.BOOKED, booking.starts_at, False)
    assert ticket.waits_since == booking.starts_at
    assert state_of(booking) == BookingState.ATTENDED
    assert receive(world, booking, at=after(1)) == ticket
    assert booking.events.filter(state="attended").count() == 1
    assert Ticket.objects.count() == 1


def test_who_is_late_stands_in_the_live_queue(world: World, booking: Booking) -> None:
    ticket = receive(world, booking, at=after(6))
    assert ticket.is_late
    assert ticket.waits_since == after(6)


def test_the_queue_is_that_of_the_group_of_the_service(world: World, booking: Booking) -> None:
    def direct(queue: QueueService, groups: list[Any], *, actor: Actor = world.head) -> None:
        services.direct_to_queue(service=queue, groups=groups, purposes=[], actor=actor, at=MORNING)

    direct(world.surge, [booking.service.group])
    assert receive(world, booking).service == world.surge
    direct(world.ordinary, [booking.service.group])
    assert GroupQueue.objects.get().service == world.ordinary
    direct(world.ordinary, [])
    assert queries.queue_of_group(world.point, booking.service.group_id) == world.ordinary
    with pytest.raises(errors.NotHead):
        direct(world.surge, [], actor=world.officer)


def test_pressed_by_mistake_both_are_as_before(world: World, booking: Booking) -> None:
    ticket = receive(world, booking)
    services.undo_booked(ticket=ticket, actor=world.officer, at=after(0))
    assert not Ticket.objects.exists()
    assert state_of(booking) == BookingState.BOOKED
    again = receive(world, booking, at=after(1))
    assert again.number == 2
    assert again.token == ticket.token
    sat(world, at=after(1))
    called(world, at=after(1))
    with pytest.raises(errors.MoveNotAllowed):
        services.undo_booked(ticket=again, actor=world.officer, at=after(2))
    plain = worlds.ticket(world, at=after(2))
    with pytest.raises(errors.NotFromBooking):
        services.undo_booked(ticket=plain, actor=world.officer, at=after(2))


def test_a_colleague_of_another_point_receives_nobody_here(world: World, booking: Booking) -> None:
    with pytest.raises(errors.NotYourPoint):
        receive(world, booking, actor=world.starosta)
    with pytest.raises(errors.BookingElsewhere):
        receive(world, booking, point=world.village, actor=world.head)
    with pytest.raises(errors.BookingElsewhere):
        receive(world, booking, at=after(24 * 60))
    assert state_of(booking) == BookingState.BOOKED


def test_reception_finds_by_number_name_and_time_and_sees_where_each_is(
    world: World, booking: Booking, browse: Browse
) -> None:
    officer = browse(world.officer)
    assert 'href="/queue/booked/" data-key="4"' in officer.get("/queue/reception/").content.decode()
    for said in (booking.number_shown, booking.number[:4], "незабудько", "10:00", "10.0"):
        page = officer.get("/queue/booked/", {"q": said})
        assert "Незабудько" in text_of(page), said
    assert 'data-key="1"' in page.content.decode()
    assert "очікуємо" in text_of(page)
    assert "Такого запису на сьогодні немає" in text_of(officer.get("/queue/booked/", {"q": "Інший"}))
    shown = JournalEntry.objects.filter(action="bookings.shown").last()
    assert shown is not None
    assert "Незабудько" not in str(shown.facts)
    answer = officer.post(f"/queue/booked/{booking.pk}/arrival/", follow=True)
    assert "З-001" in text_of(answer)
    assert booking.number_shown in text_of(answer)
    assert "тут, чекає" in text_of(officer.get("/queue/booked/"))
    ticket = Ticket.objects.get()
    officer.post(f"/queue/tickets/{ticket.token}/booking/undo/")
    assert "очікуємо" in text_of(officer.get("/queue/booked/"))


def test_the_page_of_the_booking_shows_the_ticket(world: World, booking: Booking, browse: Browse) -> None:
    officer, panel = browse(world.officer), reverse("queue:booked_panel", args=[booking.pk])
    assert f'hx-get="{panel}"' in officer.get(reverse("appointments:booking", args=[booking.pk])).content.decode()
    assert "Прийшла людина" in text_of(officer.get(panel))
    receive(world, booking)
    assert "З-001" in text_of(officer.get(panel))
    assert browse(world.starosta).get(panel).status_code == 404


def test_where_everybody_is(world: World, booking: Booking) -> None:
    def state(at: dt.datetime) -> BookedState:
        return queries.booked_today(world.point, at=at)[0].state

    assert state(after(4)) == BookedState.EXPECTED
    assert state(after(5)) == BookedState.EXPECTED  # the allowed minutes to the last one
    assert state(after(6)) == BookedState.LATE
    ticket = receive(world, booking, at=after(6))
    assert state(after(6)) == BookedState.HERE
    sat(world, at=after(6))
    called(world, at=after(7))
    assert state(after(7)) == BookedState.SERVING
    services.finish_ticket(ticket=ticket, actor=world.officer, at=after(9))
    assert state(after(9)) == BookedState.SERVED


def test_a_point_with_bookings_on_paper_types_the_hour(world: World, browse: Browse) -> None:
    assert 'href="?purpose=booked" data-key="4"' in browse(world.officer).get("/queue/reception/").content.decode()


def test_who_never_came_is_marked_when_the_day_ends(world: World, booking: Booking) -> None:
    missed, by_hand, on_paper = (visitors.booking(world.point, booking.service) for _ in range(3))
    Booking.objects.filter(pk=on_paper.pk).update(
        starts_at=booking.starts_at + dt.timedelta(hours=1), ends_at=booking.ends_at + dt.timedelta(hours=1)
    )
    bookings.mark(booking=by_hand, state=BookingState.NO_SHOW, actor=world.officer, at=after(30))
    evening = after(600)
    services.close_past_days(hromada_code=worlds.HOME, at=after(24 * 60))
    assert state_of(missed) == BookingState.BOOKED  # nobody was received by the list: who came is not known
    receive(world, booking)
    worlds.ticket(world, at=after(60), purpose=Purpose.BOOKED, booked_for=booking.starts_at + dt.timedelta(hours=1))
    services.close_day(point=world.point, day=AT.date(), actor=world.officer, at=evening)
    assert (state_of(missed), state_of(by_hand)) == (BookingState.NO_SHOW, BookingState.NO_SHOW)
    assert state_of(on_paper) == BookingState.BOOKED
    services.close_past_days(hromada_code=worlds.HOME, at=after(24 * 60))
    assert [missed.events.count(), by_hand.events.count()] == [1, 1]
    assert state_of(booking) == BookingState.ATTENDED


def at_kiosk(device: Client, world: World, **said: str) -> Any:
    return device.post(reverse("queue_public:kiosk_booked", args=[world.point.pk]), said)


def test_a_booked_person_types_the_number_at_the_kiosk(world: World, booking: Booking, browse: Browse) -> None:
    device = made_kiosk(world, browse)
    assert "Я записаний на час" in device.get(reverse("queue_public:kiosk", args=[world.point.pk])).content.decode()
    typed = ""
    for digit in booking.number[:4]:
        page = at_kiosk(device, world, number=typed, digit=digit).content.decode()
        found = re.search(r'name="number" value="([^"]*)"', page)
        assert found is not None
        typed = found[1]
    assert typed == f"{booking.number[:3]}-{booking.number[3]}"
    assert f'value="{booking.number[:3]}"' in at_kiosk(device, world, number=typed, erase="1").content.decode()
    answer = at_kiosk(device, world, number=booking.number_shown, go="1")
    shown = device.get(answer.headers["Location"]).content.decode()
    assert "З-001" in shown
    assert "10:00" in shown
    ticket = Ticket.objects.get()
    assert (ticket.issued_by, ticket.state) == (IssuedBy.KIOSK, State.WAITING)
    assert "уже видано" in text_of(at_kiosk(device, world, number=booking.number, go="1"))


def test_a_wrong_number_tells_nothing_and_tries_are_counted(world: World, booking: Booking, browse: Browse) -> None:
    device = made_kiosk(world, browse)
    elsewhere = visitors.booking(world.village, booking.service)
    cancelled = visitors.booking(world.point, booking.service)
    Booking.objects.filter(pk=cancelled.pk).update(state=BookingState.CANCELLED_BY_PERSON)
    wrong = str((int(booking.number[0]) + 1) % 10) + booking.number[1:]
    for number in (wrong, "", elsewhere.number, cancelled.number):
        page = text_of(at_kiosk(device, world, number=number, go="1"))
        assert "Запису з таким номером на сьогодні тут немає" in page
        assert "Незабудько" not in page
    for _ in range(30):
        page = text_of(at_kiosk(device, world, number=wrong, go="1"))
    assert "Забагато спроб. Підійдіть до працівника" in page
    assert "Забагато спроб" in text_of(at_kiosk(device, world, number=booking.number, go="1"))
    assert not Ticket.objects.exists()
    assert Client().post(reverse("queue_public:kiosk_booked", args=[world.point.pk]), {"go": "1"}).status_code == 403


def test_a_queue_says_which_bookings_it_takes(world: World, booking: Booking, browse: Browse) -> None:
    make.posting(make.User.objects.get(pk=world.head.user_id), world.point)
    head, address = browse(world.head), reverse("queue:service", args=[world.surge.pk])
    assert booking.service.group.name in text_of(head.get(address))
    sent = {"name": "Відстрочка", "is_surge": "on", "one_in": "3", "is_open": "on", "groups": booking.service.group_id,
            "purposes": ["collect", "consult"]}  # fmt: skip
    assert head.post(address, sent).status_code == 302
    assert queries.groups_of_queue(world.surge) == [booking.service.group_id]
    assert queries.queue_of_purpose(world.point, "collect") == world.surge
    assert queries.queue_of_purpose(world.point, "submit") == world.ordinary


def test_the_list_costs_the_same_for_one_and_for_three(
    world: World, booking: Booking, django_assert_num_queries: Any
) -> None:
    for more in range(2):
        with django_assert_num_queries(3):
            assert len(queries.booked_today(world.point, at=clock.now())) == 1 + 2 * more
        for _ in range(2):
            visitors.booking(world.point, booking.service)
