"""Pools of a draft and sessions that have not begun are written anew; who is registered hears of another hour."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests import for_events as given
from vikno.accounts.enums import Role
from vikno.common.clock import KYIV, now
from vikno.events import errors, services
from vikno.events.models import Chosen, Session
from vikno.events.tests.test_letters import CONTACT, written
from vikno.events.tests.test_pages import browse, page, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]
HOUR = timedelta(hours=1)


def as_it_is(one: Session) -> services.SessionFacts:
    names = ("title", "begins_at", "ends_at", "room", "materials_url", "seats")
    speakers = [(who.name, who.post, "") for who in one.speakers.all()]
    return services.SessionFacts(**{name: getattr(one, name) for name in names}, speakers=speakers)


def change(one: Session, **facts: Any) -> Session:
    said = replace(as_it_is(one), **facts)
    return services.change_session(session=one, facts=said, actor=given.actor(Role.PROGRAMME), at=now())


def test_a_session_of_a_draft_is_written_anew_and_speakers_keep_their_hromada() -> None:
    one = given.session()
    unit = one.speakers.get().unit_id
    changed = change(one, title="Інша назва", room="Зала 9", seats=5)
    assert (changed.title, changed.room, changed.seats) == ("Інша назва", "Зала 9", 5)
    assert one.speakers.get().unit_id == unit
    one.event.refresh_from_db()
    assert one.event.edition == 0, "nobody is told of a draft"


def test_another_hour_or_room_is_told_and_another_title_is_not() -> None:
    event = given.event()
    given.register(event, contact=CONTACT)
    written()
    one = event.sessions.get()
    change(one, title="Інша назва")
    assert written() == []
    one.refresh_from_db()
    change(one, room="Зала 9")
    assert written() == [("changed", CONTACT)]
    one.refresh_from_db()
    change(one, begins_at=one.begins_at + HOUR, ends_at=one.ends_at + HOUR)
    assert written() == [("changed", CONTACT)]


def test_a_session_stays_inside_in_a_free_room_with_the_seats_that_were_chosen() -> None:
    person = given.attendee()
    event = person.delegation.event
    one = event.sessions.get()
    given.session(on=event, room="Зала 2", title="Друга")
    with pytest.raises(errors.RoomBusy):
        change(one, room="Зала 2")
    with pytest.raises(errors.TimesWrong):
        change(one, ends_at=event.ends_at + HOUR)
    another = given.register(event, of=given.OTHERS[0]).people.get()
    with given.bound(given.OTHERS[0]):
        Chosen.objects.create(**another.sides, participant=another, session=one, at=now())
    one.refresh_from_db()
    with pytest.raises(errors.TooFewSeats):
        change(one, seats=1)
    assert change(one, seats=2).free == 0
    with pytest.raises(errors.SessionBegun):
        services.change_session(session=one, facts=as_it_is(one), actor=given.actor(Role.PROGRAMME), at=one.begins_at)


def test_seats_change_until_registration_opens() -> None:
    event = given.draft(capacity=12)
    pool = given.pool(event)
    call = {"pool": pool, "codes": [], "basis": "Рішення", "actor": given.actor(Role.PROGRAMME), "at": now()}
    with pytest.raises(errors.TooManySeats):
        services.change_pool(capacity=13, **call)
    assert services.change_pool(capacity=12, **call).capacity == 12
    services.open_event(event=event, actor=given.actor(Role.PROGRAMME), at=now())
    with pytest.raises(errors.MoveNotAllowed):
        services.change_pool(capacity=11, **call)


def test_the_pages_show_what_is_kept_and_lead_back() -> None:
    one = given.session()
    pool = given.pool(one.event)
    boss = browse(Role.PROGRAMME)
    overview = page(boss, f"/learning/work/{one.event_id}/")
    for address in (f"/learning/work/sessions/{one.pk}/", f"/learning/work/pools/{pool.pk}/"):
        assert address in overview
    shown = page(boss, f"/learning/work/sessions/{one.pk}/")
    assert "Вигадана Оксана; керівниця ЦНАП" in shown
    said = {
        "title": "Нова назва", "room": "Зала 7", "begins_at": f"{one.begins_at.astimezone(KYIV):%d.%m.%Y %H:%M}",
        "ends_at": f"{one.ends_at.astimezone(KYIV):%d.%m.%Y %H:%M}",
    }  # fmt: skip
    changed = send(boss, f"/learning/work/sessions/{one.pk}/", said)
    assert "Сесію змінено" in changed
    assert "Зала 7" in changed
    seats = {"capacity": "4", "codes": "", "basis": ""}
    assert "Місця змінено" in send(boss, f"/learning/work/pools/{pool.pk}/", seats)
