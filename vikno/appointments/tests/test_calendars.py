"""Calendars, read back by the library that real clients' makers test against."""

import datetime as dt

import pytest
from django.test import Client
from icalendar import Calendar

from vikno.appointments import ical, queries, services
from vikno.appointments.errors import BookingNotFound
from vikno.appointments.models import Booking
from vikno.appointments.tests.world import AT, HOME, World, booked, moment
from vikno.catalogue.models import PublicService
from vikno.common import tenancy


def read(body: bytes) -> Calendar:
    return Calendar.from_ical(body)


def event_of(body: bytes) -> object:
    (event,) = read(body).events
    return event


def fresh(booking: Booking) -> Booking:
    found = queries.booking_of_number(HOME, booking.number)
    assert found is not None
    return found


def test_an_event_says_when_and_where_by_the_clock_of_kyiv(world: World) -> None:
    body = ical.file_of(fresh(booked(world)))
    calendar = read(body)
    (event,) = calendar.events
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert (event.start, event.end) == (moment(10), moment(10, 20))
    assert event["dtstart"].params["TZID"] == "Europe/Kyiv"
    assert [zone.tz_name for zone in calendar.timezones] == ["Europe/Kyiv"]
    assert event["summary"] == world.service.name
    assert b"\xd0\x9c\xd0\xb0\xd1\x80\xd1\x96\xd1\x8f" not in body  # no name
    assert "671112233" not in body.decode()


@pytest.mark.parametrize(
    ("day", "offset"), [(dt.date(2026, 10, 23), 3), (dt.date(2026, 10, 26), 2), (dt.date(2027, 3, 29), 3)]
)
def test_the_zone_in_the_file_agrees_with_changes_of_clocks(world: World, day: dt.date, offset: int) -> None:
    booking = fresh(booked(world))
    booking.starts_at, booking.ends_at = moment(10, on=day), moment(10, 20, on=day)
    calendar = read(ical.file_of(booking))
    zone = calendar.timezones[0].to_tz(lookup_tzid=False)
    local = dt.datetime(day.year, day.month, day.day, 10, tzinfo=zone)
    assert local.utcoffset() == dt.timedelta(hours=offset)
    assert local.timestamp() == moment(10, on=day).timestamp()


def test_a_change_keeps_the_uid_and_raises_the_sequence(world: World) -> None:
    booking = booked(world)
    first = event_of(ical.file_of(fresh(booking)))
    services.move(booking=booking, starts_at=moment(15), actor=world.resident, at=AT)
    second = event_of(ical.file_of(fresh(booking)))
    services.cancel_by_person(booking=booking, actor=world.resident, at=AT)
    body = ical.file_of(fresh(booking))
    third = event_of(body)
    assert first["uid"] == second["uid"] == third["uid"]
    assert int(first["sequence"]) < int(second["sequence"]) < int(third["sequence"])
    assert (second["status"], third["status"], read(body)["method"]) == ("TENTATIVE", "CANCELLED", "CANCEL")


def test_lines_are_folded_at_75_octets_and_signs_escaped(world: World) -> None:
    name = "Дуже довга назва, з комою; крапкою з комою\\ і рискою " + "щ" * 80
    PublicService.objects.filter(pk=world.service.pk).update(name=name)
    body = ical.file_of(fresh(booked(world)))
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert rb"\," in body.replace(b"\r\n ", b"")
    assert rb"\;" in body.replace(b"\r\n ", b"")
    assert event_of(body)["summary"] == name


def test_a_feed_of_a_desk_shows_its_bookings_and_no_people(world: World) -> None:
    first, second = booked(world), booked(world)
    services.cancel_by_person(booking=second, actor=world.resident, at=AT)
    feed = services.open_feed(point=world.point, resource=None, actor=world.officer, at=AT)
    one = services.open_feed(point=world.point, resource=first.resource, actor=world.officer, at=AT)
    address = f"/book/calendar/{feed.number}.ics"
    tenancy.bind("")
    client = Client()
    answer = client.get(address, {"k": queries.link_of(feed)})
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    statuses = {event["summary"][-11:]: str(event["status"]) for event in read(answer.content).events}
    assert statuses == {first.number_shown: "TENTATIVE", second.number_shown: "CANCELLED"}
    assert "Марія" not in answer.content.decode()
    only = client.get(f"/book/calendar/{one.number}.ics", {"k": queries.link_of(one)})
    assert len(read(only.content).events) == 1
    for wrong in ("", "0" * 32, queries.link_of(one)):
        assert client.get(address, {"k": wrong}).status_code == 404
    tenancy.bind(HOME)
    with pytest.raises(BookingNotFound):
        services.end_feed(feed_id=feed.pk, actor=world.second, at=AT)
    services.end_feed(feed_id=feed.pk, actor=world.officer, at=AT)
    tenancy.bind("")
    assert client.get(address, {"k": queries.link_of(feed)}).status_code == 404


def test_an_empty_feed_is_a_calendar_too(world: World) -> None:
    assert read(ical.feed_of([], name="Вікно")).events == []
