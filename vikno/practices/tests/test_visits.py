"""From a visit to the library: a practice taken up, a card begun, the visit named on the page and in the report."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories as make
from tests import for_events, for_support
from tests import for_practices as given
from vikno.accounts.enums import Role
from vikno.common.clock import now, today
from vikno.events import beside
from vikno.events.enums import Outcome
from vikno.events.models import Promise
from vikno.practices import queries, services
from vikno.practices.enums import PracticeMove
from vikno.practices.errors import AlreadyAdopted, AlreadyBegun, NoSuchThing, NotKeptYet, OwnPractice
from vikno.practices.models import Adoption, Practice
from vikno.practices.tests.test_pages import browse, day, text_of

HEAD = Role.HEAD


@pytest.fixture
def library(sides: None) -> Practice:
    """A card of another hromada that everybody reads."""
    with for_support.bound(make.FOREIGN):
        return given.published(of=make.FOREIGN)


def take(promise: Promise, card: Practice) -> Adoption:
    actor = for_support.actor(HEAD)
    return services.take_up(promise=promise, practice=card, on=today(), note="", actor=actor, at=now())


def test_a_practice_is_taken_up_from_a_visit_and_the_report_counts_it(library: Practice) -> None:
    promise = for_events.kept_promise()
    event = promise.delegation.event
    assert beside.taken_at(event.pk) == beside.Taken()
    take(promise, library)
    (told,) = queries.adoptions_of(library)
    assert (told.hromada_id, told.event_id) == (make.OWN, event.pk)
    with pytest.raises(AlreadyAdopted):
        take(promise, library)
    assert beside.taken_at(event.pk) == beside.Taken(practices=1, hromadas=1)
    shown = " ".join(text_of(browse(Role.PROGRAMME).get(f"/learning/work/{event.pk}/report/")).split())
    assert "Громад, що взяли практику з бібліотеки" in shown
    assert "1 з 1" in shown.partition("Громад, що взяли практику з бібліотеки")[2]


def test_what_was_told_before_gets_its_visit(library: Practice) -> None:
    services.adopt(practice=library, on=today(), note="Самі", actor=for_support.actor(HEAD), at=now())
    promise = for_events.kept_promise()
    take(promise, library)
    (told,) = queries.adoptions_of(library)
    assert (told.note, told.event_id) == ("Самі", promise.delegation.event_id)


def test_only_what_was_applied_becomes_practice(library: Practice) -> None:
    open_one, failed = for_events.promise(), for_events.kept_promise(outcome=Outcome.NOT)
    for promise in (open_one, failed):
        with pytest.raises(NotKeptYet):
            take(promise, library)
        assert browse(HEAD).get(f"/practices/visits/{promise.pk}/").status_code == 404
    partly = for_events.kept_promise(outcome=Outcome.PARTLY)
    assert take(partly, library).event_id == partly.delegation.event_id
    with pytest.raises(OwnPractice):
        take(partly, given.published())


def test_a_strangers_promise_is_unknown(library: Practice) -> None:
    promise = for_events.kept_promise()
    with for_support.bound(make.FOREIGN), pytest.raises(NoSuchThing):
        services.begin_from_visit(promise=promise, actor=for_support.actor(HEAD, of=make.FOREIGN), at=now())
    assert browse(HEAD, of=make.FOREIGN).get(f"/practices/visits/{promise.pk}/").status_code == 404


def test_a_card_is_begun_once_from_a_promise_and_counts_when_it_is_sent(sides: None) -> None:
    promise = for_events.kept_promise()
    call = {"promise": promise, "actor": for_support.actor(HEAD), "at": now()}
    card = services.begin_from_visit(**call)
    assert (card.title, card.done) == ("Зробимо дитячий куточок", "Куточок є, діти малюють.")
    with pytest.raises(AlreadyBegun):
        services.begin_from_visit(**call)
    other = given.draft()
    with pytest.raises(IntegrityError, match="practice_begun_once_from_a_promise"), transaction.atomic():
        Practice.objects.filter(pk=other.pk).update(promise=promise, event=card.event)
    assert beside.taken_at(card.event_id or 0).cards == 0, "a draft is its hromada's alone"
    facts = services.CardFacts(**given.FACTS)
    services.write_card(practice=card, facts=facts, actor=for_support.actor(HEAD), at=now())
    given.moved(card, PracticeMove.SUBMIT)
    assert beside.taken_at(card.event_id or 0).cards == 1


def test_the_pages_from_the_answer_to_the_library(library: Practice) -> None:
    promise = for_events.kept_promise()
    event, head = promise.delegation.event, browse(HEAD)
    address = f"/practices/visits/{promise.pk}/"
    assert address in text_of(head.get(f"/learning/delegations/{promise.delegation_id}/"))
    shown = text_of(head.get(address))
    assert "Виїзди до старост" in shown
    refused = text_of(head.post(address, {"practice": "", "on": day()}))
    assert "govuk-error-message" in refused
    sent = head.post(address, {"practice": library.pk, "on": day(), "note": "Двічі на тиждень"}, follow=True)
    public = text_of(sent)
    assert f"/learning/e/{event.number}/" in public.partition("Взято з візиту")[2]
    begun = text_of(head.post(f"{address}card/", follow=True))
    assert "Зробимо дитячий куточок" in begun
    again = head.post(f"{address}card/", follow=True)
    assert "вже розпочато" in text_of(again)


def test_one_of_many_practices_is_found_by_words_and_what_was_typed_stays(library: Practice) -> None:
    promise = for_events.kept_promise()
    with for_support.bound(make.FOREIGN):
        for n in range(11):
            given.published(of=make.FOREIGN, title=f"Інша практика {n}")
        wanted = given.published(of=make.FOREIGN, title="Хата ветерана", done="Радимо сім'ям захисників.")
        for n in range(11):
            given.published(of=make.FOREIGN, title=f"Ще одна практика {n}")
    head, address = browse(HEAD), f"/practices/visits/{promise.pk}/"
    shown = text_of(head.get(address))
    assert "Показано 10 із 24" in shown
    assert wanted.title not in shown
    typed = {"on": "колись", "note": "Двічі на тиждень"}
    for words in ("ветеранам захисник", "хат", "ХАТА  ветер"):
        looked = text_of(head.post(address, {**typed, "practice-words": words, "practice-looked": ""}))
        assert ("Хата ветерана" in looked, "Інша практика" in looked) == (True, False), words
        assert "Двічі на тиждень" in looked
        assert "govuk-form-group--error" not in looked.partition("<main")[2].partition("</main>")[0]
    sent = {"practice": wanted.pk, "on": day(), "practice-words": "хат", "practice-looked": "хат"}
    assert f"/practices/{wanted.pk}/" in head.post(address, sent).headers["Location"]


def test_what_somebody_looks_for_saves_nothing(sides: None) -> None:
    made = for_events.held()
    address, said = f"/learning/delegations/{made.pk}/promise/", {"text": "Куточок", "months": "3"}
    head = browse(HEAD)
    looked = text_of(head.post(address, {**said, "item-words": "пандус", "item-find": "1"}))
    assert "Куточок" in looked
    with for_support.bound():
        assert not Promise.objects.exists()
    head.post(address, said)
    with for_support.bound():
        assert Promise.objects.get().text == "Куточок"
