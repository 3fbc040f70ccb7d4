"""The search of services: a table of questions as people type them, words of the steward, what was not found."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.catalogue import queries, services
from vikno.catalogue.errors import MayNotEditCatalogue, WordIsEmpty, WordKnown
from vikno.catalogue.models import MissedQuestion, PopularWord
from vikno.catalogue.rules.search import Text, make_index, search
from vikno.catalogue.tests.world import AT, HROMADA, SYSTEM, TODAY, person
from vikno.common import tenancy
from vikno.common.language import forms_of, skeleton, slips_of

pytestmark = pytest.mark.django_db
QUESTIONS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "questions.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
FIRST = 3


def found(words: str) -> list[str]:
    among = queries.services_in_force(on=TODAY)
    return list(queries.search_services(words, among=among).values_list("code", flat=True))


def test_every_question_of_the_table_is_answered() -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
    wrong = []
    for question, code in QUESTIONS:
        codes = found(question)
        if (code == "-") != (not codes) or (code != "-" and code not in codes[:FIRST]):
            wrong.append((question, code, codes[:FIRST]))
    assert len(QUESTIONS) >= 80
    assert wrong == []


def test_words_of_every_kind_of_slip() -> None:
    assert slips_of("gfcgjhn") == ["паспорт"]
    assert slips_of("субсидыя")[0] == "субсидія"
    assert skeleton("субсидия") == skeleton("субсідія")
    index = make_index([Text(1, "Паспорт", 1.0), Text(2, "Субсидія", 1.0)], forms_of=forms_of)
    for asked, service in (("паспортами", 1), ("GFCGJHN", 1), ("паспрот", 1), ("субсид", 2), ("субсидыю", 2)):
        assert search(index, asked) == [service], asked
    assert search(index, "борщ") == []


def test_a_word_of_the_steward_leads_at_once_and_is_taken_back() -> None:
    one = make.service("Призначення житлової субсидії")
    _, steward = person(Role.STEWARD)
    assert found("жировка") == []
    word = services.add_word(phrase="Жировка", service=one, actor=steward, at=AT)
    assert found("жировку") == [one.code]
    with pytest.raises(WordKnown):
        services.add_word(phrase="жировка", service=one, actor=steward, at=AT)
    services.remove_word(word=word, actor=steward, at=AT + timedelta(minutes=1))
    assert found("жировку") == []
    services.add_word(phrase="жировка", service=one, actor=steward, at=AT + timedelta(minutes=2))
    assert found("жировку") == [one.code]


def test_words_are_the_stewards() -> None:
    one = make.service()
    _, officer = person(Role.OFFICER, HROMADA)
    with pytest.raises(MayNotEditCatalogue):
        services.add_word(phrase="жировка", service=one, actor=officer, at=AT)
    _, steward = person(Role.STEWARD)
    with pytest.raises(WordIsEmpty):
        services.add_word(phrase="—", service=one, actor=steward, at=AT)
    assert not PopularWord.objects.exists()


def test_the_seed_does_not_bring_back_what_was_taken_away() -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
        word = PopularWord.objects.order_by("pk")[0]
        services.remove_word(word=word, actor=SYSTEM, at=AT)
        services.load_seed(actor=SYSTEM, at=AT)
    word.refresh_from_db()
    assert word.removed_at is not None


def test_what_was_not_found_is_counted_without_names() -> None:
    for _ in range(2):
        services.note_missed(question="Полуниця 0501234567", at=AT)
    row = MissedQuestion.objects.get()
    assert (row.words, row.asked) == ("", 2)
    assert not queries.missed_questions().exists()
    services.note_missed(question="полуниця", at=AT)
    assert [(row.words, row.asked) for row in queries.missed_questions()] == [("полуниця", 3)]
    services.note_missed(question="12345", at=AT)
    assert MissedQuestion.objects.count() == 1


def test_what_was_not_asked_again_is_forgotten_and_a_word_settles_it() -> None:
    services.note_missed(question="морозиво", at=AT)
    for _ in range(3):
        services.note_missed(question="жировка", at=AT + timedelta(days=100))
    assert MissedQuestion.objects.count() == 1
    services.add_word(phrase="жировка", service=make.service(), actor=SYSTEM, at=AT + timedelta(days=101))
    assert not queries.missed_questions().exists()
