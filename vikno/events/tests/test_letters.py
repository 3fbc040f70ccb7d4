"""Who is written to, of what, once; what a letter keeps to itself; an event written anew."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from tests import for_events as given
from tests.for_events import DAY, HOUR
from vikno.accounts.enums import Role
from vikno.common.clock import KYIV, now, today
from vikno.events import errors, links, services
from vikno.events.enums import LetterKind, Outcome, State
from vikno.events.forms import EventForm
from vikno.events.models import Certificate, Delegation, Event, Letter, Participant, SurveyInvite
from vikno.events.services import telling
from vikno.notifications import hidden
from vikno.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]
CONTACT = "cnap@example.org"


def written(at: datetime | None = None) -> list[tuple[str, str]]:
    """Letters of one minute of the clock: kind, whom to. A second minute adds none."""
    before = set(Letter.objects.values_list("pk", flat=True))
    organisation = Event.objects.order_by("pk")[0].organisation_id
    services.write_letters(organisation_id=organisation, at=at or now())
    assert services.write_letters(organisation_id=organisation, at=at or now()) == 0
    made = Letter.objects.exclude(pk__in=before).order_by("pk")
    return [(one.kind, one.person.email if one.person else one.delegation.contact) for one in made]


def last() -> Message:
    return Message.objects.order_by("-pk")[0]


def facts_of(event: Event, **other: object) -> services.EventFacts:
    kept = EventForm.kept(event) | {"host": event.host, "questionnaire": event.questionnaire}
    return services.EventFacts(**{**kept, **other})


def change(event: Event, **other: object) -> Event:
    boss = given.actor(Role.PROGRAMME)
    return services.change_event(event=event, facts=facts_of(event, **other), actor=boss, at=now())


def offered() -> tuple[Event, Delegation]:
    """Four wait for seats that another hromada gives back."""
    event = given.event(seats=4)
    first = given.register(event, 4, of=given.OTHERS[0])
    waiting = given.register(event, 4, contact=CONTACT)
    with given.bound(given.OTHERS[0]):
        services.cancel_delegation(
            delegation=first, words="", actor=given.actor(Role.HEAD, of=given.OTHERS[0]), at=now()
        )
    waiting.refresh_from_db()
    return event, waiting


def test_an_offer_is_written_once_with_its_deadline() -> None:
    _event, waiting = offered()
    assert waiting.state == State.OFFERED
    assert written() == [("offer", CONTACT)]
    letter = last()
    assert letter.hromada_code == waiting.hromada_id
    assert waiting.offered_until
    assert f"/learning/delegations/{waiting.pk}/" in letter.body
    assert re.search(r"чекають на вас до \d+ \w+ 20\d\d, \d\d:\d\d", letter.body)
    services.accept_offer(delegation=waiting, actor=given.actor(Role.HEAD), at=now())
    assert written() == [("confirmed", CONTACT)]


def test_an_offer_that_passed_is_told() -> None:
    _event, waiting = offered()
    assert waiting.offered_until
    after = waiting.offered_until + HOUR
    services.settle_lines(organisation_id=waiting.organisation_id, at=after)
    assert written(after) == [("lapsed", CONTACT)]


def test_the_same_letter_is_not_kept_twice() -> None:
    made = given.register(given.event(), contact=CONTACT)
    written()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(**made.sides, delegation=made, kind=LetterKind.CONFIRMED, at=now())


def test_a_change_of_time_or_place_is_told_each_time_and_words_are_not() -> None:
    event = given.event()
    given.register(event, contact=CONTACT)
    written()
    change(event, summary="Інші слова")
    event.refresh_from_db()
    assert written() == []
    for place in ("Зала ради", "Будинок культури"):
        change(event, place=place)
        event.refresh_from_db()
        assert written() == [("changed", CONTACT)]
        assert place in last().body
    later = given.register(event, of=given.OTHERS[0], contact="later@example.org")
    assert written() == [("confirmed", "later@example.org")], "who came after the change knows no other place"
    assert later.state == State.CONFIRMED


def test_what_people_have_registered_for_stays_inside() -> None:
    event = given.event()
    with pytest.raises(errors.SessionsOutside):
        change(event, begins_at=event.begins_at + 2 * HOUR)
    with pytest.raises(errors.TooFewSeats):
        change(event, capacity=3)
    with pytest.raises(errors.TimesWrong):
        change(event, closes_at=event.ends_at)
    with pytest.raises(errors.NoSuchThing):
        services.change_event(
            event=event, facts=facts_of(event), actor=given.actor(Role.PROGRAMME, of=given.OTHERS[0]), at=now()
        )


def test_an_earlier_beginning_ends_offers_too() -> None:
    event, waiting = offered()
    waiting.event.sessions.update(begins_at=event.begins_at, ends_at=event.begins_at + timedelta(minutes=5))
    soon = now() + HOUR
    event.sessions.update(begins_at=soon, ends_at=soon + timedelta(minutes=5))
    change(event, begins_at=soon, ends_at=soon + 6 * HOUR, closes_at=soon)
    waiting.refresh_from_db()
    assert waiting.offered_until == soon


def test_an_event_called_off_and_a_delegation_refused() -> None:
    event, boss = given.event(), given.actor(Role.PROGRAMME)
    refused = given.register(event, contact=CONTACT)
    services.cancel_delegation(delegation=refused, words="", actor=boss, at=now())
    assert written() == [("cancelled", CONTACT)]
    own = given.register(event, of=given.OTHERS[0], contact="own@example.org")
    with given.bound(given.OTHERS[0]):
        services.cancel_delegation(delegation=own, words="", actor=given.actor(Role.HEAD, of=given.OTHERS[0]), at=now())
    assert written() == [], "nobody is told of what they did themselves"
    given.register(event, of=given.OTHERS[1], contact="left@example.org")
    services.cancel_event(event=event, actor=boss, at=now())
    assert written() == [("called_off", "left@example.org")]


def test_a_reminder_comes_two_days_before_to_whom_it_concerns() -> None:
    event = given.event()
    given.register(event, contact=CONTACT, email="olena@example.org")
    written()
    assert written(event.begins_at - 3 * DAY) == []
    assert written(event.begins_at - 2 * DAY) == [("reminder", CONTACT), ("reminder", "olena@example.org")]
    assert written(event.begins_at + HOUR) == []


def held(**facts: object) -> Delegation:
    event, boss = given.event(), given.actor(Role.PROGRAMME)
    made = given.register(event, 2, contact=CONTACT, **facts)
    end = event.ends_at + HOUR
    services.check_in(event=event, scans=given.scans([made], event.begins_at), actor=boss, at=end)
    services.close_attendance(event=event, actor=boss, at=end)
    return made


def test_after_the_event_a_survey_by_a_sealed_link_and_a_certificate_by_a_sealed_code() -> None:
    made = held(email="olena@example.org")
    at = made.event.ends_at + 2 * HOUR
    assert written(at) == [("survey", "olena@example.org")] * 2
    letter, invite = last(), SurveyInvite.objects.order_by("-pk")[0]
    assert invite.token not in letter.body
    assert "[посилання]" in letter.body
    whole = hidden.whole(letter)
    assert whole is not None
    assert invite.token in whole
    services.issue_certificates(event=made.event, actor=given.actor(Role.PROGRAMME), at=at)
    assert written(at) == [("certificate", CONTACT), *[("certificate", "olena@example.org")] * 2]
    letter, paper = last(), Certificate.objects.order_by("-pk")[0]
    assert paper.code not in letter.body
    whole = hidden.whole(letter)
    assert whole is not None
    assert paper.code in whole
    assert not re.search(r"Людина \d", f"{letter.subject} {letter.body}"), "other eyes read letters"


def test_who_left_no_address_is_asked_through_the_contact() -> None:
    made = held()
    assert written(made.event.ends_at + 2 * HOUR) == [("survey", CONTACT)]
    assert f"/learning/delegations/{made.pk}/" in last().body
    assert written(made.event.ends_at + 30 * DAY) == []


def test_months_later_a_promise_is_asked_about_once_and_not_when_answered() -> None:
    made, head = held(), given.actor(Role.HEAD)
    at = made.event.ends_at + DAY
    written(at)
    made.event.refresh_from_db()
    said = {"delegation": made, "months": 3, "item": None, "actor": head, "at": at}
    open_one = services.make_promise(text="Дитячий куточок", **said)
    kept = services.make_promise(text="Пандус", **said)
    due = at + (open_one.due_on - today(at))
    assert written(due - DAY) == []
    services.answer_promise(promise=kept, outcome=Outcome.APPLIED, words="", actor=head, at=due)
    assert written(due) == [("follow_up", CONTACT)]
    assert f"/learning/promises/{open_one.pk}/" in last().body


def test_without_an_address_nothing_goes_and_the_page_says_so() -> None:
    made = given.register(given.event(), contact="спитати Оксану")
    assert written() == [("confirmed", "спитати Оксану")]
    assert Letter.objects.get().channel == ""
    assert not Message.objects.exists()
    assert Participant.objects.get(delegation=made).email == ""


def test_who_received_a_visit_tells_of_it_and_everybody_reads(client: Client) -> None:
    event = given.received()
    assert "Показали зал і валізу." in client.get(f"/learning/e/{event.number}/").content.decode()
    hand = {"event": event, "at": now()}
    with pytest.raises(errors.NothingSaid):
        services.write_host_report(**hand, text=" ", actor=given.actor(Role.HEAD))
    for stranger in (given.actor(Role.HEAD, of=given.OTHERS[0]), given.actor(Role.PROGRAMME, of=given.OTHERS[0])):
        with pytest.raises(errors.NoSuchThing):
            services.write_host_report(**hand, text="Чуже", actor=stranger)
    with pytest.raises(errors.MoveNotAllowed):
        services.write_host_report(
            event=given.event(host=given.host()), text="Рано", actor=given.actor(Role.PROGRAMME), at=now()
        )


def test_a_certificate_is_downloaded_by_its_code(client: Client) -> None:
    paper = given.certificate()
    answer = client.post("/learning/check/paper/", {"code": paper.code})
    assert answer["Content-Type"] == "application/pdf"
    assert client.post("/learning/check/paper/", {"code": "1"}).status_code == 302
    assert "/learning/check/paper/" in client.post("/learning/check/", {"code": paper.code}).content.decode()


ENGLISH = re.compile("[\u0400-\u04ff]")
LATIN = {"title": "Study visit", "place": "Kyiv, room 1"}


def in_english(event: Event) -> None:
    """Every letter about it so far is in English, whatever was told of it; people and titles are data."""
    for one in Message.objects.filter(language="en"):
        assert not ENGLISH.search(one.subject + one.body), (one.subject, one.body)


def test_whoever_chose_english_gets_every_letter_in_it() -> None:
    event = given.event(**LATIN, host=given.host())
    with translation.override("uk"):
        made = given.register(event, 2, contact=CONTACT, language="en", email="guest@example.org")
        waits = given.register(event, 9, of=given.OTHERS[0], contact="other@example.org", language="en")
        written()
        change(event, place="Lviv")
        written()
        with given.bound(given.OTHERS[0]):
            services.cancel_delegation(delegation=waits, words="", actor=given.actor(Role.PROGRAMME), at=now())
        written(event.begins_at - HOUR)
        hand = {"event": event, "actor": given.actor(Role.PROGRAMME)}
        end = event.ends_at + HOUR
        services.check_in(**hand, scans=given.scans([made], end - 2 * HOUR), at=end)
        services.close_attendance(**hand, at=end)
        services.issue_certificates(**hand, at=end)
        said = {"delegation": made, "text": "Ramp", "months": 3, "item": None, "actor": given.actor(Role.HEAD)}
        promise = services.make_promise(**said, at=end)
        written(end)
        written(datetime.combine(promise.due_on, time(12), tzinfo=KYIV))
    kinds = set(Letter.objects.values_list("kind", flat=True))
    assert kinds >= {"confirmed", "changed", "reminder", "certificate", "survey", "follow_up"}
    assert Message.objects.filter(language="uk").count() == 0
    in_english(event)


@pytest.mark.parametrize("kind", LetterKind)
def test_each_letter_has_its_english(kind: LetterKind) -> None:
    made = given.held(size=1)
    Event.objects.filter(pk=made.event_id).update(**LATIN)
    made.refresh_from_db()
    made.event.refresh_from_db()
    person = made.people.get()
    promise = given.promise() if kind == LetterKind.FOLLOW_UP else None
    for reader in (None, person) if kind in (LetterKind.SURVEY, LetterKind.CERTIFICATE) else (None,):
        due = telling.Due(
            kind=kind, delegation=made, person=reader or (person if kind == LetterKind.LEFT else None), promise=promise
        )
        with translation.override("en"):
            words = telling._words(due)
        assert not ENGLISH.search(words.subject + words.body), words


def test_the_letter_that_somebody_left_is_in_the_language_of_the_contact() -> None:
    made = given.register(given.event(), 2, contact=CONTACT, email="guest@example.org")
    person = made.people.order_by("pk")[0]
    Participant.objects.filter(pk=person.pk).update(language="en")
    due = telling.Due(kind=LetterKind.LEFT, delegation=made, person=Participant.objects.get(pk=person.pk))
    assert (due.language, due.recipient) == ("uk", CONTACT)


def test_a_person_chooses_a_language_by_their_own_link(client: Client) -> None:
    made = given.register(given.event(), 2, contact=CONTACT, email="guest@example.org")
    first, second = made.people.order_by("pk")
    address = f"/learning/mine/{links.token_of(first)}/"
    assert "Надсилати англійською" in client.get(address).content.decode()
    assert client.post(f"{address}language/", {"language": "en"}).status_code == 302
    assert "This page is for you alone" in client.get(address).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "uk"
    assert "Ця сторінка лише для вас" in client.get(address).content.decode()
    assert client.post(f"{address}language/", {"language": "xx"}).status_code == 400
    assert client.post("/learning/mine/1-UA05.no/language/", {"language": "en"}).status_code == 404
    with given.bound():
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.language, second.language) == ("en", "uk")
        written()
        letter = Message.objects.get(language="en")
    assert letter.recipient == "guest@example.org"
    assert letter.subject.startswith("Your seat")
