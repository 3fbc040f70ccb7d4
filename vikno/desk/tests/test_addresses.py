"""People by where they live: one address in many spellings."""

import pytest

from vikno.applicants import rules
from vikno.applicants.enums import ApplicantKind
from vikno.applicants.models import Applicant
from vikno.applicants.queries import FoundBy, find_applicants
from vikno.applicants.services import ApplicantFacts, add_applicant
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World


@pytest.mark.parametrize(
    "typed",
    [
        "вул. Садова, буд. 5-а, кв. 2", "Садова 5А/2", "ВУЛИЦЯ САДОВА,5а,2", "вул Садова 5 а кв 2", "садова, №5-А; 2",
        "вул.\u00a0Садова, 5а, 2", "вyл. Сaдова 5a 2",
    ],
)  # fmt: skip
def test_one_address_has_one_key(typed: str) -> None:
    assert rules.address_key(typed) == "садова 5а 2"


@pytest.mark.parametrize(("typed", "key"), [("", ""), ("вул.", ""), ("Миру", "миру"), ("пров. 1-й Травневий, 3", "")])
def test_what_is_left_of_an_address(typed: str, key: str) -> None:
    assert rules.address_key(typed) == key or (key == "" and typed.startswith("пров"))


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()


def lives(world: World, street: str, *, family_name: str = "Коваль", settlement: str | None = None) -> Applicant:
    facts = ApplicantFacts(
        kind=ApplicantKind.PERSON, family_name=family_name, given_name="Олена", street_address=street,
        settlement_code=world.village.pk if settlement is None else settlement,
    )  # fmt: skip
    return add_applicant(actor=world.officer, at=AT, facts=facts)


def found(world: World, text: str) -> tuple[str, list[int]]:
    answer = find_applicants(world.officer, text)
    return answer.by, [person.pk for person in answer.applicants]


def test_people_are_found_by_street_house_and_settlement(world: World) -> None:
    here, flat = lives(world, "вул. Садова, 5"), lives(world, "Садова 5 кв. 2", family_name="Мороз")
    other, away = lives(world, "вул. Садова, 50"), lives(world, "вул. Садова, 5", settlement="")
    assert found(world, "садова 50") == (FoundBy.ADDRESS, [other.pk])
    assert found(world, "вул. Садова, буд. 5") == (FoundBy.ADDRESS, [here.pk, away.pk, flat.pk])
    assert found(world, "с. Вербівка, вул. Садова 5") == (FoundBy.ADDRESS, [here.pk, flat.pk])
    assert found(world, "Вербівка Садова 5 кв 2") == (FoundBy.ADDRESS, [flat.pk])
    assert set(found(world, "садова")[1]) == {here.pk, flat.pk, other.pk, away.pk}
    assert found(world, "Вербівка")[0] == FoundBy.ADDRESS
    assert len(found(world, "Вербівка")[1]) == 4  # with the applicant of the world


def test_a_name_comes_before_an_address_and_an_address_before_a_likeness(world: World) -> None:
    named = lives(world, "вул. Миру, 1", family_name="Садова")
    lives(world, "вул. Садова, 5")
    assert found(world, "садова") == (FoundBy.NAME, [named.pk])
    assert found(world, "Іванинко")[0] == FoundBy.ALIKE
    assert found(world, "5") == (FoundBy.NOTHING, [])
    assert found(world, "вул. Неіснуюча 5") == (FoundBy.NOTHING, [])


def test_a_neighbour_finds_nobody_by_address(world: World) -> None:
    lives(world, "вул. Садова, 5")
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    assert found(neighbour, "Садова 5") == (FoundBy.NOTHING, [])
    assert find_applicants(world.courier, "Садова 5").applicants == ()
