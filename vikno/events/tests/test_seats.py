"""A person's own link: what it opens, what a wrong one tells, and a seat that is given up."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.db import DatabaseError, transaction
from django.test import Client
from icalendar import Calendar

from tests import factories as make
from tests import for_events as given
from tests.for_events import DAY, HOUR, OTHERS
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.events import errors, services
from vikno.events.enums import Move, Post, State
from vikno.events.links import token_of
from vikno.events.models import Delegation, Event, Participant
from vikno.events.queries import people_of
from vikno.events.queries.timetable import chosen_by
from vikno.events.tests.test_letters import CONTACT, last, written
from vikno.events.tests.test_pages import browse, page, send
from vikno.notifications import hidden
from vikno.notifications.tests.test_secrets import is_in_the_database

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]


def link(person: Participant) -> str:
    return f"/learning/mine/{token_of(person)}/"


def leave(person: Participant, at: Any = None) -> None:
    services.give_up_seat_by_link(token=token_of(person), at=at or now())


def two(event: Event | None = None, **facts: Any) -> tuple[Participant, Participant]:
    first, second = given.register(event or given.event(), 2, contact=CONTACT, **facts).people.order_by("pk")
    return first, second


def test_the_confirmation_carries_a_sealed_link_that_opens_the_seat_without_signing_in(client: Client) -> None:
    person = given.register(given.event(), contact=CONTACT, email="olena@example.org").people.get()
    assert written() == [("confirmed", CONTACT), ("confirmed", "olena@example.org")]
    letter = last()
    assert "[посилання]" in letter.body
    assert is_in_the_database(token_of(person)) == [], "no copy of tables opens a seat"
    whole = hidden.whole(letter)
    assert whole is not None
    (address,) = re.findall(r"https?://[^/\s]+(/learning/mine/\S+)", whole)
    assert address == link(person)
    assert person.name not in f"{letter.subject} {whole}"
    tenancy.bind("")
    tenancy.bind_programme(None)
    shown = page(client, address)
    for there in (person.name, "Як працює вікно", "Вигадана Оксана", "zoom.example", "Не приїду"):
        assert there in shown
    assert client.get(address)["Cache-Control"].count("no-store")


def test_a_wrong_link_is_an_unknown_address_and_tells_nothing(client: Client) -> None:
    person = given.seat()
    with given.bound(OTHERS[0]):
        other = given.register(given.event(), of=OTHERS[0]).people.get()
    whole = token_of(person)
    bare, _dot, mark = whole.rpartition(".")
    foreign = f"{other.pk}-{other.hromada_id}"
    for wrong in (
        bare, f"{bare}.", f"{bare}.{mark[:-1]}", f"{foreign}.{mark}", f"{person.pk}-{make.FOREIGN}.{mark}", "no",
        "1-2.3", Signer(salt="another", sep=".").sign(bare),
        Signer(salt="events.seat", sep=".").sign(f"{person.pk}-{OTHERS[3]}"),
    ):  # fmt: skip
        for tail in ("", "sessions/", "calendar.ics", "leave/"):
            answer = client.get(f"/learning/mine/{wrong}/{tail}")
            assert answer.status_code == 404, (wrong, tail)
            for secret in (person.name, other.name, person.delegation.event.title):
                assert secret not in answer.content.decode()
        assert client.post(f"/learning/mine/{wrong}/leave/").status_code == 404
    with pytest.raises(errors.NoSuchThing):
        services.give_up_seat_by_link(token=bare, at=now())
    with pytest.raises(errors.NoSuchThing):
        services.choose_sessions_by_link(token="no", sessions=[], at=now())
    late = person.delegation.event.ends_at + 91 * DAY
    with pytest.raises(errors.NoSuchThing):
        leave(person, late)


def test_the_person_chooses_sessions_prints_and_takes_the_calendar(client: Client) -> None:
    person = given.seat()
    one = person.delegation.event.sessions.get()
    beside = given.session(
        on=person.delegation.event, title="Після", room="2", begins_at=one.ends_at, ends_at=one.ends_at + HOUR
    )
    shown = send(client, f"{link(person)}sessions/", {f"session_{beside.pk}": "on"})
    assert "Розклад збережено" in shown
    assert [each.title for each in chosen_by(person)] == ["Після"]
    (entry,) = Calendar.from_ical(client.get(f"{link(person)}calendar.ics").content).walk("VEVENT")
    assert entry["uid"] == f"session-{beside.pk}@learning.vikno"
    opened = re.findall(r'name="edition" value="([^"]+)"', page(client, f"{link(person)}sessions/"))[0]
    with given.bound():
        services.choose_sessions(person=person, sessions=[one.pk], actor=given.actor(Role.HEAD), at=now())
    clash = send(client, f"{link(person)}sessions/", {"edition": opened})
    assert "змінив хтось інший" in clash, "staff of the hromada chose meanwhile"
    with given.bound():
        assert JournalEntry.objects.filter(action="timetable.chosen", actor_role="participant").exists()


def test_one_of_two_gives_the_seat_up_and_it_goes_on_the_same_moment(client: Client) -> None:
    event = given.event(seats=2)
    first, second = two(event, email="p@example.org")
    waiting = given.register(event, of=OTHERS[0])
    services.choose_sessions_by_link(token=token_of(first), sessions=[event.sessions.get().pk], at=now())
    assert "Місце дістанеться тому, хто чекає" in page(client, f"{link(first)}leave/")
    shown = send(client, f"{link(first)}leave/")
    assert "Місця за вами вже немає" in shown
    assert "zoom.example" not in shown
    mine = Delegation.objects.get(pk=first.delegation_id)
    waiting.refresh_from_db()
    assert (mine.state, mine.size, waiting.state) == (State.CONFIRMED, 1, State.OFFERED)
    assert event.pools.get().taken == 2
    assert event.sessions.get().taken == 0
    assert list(people_of(event, actor=given.actor(Role.PROGRAMME))) == [second]
    written()
    step = mine.steps.order_by("-pk")[0]
    assert (step.move, step.person, step.by_role, step.by_name) == (Move.LEAVE, first, "participant", "")
    for tail in ("sessions/", "calendar.ics", "leave/"):
        assert client.get(f"{link(first)}{tail}").status_code == 404
    assert "неможливий" in send(client, f"{link(first)}leave/")
    assert "Як працює вікно" in page(client, link(second)), "the other one still comes"


def test_the_contact_hears_of_who_left_by_the_link_and_not_of_what_staff_did() -> None:
    first, second = two()
    third = given.register(given.event(), 2, of=OTHERS[0]).people.order_by("pk")[0]
    written()
    leave(first)
    with given.bound(OTHERS[0]):
        services.give_up_seat(person=third, actor=given.actor(Role.HEAD, of=OTHERS[0]), at=now())
    assert written() == [("left", "")]
    letter = last()
    assert letter.recipient == CONTACT
    assert f"/learning/delegations/{first.delegation_id}/" in letter.body
    assert first.name not in letter.body
    assert second.state == State.CONFIRMED


def test_who_comes_alone_takes_the_delegation_away() -> None:
    person = given.register(given.event(), contact=CONTACT).people.get()
    written()
    leave(person)
    mine = Delegation.objects.get(pk=person.delegation_id)
    assert (mine.state, mine.size) == (State.CANCELLED, 1)
    assert mine.event.pools.get().taken == 0
    assert written() == [("left", "")]
    with pytest.raises(errors.MoveNotAllowed):
        leave(person)


def test_the_rules_are_those_of_the_staff() -> None:
    first, second = two()
    event, head = first.delegation.event, given.actor(Role.HEAD)
    for act in (leave, lambda who, at: services.give_up_seat(person=who, actor=head, at=at)):
        with pytest.raises(errors.NotOpen):
            act(first, event.begins_at)
    make.hromada(make.FOREIGN)
    with pytest.raises(errors.NoSuchThing):
        services.give_up_seat(person=first, actor=given.actor(Role.HEAD, of=make.FOREIGN), at=now())
    with pytest.raises(errors.NotYourMove):
        services.give_up_seat(person=first, actor=given.actor(Role.PROGRAMME), at=now())
    waiting = given.register(given.event(seats=1), of=OTHERS[0]).event
    held = given.register(waiting).people.get()
    with pytest.raises(errors.MoveNotAllowed):
        leave(held)
    services.give_up_seat(person=second, actor=head, at=event.begins_at - timedelta(seconds=1))
    second.refresh_from_db()
    assert second.state == State.CANCELLED


def test_who_gave_the_seat_up_is_let_in_by_no_code_and_counted_nowhere() -> None:
    first, second = two(post=Post.HEAD)
    event, boss = first.delegation.event, given.actor(Role.PROGRAMME)
    leave(first)
    scans = given.scans([first.delegation], event.begins_at)
    told = services.check_in(event=event, scans=scans, actor=boss, at=event.ends_at + HOUR)
    assert (told.came, told.unknown) == (1, (first.code,))
    services.close_attendance(event=event, actor=boss, at=event.ends_at + HOUR)
    assert services.issue_certificates(event=event, actor=boss, at=event.ends_at + HOUR) == 1
    states = dict(Participant.objects.values_list("pk", "state"))
    assert states == {first.pk: State.CANCELLED, second.pk: State.ATTENDED}


def test_the_database_refuses_what_must_never_be() -> None:
    first, second = two()
    waits = given.register(given.event(seats=1), of=OTHERS[0]).event
    line = given.register(waits).people.get()
    people = Participant.objects

    def refused(match: str) -> Any:
        return pytest.raises(DatabaseError, match=match)

    with refused("not confirmed is not given up"), transaction.atomic():
        people.filter(pk=line.pk).update(state=State.CANCELLED)
    with refused("a delegation is whole"), transaction.atomic():
        Delegation.objects.filter(pk=first.delegation_id).update(size=1)
    people.filter(pk=first.pk).update(state=State.CANCELLED)
    assert Delegation.objects.get(pk=first.delegation_id).size == 1
    with refused("never comes back"), transaction.atomic():
        people.filter(pk=first.pk).update(state=State.CONFIRMED)
    with refused("delegation_is_somebody"), transaction.atomic():
        people.filter(pk=second.pk).update(state=State.CANCELLED)
    people.filter(pk=second.pk).update(state=State.ATTENDED)
    with refused("who came"), transaction.atomic():
        people.filter(pk=second.pk).update(state=State.CANCELLED)


def test_staff_hand_the_page_over_and_organisers_do_not_see_it() -> None:
    first, second = two()
    at = f"/learning/delegations/{first.delegation_id}/"
    head, boss = browse(Role.HEAD), browse(Role.PROGRAMME)
    assert link(first) in page(head, at)
    assert "/learning/mine/" not in page(boss, at)
    assert "не приїде" in send(head, f"/learning/people/{first.pk}/leave/")
    shown = page(head, at)
    assert link(first) not in shown
    assert f"/learning/people/{second.pk}/leave/" not in shown, "the last one cancels the whole"
