"""A card from a draft to those who took it up, by services; what the database keeps."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError, ProgrammingError

from tests import factories as make
from tests import for_practices as given
from tests.for_support import actor, bound
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now, today
from vikno.practices import queries, rules, services
from vikno.practices.enums import PracticeMove
from vikno.practices.errors import (
    AlreadyAdopted,
    CardNotWhole,
    DayAhead,
    MoveNotAllowed,
    NoSuchThing,
    NotYourMove,
    OwnPractice,
    ProgrammeMissing,
    ProofNotReady,
    WordsMissing,
)
from vikno.practices.models import Adoption, Practice, PracticeRevision

pytestmark = pytest.mark.django_db


def test_a_card_is_sent_edited_verified_and_published(sides: None) -> None:
    card = given.published()
    assert (card.state, card.verified_how) == ("published", "Телефоном")
    assert card.expires_on == rules.expires_on(today())
    assert [one.move for one in card.revisions.order_by("number")] == ["submit", "edit", "verify", "publish"]
    assert card.published is not None
    assert card.published.said["result"] == "Заяв удвічі більше."


def test_everybody_reads_the_published_words_and_no_others(sides: None) -> None:
    card = given.published()
    given.moved(card, PracticeMove.OUTDATE, role=Role.HEAD)
    facts = services.CardFacts(**{**given.FACTS, "title": "Нова назва, ще не перевірена"})
    services.write_card(practice=card, facts=facts, actor=actor(Role.HEAD), at=now())
    hidden = given.draft(title="Чернетка")
    tenancy.bind("")
    tenancy.bind_programme(None)
    assert [one.published.title for one in queries.public_cards() if one.published] == ["Виїзди до старост"]
    assert list(Practice.objects.filter(pk=hidden.pk)) == [], "the second lock hides a draft from everybody"
    assert {one.move for one in PracticeRevision.objects.all()} == {"publish"}


def test_what_is_in_the_archive_is_read_no_more(sides: None) -> None:
    card = given.published()
    given.moved(card, PracticeMove.ARCHIVE)
    assert not queries.public_cards().exists()
    with pytest.raises(NoSuchThing):
        queries.public_card(card.pk)


def test_each_step_is_made_by_its_side(sides: None) -> None:
    card = given.sent()
    with pytest.raises(NotYourMove):
        given.moved(card, PracticeMove.EDIT, role=Role.HEAD)
    with pytest.raises(MoveNotAllowed):
        given.moved(card, PracticeMove.PUBLISH)
    with pytest.raises(WordsMissing):
        given.moved(card, PracticeMove.RETURN, words=" ")
    with pytest.raises(NotYourMove):
        services.write_card(practice=card, facts=services.CardFacts(title="Інше"), actor=actor(Role.HEAD), at=now())
    card = given.moved(card, PracticeMove.EDIT)
    card = given.moved(card, PracticeMove.VERIFY)
    with pytest.raises(NotYourMove):
        services.write_card(
            practice=card, facts=services.CardFacts(title="Інше"), actor=actor(Role.PROGRAMME), at=now()
        )


def test_strangers_see_and_change_nothing(sides: None) -> None:
    card = given.sent()
    with bound(make.FOREIGN):
        for role in (Role.HEAD, Role.LEADER, Role.PROGRAMME):
            stranger = actor(role, of=make.FOREIGN)
            with pytest.raises(NoSuchThing):
                queries.card_of(stranger, card.pk)
            with pytest.raises(NoSuchThing):
                services.move_card(practice=card, move=PracticeMove.EDIT, actor=stranger, at=now())
    with pytest.raises(NotYourMove):
        services.begin_card(facts=services.CardFacts(title="Х"), actor=actor(Role.OFFICER), at=now())
    with pytest.raises(NoSuchThing):
        queries.card_of(actor(Role.PROGRAMME), given.draft().pk)


def test_a_card_without_what_others_need_is_not_sent(sides: None) -> None:
    card = given.draft(result="", source=" ")
    with pytest.raises(CardNotWhole) as refused:
        given.moved(card, PracticeMove.SUBMIT)
    assert "результат у числах, звідки числа" in str(refused.value)
    whole = given.draft()
    with pytest.raises(ProgrammeMissing):
        services.move_card(practice=whole, move=PracticeMove.SUBMIT, actor=actor(Role.HEAD), at=now())
    other = make.organisation()
    with pytest.raises(ProgrammeMissing):
        services.move_card(practice=whole, move=PracticeMove.SUBMIT, to=other.pk, actor=actor(Role.HEAD), at=now())


def test_a_returned_card_is_sent_again_to_the_same_programme(sides: None) -> None:
    card = given.moved(given.sent(), PracticeMove.RETURN, words="Додайте числа")
    assert card.state == "draft"
    assert [one.words for one in queries.revisions_of(card)][:1] == ["Додайте числа"]
    again = services.move_card(practice=card, move=PracticeMove.SUBMIT, actor=actor(Role.LEADER), at=now())
    assert again.organisation_id == make.programme_organisation().pk


def test_another_hromada_says_it_did_the_same_once(sides: None) -> None:
    card = given.published()
    with pytest.raises(OwnPractice):
        services.adopt(practice=card, on=today(), note="", actor=actor(Role.HEAD), at=now())
    with bound(make.FOREIGN):
        call = {"practice": card, "note": "Двічі на тиждень", "actor": actor(Role.LEADER, of=make.FOREIGN), "at": now()}
        with pytest.raises(DayAhead):
            services.adopt(on=today() + timedelta(days=1), **call)
        services.adopt(on=today(), **call)
        with pytest.raises(AlreadyAdopted):
            services.adopt(on=today(), **call)
    assert [one.hromada_id for one in queries.adoptions_of(card)] == [make.FOREIGN], "its author sees it"
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Adoption.objects.create(
            practice=card, hromada_id=make.hromada(make.FOREIGN).pk, adopted_on=today(), told_at=now(), told_by_name="Х"
        )


def test_a_card_that_is_not_public_is_not_taken_up(sides: None) -> None:
    card = given.sent()
    with bound(make.FOREIGN), pytest.raises(NoSuchThing):
        services.adopt(practice=card, on=today(), note="", actor=actor(Role.HEAD, of=make.FOREIGN), at=now())


def test_words_are_found_in_any_form_with_topic_and_oblast(sides: None) -> None:
    card = given.published(problem="Ветеранам далеко їхати, бракує водія.")
    for words in ("ветерани", "ветеранів", "валіз", "водії", "ВАЛІЗА ветеран"):
        assert [one.pk for one in queries.public_cards(words=words)] == [card.pk], words
    assert not queries.public_cards(words="паспорт").exists()
    assert not queries.public_cards(words="ветеран паспорт").exists(), "all words, not any"
    assert queries.public_cards(topic="starosta").exists()
    assert not queries.public_cards(topic="veterans").exists()
    assert not queries.public_cards(oblast=make.OWN).exists()


def test_a_proof_is_kept_as_it_was_read(sides: None) -> None:
    card, head = given.draft(), actor(Role.HEAD)
    with pytest.raises(ProofNotReady):
        services.attach_proof(practice=card, indicator="requested", day=today(), actor=head, at=now())
    with pytest.raises(ProofNotReady):
        services.attach_proof(practice=card, indicator="nothing", day=today(), actor=head, at=now())
    day = today() - timedelta(days=28)
    kept = services.attach_proof(practice=card, indicator="requested", day=day, actor=head, at=now()).proof
    assert (kept["indicator"], kept["weeks"], kept["day"]) == ("requested", 4, day.isoformat())
    assert set(kept["sides"]) >= {"own", "year_ago"}
    sent = given.moved(card, PracticeMove.SUBMIT)
    assert sent.revisions.get().said["proof"] == kept


def test_the_database_forbids_what_must_never_be(sides: None) -> None:
    card = given.sent()
    with pytest.raises(IntegrityError, match="practice_verified_by_somebody"), transaction.atomic():
        Practice.objects.filter(pk=card.pk).update(state="verified")
    with pytest.raises(IntegrityError, match="practice_public_has_a_revision"), transaction.atomic():
        Practice.objects.filter(pk=card.pk).update(state="needs_update")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        PracticeRevision.objects.filter(practice=card).update(title="Інше")
