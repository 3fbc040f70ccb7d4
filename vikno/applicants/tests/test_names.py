"""Names as keyboards write them: stored as typed, found however asked, warned of, never blocked.

T2 and T3 of the quality notes: sixty names, each with spellings that must find it; sorting; numbers and legal absences.
"""

import datetime as dt
import unicodedata

import pytest

from vikno.applicants import queries, services
from vikno.applicants.models import Applicant
from vikno.applicants.queries import FoundBy
from vikno.applicants.rules import ApplicantFacts
from vikno.common import tenancy, typeset
from vikno.common.actors import Actor
from vikno.common.text import fold, mixed_script
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db
HOME = "UA99020010000011111"
AT = dt.datetime(2026, 11, 16, 8, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 16)
OFFICER = Actor(user_id=1, name="Адміністраторка", role="officer", hromada_code=HOME)
_APOSTROPHES = "'’ʼ`"
_WITH_APOSTROPHE = (
    "Д’яченко", "В'юник", "Мар`яненко", "Солов’яненко", "Об'єдков", "П’ятигорець", "Лук'яненко", "Стеф’юк", "Дем'янчук",
    "Григор’єв", "Прокоп'юк", "О’Ніл",
)  # fmt: skip
_WITH_LATIN = (
    "Iваненко", "Пeтренко", "Кoваль", "Сидoренко", "Mельник", "Бoйко", "Tкаченко", "Kравченко", "Oлійник", "Шeвчук",
    "Пoлiщук", "Cавченко",
)  # fmt: skip
_DECOMPOSED = tuple(
    unicodedata.normalize("NFD", name)
    for name in ("Йосипенко", "Їжак", "Гайовий", "Україїнець", "Майборода", "Мусій", "Заїка", "Бойчук", "Їжакевич")
)
_INVISIBLE = (
    "Тара\u200bсенко", "Мороз\u200d", "\u200eЛисенко", "Руд\u00adь", "Гнат\ufeffюк", "Марчен\u2060ко",
    "\u202bСокур\u202c",
    "Пав\u200cленко",
)  # fmt: skip
_HYPHENS = (
    "Нечуй-Левицький", "Квітка‑Основ’яненко", "Карпенко–Карий", "Грінченко−Загірня", "Симиренко - Торп", "Косач-Квітка",
    "Яблонська—Дзвін",
)  # fmt: skip
_RARE = (
    "І", "Ю", "Ґудзь", "Єщенко", "Чж", "Аль-Хаш'ім", "ван дер Бек", "Мак-Ґі", "Нгуєн", "Оґли", "Ґалаґан",
    "Я" + "кшибойчуковська-" * 7 + "Ярова",
)  # fmt: skip
SIXTY = (*_WITH_APOSTROPHE, *_WITH_LATIN, *_DECOMPOSED, *_INVISIBLE, *_HYPHENS, *_RARE)[:60]


def variants(name: str) -> set[str]:
    """How the same name is asked for: another apostrophe or none, NFD, Latin look-alikes, other dashes, capitals."""
    plain = unicodedata.normalize("NFC", name)
    made = {
        name,
        plain,
        unicodedata.normalize("NFD", plain),
        plain.upper(),
        plain.lower(),
        f" {plain} ",
        f"\u200b{plain}",
    }
    for sign in _APOSTROPHES:
        if sign in plain:
            made |= {plain.replace(sign, other) for other in (*_APOSTROPHES, "")}
    made.add(plain.translate(str.maketrans("аеіоСрх", "aeioCpx")))
    made |= {plain.replace(dash, other) for dash in "-‑–—" if dash in plain for other in "-–—"}
    return made


@pytest.fixture(autouse=True)
def bound(db: None) -> None:
    tenancy.bind(HOME)
    Unit.objects.create(code=HOME, category="H", name=HOME, search_key=HOME, sort_key=HOME, first_seen_on=TODAY)


def add(family_name: str, **given: object) -> Applicant:
    facts = ApplicantFacts(family_name=family_name, **{"given_name": "Марія", **given})  # type: ignore[arg-type]
    return services.add_applicant(actor=OFFICER, at=AT, facts=facts)


def test_there_are_sixty_different_names() -> None:
    assert len({fold(name) for name in SIXTY}) == len(SIXTY) == 60
    assert max(map(len, SIXTY)) >= 118


def test_sixty_names_are_kept_as_typed_and_found_under_every_variant() -> None:
    people = {name: add(name) for name in SIXTY}
    lost = []
    for name, person in people.items():
        kept = Applicant.objects.get(pk=person.pk).family_name
        assert unicodedata.is_normalized("NFC", kept)
        visible = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) != "Cf")
        assert kept == " ".join(visible.split()), repr(name)
        assert [sign for sign in kept if sign in _APOSTROPHES] == [sign for sign in name if sign in _APOSTROPHES]
        for asked in variants(name):
            found = queries.find_applicants(OFFICER, asked)
            if person.pk not in [one.pk for one in found.applicants] or found.by != FoundBy.NAME:
                lost.append((name, asked, found.by))
    assert lost == []


def test_mixed_letters_are_warned_of_and_saved() -> None:
    for name in _WITH_LATIN:
        assert mixed_script(name), name
        odd = queries.oddities_of(ApplicantFacts(family_name=name, given_name="Марія", phone="0501234567"), today=TODAY)
        assert "family_name" in [one.field for one in odd], name
        assert add(name).pk
    for name in (*_WITH_APOSTROPHE, *_DECOMPOSED, *_HYPHENS):
        odd = queries.oddities_of(ApplicantFacts(family_name=name, given_name="Марія", phone="0501234567"), today=TODAY)
        assert "family_name" not in [one.field for one in odd], name


def test_another_spelling_is_suspected_as_a_double() -> None:
    for name in SIXTY[:40]:
        person = add(name, born_on=dt.date(1980, 5, 17))
        for asked in variants(name):
            facts = ApplicantFacts(family_name=asked, given_name="Марія", born_on=dt.date(1980, 5, 17))
            assert person in queries.possible_duplicates(OFFICER, facts), (name, asked)


def test_every_letter_of_the_sixty_is_printed() -> None:
    lost = {letter for name in SIXTY for letter in add(name).family_name if not typeset.shows(letter)}
    assert lost == set()


def test_the_alphabet_orders_names() -> None:
    alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
    for letter in reversed(alphabet):
        add(f"{letter.upper()}тест")
    ordered = [one.family_name[0].lower() for one in Applicant.objects.filter(hromada_id=HOME).order_by("sort_key")]
    assert "".join(ordered) == alphabet


@pytest.mark.parametrize(
    ("facts", "odd"),
    [
        ({"rnokpp": "1759013776"}, False),
        ({"rnokpp": "1759013777"}, True),
        ({"unzr": "19840228-00013"}, None),
        ({"has_no_rnokpp": True}, False),
        ({"identity_kind": "passport_book", "identity_number": "АВ 123456"}, False),
        ({"identity_kind": "id_card", "identity_number": "001234567"}, False),
        ({"phone": "050 123-45-67"}, False),
        ({"phone": "+380 (50) 1234567"}, False),
        ({"patronymic": ""}, False),
        ({"given_name": ""}, False),
    ],
)
def test_numbers_and_legal_absences(facts: dict[str, object], odd: bool | None) -> None:
    said = ApplicantFacts(**{"family_name": "Іваненко", "given_name": "Марія", "phone": "0501234567", **facts})  # type: ignore[arg-type]
    oddities = queries.oddities_of(said, today=TODAY)
    if odd is not None:
        assert bool(oddities) is odd, [one.code for one in oddities]
    kept = services.add_applicant(actor=OFFICER, at=AT, facts=said)
    assert kept.pk  # warned at most, never blocked


def test_nobody_needs_a_family_name_but_somebody_needs_a_name() -> None:
    assert str(add("", given_name="Мадонна")) == "Мадонна"
