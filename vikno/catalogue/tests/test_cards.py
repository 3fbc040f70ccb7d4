"""The information card: composed for a day, a point and a language; on a page and on paper."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from pypdf import PdfReader

from vikno.catalogue import queries, services
from vikno.catalogue.models import FeeIndex
from vikno.catalogue.queries import CardPlace, InformationCard, PlaceHours
from vikno.catalogue.queries.cards import card_changes, compose_card
from vikno.catalogue.queries.words import IndexValue
from vikno.catalogue.rules import ActLine, CardContent, CardDates, CostLine, ServiceFacts
from vikno.catalogue.tests.world import AT, SYSTEM, TODAY, card, requirement, service, share, version
from vikno.common import tenancy

INDICES = {
    "subsistence_able": IndexValue(name="Прожитковий мінімум", name_en="Subsistence minimum", value=Decimal(3028))
}


def clock(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


def hours(weekday: int, opens: str, closes: str, *, is_reception: bool = True) -> PlaceHours:
    return PlaceHours(weekday=weekday, opens=clock(opens), closes=clock(closes), is_reception=is_reception)


OFFICE = CardPlace(
    name="ВРМ Вербівка",
    address="вул. Шкільна, 1",
    phones=("+380 44 111 22 33",),
    email="vrm@example.org",
    hours=(
        *(hours(day, "08:00", "12:00") for day in (1, 2, 3, 5)),
        *(hours(day, "13:00", "16:00") for day in (1, 2, 3, 5)),
        hours(4, "12:00", "20:00"),
        hours(4, "20:00", "21:00", is_reception=False),
    ),
)


def composed(content: CardContent | None = None, place: CardPlace | None = None) -> InformationCard:
    return compose_card(
        facts=ServiceFacts(code="00034", name="Реєстрація місця проживання", name_en="Registration of residence"),
        content=content or card(), dates=CardDates(valid_from=dt.date(2026, 1, 1)), authority="Виконавчий комітет",
        indices=INDICES, on=TODAY, place=place,
    )  # fmt: skip


def lines(made: InformationCard, key: str) -> list[str]:
    section = made.section(key)
    return [item.text for item in section.items] if section else []


def test_the_parts_the_law_asks_for() -> None:
    keys = [section.key for section in composed(place=OFFICE).sections]
    assert keys == ["where", "who", "papers", "how", "price", "term", "result", "refusal", "law", "decides"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "zakon"])
def test_an_act_leads_to_the_web_or_nowhere(address: str) -> None:
    """A table taken in may say anything in its column of acts."""
    section = composed(card(acts=(ActLine(title="Закон", url=address),))).section("law")
    assert section is not None
    assert [(item.text, item.url) for item in section.items] == [("Закон", "")]


def test_a_card_without_a_point_names_no_place() -> None:
    made = composed(card(is_extraterritorial=False))
    assert made.section("where") is None
    assert made.place == ""


def test_hours_of_the_point_are_said_shortly() -> None:
    assert lines(composed(card(is_extraterritorial=False), OFFICE), "where") == [
        "ВРМ Вербівка",
        "Телефон: +380 44 111 22 33",
        "Електронна пошта: vrm@example.org",
        "Прийом: пн–ср, пт: 08:00–12:00, 13:00–16:00; чт: 12:00–20:00; решта днів — вихідні",
    ]


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ((hours(1, "09:00", "18:00"), hours(2, "09:00", "18:00")), "пн, вт: 09:00–18:00; решта днів — вихідні"),
        (tuple(hours(day, "09:00", "18:00") for day in range(1, 8)), "пн–нд: 09:00–18:00; без вихідних"),
        ((), "за графіком сільради"),
    ],
)
def test_other_timetables(stretches: tuple[PlaceHours, ...], expected: str) -> None:
    place = replace(OFFICE, hours=stretches, timetable_text="за графіком сільради")
    assert lines(composed(card(is_extraterritorial=False), place), "where")[-1] == f"Прийом: {expected}"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"term_days": 1, "term_unit": "working"}, "1 робочий день з дня реєстрації заяви"),
        ({"term_days": 3, "term_unit": "working"}, "3 робочі дні з дня реєстрації заяви"),
        ({"term_days": 10, "term_unit": "working"}, "10 робочих днів з дня реєстрації заяви"),
        ({"term_days": 21, "term_unit": "calendar"}, "21 календарний день з дня реєстрації заяви"),
        (
            {"term_days": 30, "term_unit": "calendar", "start_event": "received"},
            "30 календарних днів з дня надходження до суб'єкта надання",
        ),
        ({"is_immediate": True, "term_days": 1}, "Одразу, у день звернення"),
        ({"term_days": None, "term_note": "За рішенням суду."}, "За рішенням суду."),
    ],
)
def test_terms_in_words(changes: dict[str, Any], words: str) -> None:
    assert lines(composed(card(**changes)), "term")[0] == words


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (CostLine(kind="free"), "Безоплатно"),
        (CostLine(kind="amount", amount=Decimal("558.00")), "558,00 грн"),
        (CostLine(kind="amount", amount=Decimal(1042)), "1042,00 грн"),
        (share("1.5"), "45,42 грн"),
        (share("10", rounding="ten_hryvnias"), "300,00 грн"),
        (share("10", index="moon"), "10 % показника «moon»"),
        (CostLine(kind="tariff"), "Суму назве адміністратор"),
    ],
)
def test_prices_in_words(cost: CostLine, words: str) -> None:
    assert lines(composed(card(costs=(cost,))), "price")[0].replace("\xa0", "") == words


def test_a_share_says_of_what() -> None:
    section = composed(card(costs=(share("1.5", description="Вчасно"),))).section("price")
    assert section is not None
    assert section.items[0].note == "Вчасно. 1,5 % показника «Прожитковий мінімум»"


def test_a_condition_is_part_of_the_line() -> None:
    section = composed(
        card(requirements=(requirement("Довіреність", form="shown", condition="Заяву подає представник."),))
    ).section("papers")
    assert section is not None
    assert section.items[0].note == "Оригінал для огляду. Лише якщо: заяву подає представник."
    assert section.is_numbered


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_collegial": True}, "колегіальний"),
        ({"has_tacit_consent": True}, "мовчазна згода"),
        ({"is_paused_by_martial_law": True}, "воєнного стану"),
    ],
)
def test_what_else_a_term_depends_on(changes: dict[str, Any], words: str) -> None:
    assert words in lines(composed(card(**changes)), "term")[1]


def test_what_is_not_confirmed_is_said() -> None:
    assert composed().is_confirmed
    assert not composed(card(term_is_confirmed=False)).is_confirmed
    page = render_to_string("catalogue/_card.html", {"card": composed(card(term_is_confirmed=False))})
    assert "не звірено" in page


def test_english_is_complete() -> None:
    with translation.override("en"):
        made = composed(place=OFFICE)
        page = strip_tags(render_to_string("catalogue/_card.html", {"card": made}))
    assert made.language == "en"
    assert lines(made, "term") == ["10 working days from the day the application is registered"]
    own_words = ("Закон", "ВРМ", "Вербівка", "вул", "Шкільна", "Виконавчий", "комітет", "ст")
    left = [
        word
        for word in page.split()
        if any("а" <= c <= "я" for c in word.lower()) and not word.strip("№.,«»()").startswith(own_words)
    ]
    assert left == []


def test_a_text_without_english_stays_ukrainian() -> None:
    with translation.override("en"):
        assert lines(composed(card(result_en="")), "result")[0] == "Довідка."


def test_the_page_shows_every_part() -> None:
    page = render_to_string(
        "catalogue/_card.html", {"card": composed(place=replace(OFFICE, notice="Не працює 1 грудня"))}
    )
    for words in ("Куди звернутися", "Паспорт", "Закон України № 1", "Не працює 1 грудня", "1 січня 2026 року"):
        assert words in page


def pdf_text(made: InformationCard) -> str:
    reader = PdfReader(io.BytesIO(queries.card_pdf(made, made_at=AT)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_paper_says_the_same(language: str) -> None:
    with translation.override(language):
        made = composed(card(term_is_confirmed=False), OFFICE)
        text = pdf_text(made).replace(" ", "")
    for section in made.sections:
        assert section.title.replace(" ", "") in text
        for item in section.items:
            assert item.text.replace(" ", "") in text


def test_the_same_card_is_the_same_bytes() -> None:
    assert queries.card_pdf(composed(), made_at=AT) == queries.card_pdf(composed(), made_at=AT)


def test_nothing_typed_becomes_markup() -> None:
    made = composed(card(result="#panic() *жирно* <b>x</b>"))
    assert "#panic()*жирно*<b>x</b>" in pdf_text(made).replace(" ", "")
    assert "&lt;b&gt;" in render_to_string("catalogue/_card.html", {"card": made})


def test_what_a_new_card_changes_is_said_by_section() -> None:
    before = composed()
    after = composed(card(result="Витяг.", requirements=(requirement("Заява"), requirement("Фото"))))
    changes = {change.title: (change.removed, change.added) for change in card_changes(before, after)}
    assert set(changes) == {"Що отримаєте", "Які документи потрібні"}
    assert changes["Що отримаєте"] == (("Довідка",), ("Витяг",))
    removed, added = changes["Які документи потрібні"]
    assert [line.split(".")[0] for line in removed] == ["Паспорт"]
    assert [line.split(".")[0] for line in added] == ["Фото"]
    assert card_changes(before, before) == []


def test_a_section_that_appears_or_goes_is_a_change() -> None:
    with_place, without = composed(card(is_extraterritorial=False), OFFICE), composed(card(is_extraterritorial=False))
    assert card_changes(with_place, without)[0].added == ()
    assert card_changes(without, with_place)[0].removed == ()


@pytest.mark.django_db
def test_a_fee_follows_the_index_of_the_day() -> None:
    version(one := service(), card(costs=(share("1.5"),)), valid_from=dt.date(2025, 1, 1))
    for year, value in ((2025, 3028), (2026, 3328)):
        FeeIndex.objects.create(
            code="subsistence_able", name="ПМ", name_en="SM", valid_from=dt.date(year, 1, 1), value=value
        )
    sums = []
    for on in (dt.date(2025, 12, 31), dt.date(2026, 1, 1)):
        held = queries.version_in_force(one.pk, on=on)
        assert held is not None
        sums.append(lines(queries.information_card(held, on=on), "price")[0].replace("\xa0", " "))
    assert sums == ["45,42 грн", "49,92 грн"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_card_of_the_seed_is_printed(language: str) -> None:
    with tenancy.working_for(""):
        services.load_seed(actor=SYSTEM, at=AT)
    offered = list(queries.services_in_force(on=TODAY))
    held = queries.versions_in_force([one.pk for one in offered], on=TODAY)
    with translation.override(language):
        for one in offered[::8]:
            held[one.pk].service = one
            made = queries.information_card(held[one.pk], on=TODAY, place=OFFICE)
            assert queries.card_pdf(made, made_at=AT).startswith(b"%PDF")
            assert len(made.sections) == 10
