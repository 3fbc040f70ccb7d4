"""Who goes where: nobody in two rooms at once, no more people than seats, a page to print, a calendar."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils.timezone import localtime
from icalendar import Calendar

from tests import factories as make
from tests import for_events as given
from vikno.accounts.enums import Role
from vikno.common.clock import now
from vikno.events import services
from vikno.events.errors import NoSuchThing, NotYourMove, SessionBegun, SessionFull, SessionsClash, TimetableClosed
from vikno.events.models import Chosen, Event, Participant, Session
from vikno.events.queries.timetable import chosen_by
from vikno.events.tests.test_pages import browse, page, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]
HOUR = timedelta(hours=1)


@pytest.fixture
def conference(sides: None) -> Event:
    """The first hour in two rooms, one of a single seat; then a session for everybody."""
    event = given.event(seats=10)
    given.session(on=event, title="Тісна зала", room="Зала 2", seats=1)
    given.session(on=event, title="Після перерви", begins_at=event.begins_at + HOUR, ends_at=event.begins_at + 2 * HOUR)
    return event


def named(event: Event, *titles: str) -> list[int]:
    return [event.sessions.get(title=one).pk for one in titles]


def choose(person: Participant, *titles: str, of: str = make.OWN, at: datetime | None = None) -> list[Session]:
    sessions = named(person.delegation.event, *titles)
    head = given.actor(Role.HEAD, of=of)
    return services.choose_sessions(person=person, sessions=sessions, actor=head, at=at or now())


def test_sessions_one_after_another_are_chosen_and_changed(conference: Event) -> None:
    person = given.register(conference).people.get()
    chosen = choose(person, "Після перерви", "Тісна зала")
    assert [one.title for one in chosen] == ["Тісна зала", "Після перерви"]
    assert [one.title for one in chosen_by(person)] == ["Тісна зала", "Після перерви"]
    choose(person, "Після перерви")
    taken = dict(conference.sessions.values_list("title", "taken"))
    assert taken == {"Як працює вікно": 0, "Тісна зала": 0, "Після перерви": 1}


def test_titles_of_sessions_stay_words_beside_each_other(conference: Event) -> None:
    conference.sessions.filter(title="Тісна зала").update(title="<b hx-get='/x'>Зала</b>")
    person = given.register(conference).people.get()
    shown = page(browse(Role.HEAD), f"/learning/people/{person.pk}/sessions/")
    assert "&lt;b hx-get=" in shown
    assert "<b hx-get" not in shown


def test_two_at_one_time_are_refused_and_nothing_is_kept(conference: Event) -> None:
    person = given.register(conference).people.get()
    with pytest.raises(SessionsClash) as refused:
        choose(person, "Як працює вікно", "Тісна зала")
    assert "«Тісна зала»" in str(refused.value)
    assert not chosen_by(person)


def test_a_session_takes_as_many_as_it_has_seats(conference: Event) -> None:
    first, second = given.register(conference, 2).people.all()
    choose(first, "Тісна зала")
    with pytest.raises(SessionFull):
        choose(second, "Тісна зала")
    assert choose(first, "Тісна зала")  # who has a seat keeps it
    choose(first)
    assert choose(second, "Тісна зала")


def test_seats_of_a_session_are_counted_over_hromadas(conference: Event) -> None:
    other = given.OTHERS[0]
    theirs = given.register(conference, of=other)
    mine = given.register(conference).people.get()
    with given.bound(other):
        choose(theirs.people.get(), "Тісна зала", of=other)
    with pytest.raises(SessionFull):
        choose(mine, "Тісна зала")


def test_who_cancels_leaves_the_seats_of_sessions(conference: Event) -> None:
    one = given.register(conference)
    choose(one.people.get(), "Тісна зала")
    services.cancel_delegation(delegation=one, words="", actor=given.actor(Role.PROGRAMME), at=now())
    assert conference.sessions.get(title="Тісна зала").taken == 0


def test_only_the_confirmed_choose_and_only_what_is_ahead(conference: Event) -> None:
    person = given.register(conference).people.get()
    with pytest.raises(SessionBegun):
        choose(person, "Тісна зала", at=conference.begins_at)
    assert choose(person, "Після перерви", at=conference.begins_at)
    with pytest.raises(TimetableClosed):
        choose(person, at=conference.ends_at)
    waiting = given.register(given.event(seats=1), size=1, of=given.OTHERS[0])
    full = given.register(waiting.event)
    with pytest.raises(TimetableClosed):
        choose(full.people.get(), "Як працює вікно")


def test_a_strangers_person_and_a_session_of_another_event_are_unknown(conference: Event) -> None:
    person = given.register(conference).people.get()
    make.hromada(make.FOREIGN)
    call: dict[str, Any] = {"person": person, "at": now()}
    with pytest.raises(NoSuchThing):
        services.choose_sessions(sessions=[], actor=given.actor(Role.HEAD, of=make.FOREIGN), **call)
    with pytest.raises(NotYourMove):
        services.choose_sessions(sessions=[], actor=given.actor(Role.PROGRAMME), **call)
    elsewhere = given.session(on=given.event(), room="Зала 3").pk
    with pytest.raises(NoSuchThing):
        services.choose_sessions(sessions=[elsewhere], actor=given.actor(Role.HEAD), **call)


def put(person: Participant, session: int) -> None:
    with transaction.atomic():
        Chosen.objects.create(**person.sides, participant=person, session_id=session, at=now())


def test_the_database_refuses_what_must_never_be(conference: Event) -> None:
    first, second = given.register(conference, 2).people.all()
    usual, tight = named(conference, "Як працює вікно", "Тісна зала")
    put(first, tight)
    with pytest.raises(DatabaseError, match="two rooms at once"):
        put(first, usual)
    with pytest.raises(DatabaseError, match="session_is_not_overfull"):
        put(second, tight)
    with pytest.raises(DatabaseError, match="another event"):
        put(second, given.session(on=given.event(), room="Зала 3").pk)
    with pytest.raises(DatabaseError, match="counted, not written"), transaction.atomic():
        Session.objects.filter(pk=usual).update(taken=5)


def test_the_pages_show_what_is_at_once_and_print(conference: Event) -> None:
    one = given.register(conference)
    person, head = one.people.get(), browse(Role.HEAD)
    address = f"/learning/people/{person.pk}/"
    assert address in page(head, f"/learning/delegations/{one.pk}/")
    assert "Сесій не обрано" in page(head, address)
    shown = page(head, f"{address}sessions/")
    assert "Вільно 1 з 1" in shown
    assert "У той самий час: Тісна зала" in shown
    usual, tight, after = named(conference, "Як працює вікно", "Тісна зала", "Після перерви")
    refused = send(head, f"{address}sessions/", {f"session_{usual}": "on", f"session_{tight}": "on"})
    assert "Залиште одну" in refused
    kept = send(head, f"{address}sessions/", {f"session_{tight}": "on", f"session_{after}": "on"})
    assert "Розклад збережено" in kept
    assert "Зала 2" in kept
    boss = browse(Role.PROGRAMME)
    assert "Тісна зала" in page(boss, address)
    assert "Обрали: 1 / 1" in page(boss, f"/learning/work/{conference.pk}/")
    assert browse(Role.HEAD, make.FOREIGN).get(address).status_code == 404


def test_the_calendar_of_a_person_is_read_back(conference: Event) -> None:
    person = given.register(conference).people.get()
    choose(person, "Після перерви")
    answer = browse(Role.HEAD).get(f"/learning/people/{person.pk}/calendar.ics")
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    (session,) = chosen_by(person)
    assert entry["uid"] == f"session-{session.pk}@learning.vikno"
    assert entry.decoded("dtstart") == localtime(session.begins_at).replace(microsecond=0)
    assert entry["dtstart"].params["TZID"] == "Europe/Kyiv"
    assert answer["Cache-Control"] == "no-store"
    assert person.name not in answer.content.decode()
