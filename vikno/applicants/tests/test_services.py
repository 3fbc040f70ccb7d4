import datetime as dt

import pytest
from django.http import Http404

from vikno.accounts.enums import Role
from vikno.applicants import errors, policies, queries, services
from vikno.applicants.models import Applicant, Surname
from vikno.applicants.queries import FoundBy
from vikno.applicants.rules import ApplicantFacts
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db

HOME, NEIGHBOUR = "UA99020010000011111", "UA99020030000022222"
AT = dt.datetime(2026, 11, 16, 8, 30, tzinfo=dt.UTC)
OFFICER = Actor(user_id=1, name="Працівник", role=Role.OFFICER, hromada_code=HOME)
STRANGER = Actor(user_id=2, name="Сусід", role=Role.OFFICER, hromada_code=NEIGHBOUR)


@pytest.fixture(autouse=True)
def hromadas() -> None:
    tenancy.bind(HOME)
    for code in (HOME, NEIGHBOUR):
        Unit.objects.create(code=code, category="H", name=code, search_key=code, sort_key=code, first_seen_on=AT.date())


def add(family_name: str = "Іваненко", given_name: str = "Марія", **facts: object) -> Applicant:
    said = {"patronymic": "Петрівна", "phone": "050 123 45 67", **facts}
    return services.add_applicant(
        actor=OFFICER, at=AT, facts=ApplicantFacts(family_name=family_name, given_name=given_name, **said)
    )


def names(text: str, actor: Actor = OFFICER) -> list[str]:
    return [str(a) for a in queries.find_applicants(actor, text).applicants]


@pytest.mark.parametrize(
    ("typed", "by"),
    [
        ("1759013776", FoundBy.RNOKPP),
        ("19840228-00013", FoundBy.UNZR),
        ("1984022800013", FoundBy.UNZR),
        ("+38 (050) 123-45-67", FoundBy.PHONE),
        ("0501234567", FoundBy.PHONE),
        ("АВ 123456", FoundBy.DOCUMENT),
        ("ab123456", FoundBy.DOCUMENT),
        ("Іваненко", FoundBy.NAME),
        ("іван", FoundBy.NAME),
        ("IВАНЕНКО МАР", FoundBy.NAME),  # a Latin I
        ("марія іваненко", FoundBy.NAME),
        ("Марія Петрівна Іваненко", FoundBy.NAME),
        ("Іваненка", FoundBy.ALIKE),
        ("Иваненко", FoundBy.ALIKE),
        ("Іванинко Марія", FoundBy.ALIKE),
        ("Сидоренко", FoundBy.NOTHING),
        ("", FoundBy.NOTHING),
    ],
)
def test_a_person_is_found_by_what_is_at_hand(typed: str, by: FoundBy) -> None:
    add("Петренко", "Олена", phone="0671112233")
    add(rnokpp="1759013776", unzr="1984022800013", identity_kind="passport_book", identity_number="АВ123456")
    found = queries.find_applicants(OFFICER, typed)
    assert found.by == by
    assert [a.family_name for a in found.applicants] == (["Іваненко"] if by != FoundBy.NOTHING else [])


@pytest.mark.parametrize("typed", ["О'Ніл", "ОʼНіл", "оніл", "О`НІЛ"])
def test_apostrophes_do_not_matter(typed: str) -> None:
    add("О’Ніл")
    assert names(typed) == ["О’Ніл Марія Петрівна"]


def test_people_come_in_the_order_of_the_alphabet() -> None:
    for given in ("Яна", "Ганна", "Ґалина", "Єва", "Ірина"):
        add("Іваненко", given)
    assert [n.split()[1] for n in names("Іваненко")] == ["Ганна", "Ґалина", "Єва", "Ірина", "Яна"]


def test_more_than_a_page_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "LIMIT", 2)
    for given in ("Анна", "Борис", "Віра"):
        add("Іваненко", given)
    found = queries.find_applicants(OFFICER, "Іван")
    assert (len(found.applicants), found.has_more) == (2, True)


def test_an_entity_is_found_by_its_name() -> None:
    services.add_applicant(
        actor=OFFICER, at=AT, facts=ApplicantFacts(kind="legal", entity_name="ТОВ «Колос»", edrpou="32855961")
    )
    assert names("колос") == names("32855961") == ["ТОВ «Колос»"]


def test_surnames_are_kept_once() -> None:
    add()
    add(given_name="Олена")
    assert [s.key for s in Surname.objects.all()] == ["іваненко"]


def test_a_name_is_needed_and_oddities_are_not_refusals() -> None:
    with pytest.raises(errors.NameMissing):
        add("", "")
    assert add(rnokpp="123", phone="не знаю").rnokpp == "123"


def test_duplicates_are_suspected() -> None:
    known = add(rnokpp="1759013776", born_on=dt.date(1948, 2, 28))
    for facts in (
        ApplicantFacts(family_name="Інша", rnokpp="1759013776"),
        ApplicantFacts(family_name="іваненко", given_name="Марія", patronymic="Петрівна", phone="+380501234567"),
        ApplicantFacts(family_name="Iваненко", given_name="Марія", patronymic="Петрівна", born_on=dt.date(1948, 2, 28)),
    ):
        assert queries.possible_duplicates(OFFICER, facts) == [known]
        assert queries.possible_duplicates(OFFICER, facts, besides=known.pk) == []
        assert queries.possible_duplicates(STRANGER, facts) == []
    assert queries.possible_duplicates(OFFICER, ApplicantFacts(family_name="Іваненко")) == []


def test_a_correction_names_its_fields_in_the_journal_and_no_values() -> None:
    person = add()
    facts = ApplicantFacts(family_name="Петренко", given_name="Марія", phone="0671112233")
    services.edit_applicant(actor=OFFICER, at=AT, applicant=person, version=1, facts=facts)
    entry = JournalEntry.objects.get(action="applicant.corrected")
    assert entry.facts == {"fields": ["family_name", "patronymic", "phone"]}
    assert names("Петренко") == ["Петренко Марія"]


def test_a_stale_correction_shows_what_is_kept() -> None:
    person = add()
    facts = ApplicantFacts(family_name="Петренко", given_name="Марія")
    services.edit_applicant(actor=OFFICER, at=AT, applicant=person, version=1, facts=facts)
    with pytest.raises(errors.ChangedMeanwhile) as refusal:
        services.edit_applicant(
            actor=OFFICER, at=AT, applicant=person, version=1, facts=ApplicantFacts(family_name="Сидоренко")
        )
    assert refusal.value.theirs.family_name == "Петренко"
    assert Applicant.objects.get().family_name == "Петренко"


def test_a_representative_acts_until_a_day() -> None:
    mother, child = add(), add("Іваненко", "Оля")
    made = services.add_representative(
        actor=OFFICER, at=AT, applicant=child, person=mother, ground="parent", document="свідоцтво І-АА 123456",
        valid_to=dt.date(2026, 11, 16),
    )  # fmt: skip
    assert list(queries.representatives_of(child, on=dt.date(2026, 11, 16))) == [made]
    assert list(queries.representatives_of(child, on=dt.date(2026, 11, 17))) == []
    with pytest.raises(errors.RepresentsThemselves):
        services.add_representative(actor=OFFICER, at=AT, applicant=child, person=child, ground="parent", document="1")
    with pytest.raises(errors.DocumentMissing):
        services.add_representative(actor=OFFICER, at=AT, applicant=child, person=mother, ground="parent", document=" ")


def test_a_stranger_finds_nothing_and_changes_nothing() -> None:
    person = add(rnokpp="1759013776")
    for seen_from in (NEIGHBOUR, HOME):  # with and without the second lock
        tenancy.bind(seen_from)
        assert names("1759013776", STRANGER) == names("Іваненко", STRANGER) == names("Іванинко", STRANGER) == []
        with pytest.raises(Http404):
            policies.access_applicant(STRANGER, person.pk)
        with pytest.raises(Http404):
            services.edit_applicant(
                actor=STRANGER, at=AT, applicant=person, version=1, facts=ApplicantFacts(family_name="Х")
            )
        with pytest.raises(Http404):
            services.add_representative(
                actor=STRANGER, at=AT, applicant=person, person=person, ground="parent", document="1"
            )
    assert Applicant.objects.get().family_name == "Іваненко"


@pytest.mark.parametrize("role", [Role.COURIER, Role.PROVIDER, Role.STEWARD])
def test_other_roles_neither_find_nor_add(role: Role) -> None:
    add()
    actor = Actor(user_id=3, name="Інший", role=role, hromada_code=HOME)
    assert names("Іваненко", actor) == []
    with pytest.raises(errors.MayNotAct):
        services.add_applicant(actor=actor, at=AT, facts=ApplicantFacts(family_name="Новий"))
    assert Applicant.objects.count() == 1
