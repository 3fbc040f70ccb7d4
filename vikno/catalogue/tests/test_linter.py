"""The card linter: each fault once, in a card that has no other."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.catalogue.rules import (
    ActLine,
    CardContent,
    CardDates,
    CardPlace,
    CostLine,
    PlaceHours,
    RequirementLine,
    Severity,
    has_errors,
    lint_card,
)
from vikno.catalogue.rules.findings import FINDINGS
from vikno.catalogue.tests.world import TODAY, card, requirement, share, unhurried


def codes(content: CardContent, **context: Any) -> list[str]:
    return [finding.code for finding in lint_card(content, **context)]


def test_a_whole_card_has_no_findings() -> None:
    assert codes(card()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"authority": ""}, "no_provider"),
        ({"term_days": None}, "no_term"),
        ({"result": "  ", "result_en": ""}, "no_result"),
        ({"refusal_grounds": (), "refusal_grounds_en": ()}, "no_refusal"),
        ({"acts": ()}, "no_act"),
        ({"costs": ()}, "no_cost"),
        ({"requirements": ()}, "no_requirement"),
        ({"channels": ()}, "no_channel"),
        ({"applicants": (), "who_may_apply": "", "who_may_apply_en": ""}, "no_applicant"),
        ({"term_days": 45, "term_unit": "calendar"}, "long_term"),
        ({"is_immediate": True, "term_days": 10}, "immediate_but_long"),
        ({"term_is_confirmed": False}, "term_unconfirmed"),
        ({"result_en": ""}, "english_missing"),
        ({"refusal_grounds_en": ()}, "english_missing"),
        ({"result": "Дoвідка"}, "mixed_letters"),
        ({"costs": (CostLine(kind="amount", is_confirmed=True),)}, "cost_incomplete"),
        ({"costs": (share("1.5", index=""),)}, "cost_incomplete"),
        ({"costs": (CostLine(kind="tariff", is_confirmed=True),)}, "tariff"),
        ({"costs": (CostLine(kind="free"),)}, "cost_unconfirmed"),
        ({"costs": (CostLine(kind="free", is_confirmed=True), share("1.5"))}, "free_and_paid"),
        ({"acts": (ActLine(title="Закон", title_en="Law"),)}, "act_unconfirmed"),
    ],
)
def test_what_is_missing_or_doubtful(changes: dict[str, Any], code: str) -> None:
    assert codes(card(**changes)) == [code]


def test_free_for_some_and_paid_for_others_is_lawful_when_said() -> None:
    told = {"description": "Перший паспорт", "description_en": "First"}
    free = CostLine(kind="free", is_confirmed=True, **told)
    assert codes(card(costs=(free, share("2.5", **told)))) == []


def test_an_immediate_service_needs_no_days() -> None:
    assert codes(card(is_immediate=True, term_days=None)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Паспорт, довідка тощо",
        "Інші документи",
        "Паспорт та інші документи",
        "інші необхідні документи, передбачені законодавством",
        "Довідка про доходи та ін.",
        "Паспорт, довідка та інше",
        "заява і т. д.",
        "Копії паспорта й т.п.",
        "інші відомості",
        "Passport etc.",
        "the application and so on",
    ],
)
def test_open_lists_are_found(text: str) -> None:
    assert codes(card(requirements=(requirement(text),))) == ["open_list"]


@pytest.mark.parametrize(
    "text",
    [
        "Паспорт громадянина України або інший документ, що посвідчує особу",
        "Паспорти батьків або інші документи, що посвідчують їхні особи",
        "Документ, що підтверджує повноваження представника",
        "Згода другого з батьків",
        "Витяг про точки обліку",
    ],
)
def test_closed_lists_pass(text: str) -> None:
    assert codes(card(requirements=(requirement(text),))) == []


@pytest.mark.parametrize("text", ["Довідка у разі потреби", "Довіреність за необхідності", "Фото (if needed)"])
def test_vague_conditions_are_named(text: str) -> None:
    found = lint_card(card(requirements=(requirement(text),)))
    assert [finding.code for finding in found] == ["vague"]
    assert found[0].facts["excerpt"].lower() in text.lower()


def test_open_ended_refusal_is_found_too() -> None:
    assert codes(card(refusal_grounds=("Подано не всі документи тощо.",))) == ["open_list"]


def test_each_requirement_needs_its_ground() -> None:
    found = lint_card(card(requirements=(requirement(), requirement("Фото", ground=" "))))
    assert [(finding.code, finding.line) for finding in found] == [("no_ground", 2)]
    assert "«Фото»" in found[0].sentence


@pytest.mark.parametrize(
    "name",
    [
        "Витяг з Державного реєстру речових прав на нерухоме майно",
        "Виписка з Єдиного державного реєстру юридичних осіб",
        "Витяг з Державного земельного кадастру",
        "Довідка про взяття на облік внутрішньо переміщеної особи",
        "Довідка про реєстрацію місця проживання",
        "Довідка про склад сім'ї",
        "Витяг із реєстру територіальної громади",
    ],
)
def test_what_the_state_knows_is_not_asked(name: str) -> None:
    assert codes(card(requirements=(requirement(name),))) == ["obtainable"]


def test_a_point_without_the_residence_register_may_ask_for_residence() -> None:
    content = card(requirements=(requirement("Довідка про місце проживання"),))
    assert codes(content, place=CardPlace(name="ВРМ", keeps_residence_register=False)) == []


@pytest.mark.parametrize(("form", "expected"), [("copy", ["copy_asked"]), ("both", ["copy_asked"]), ("shown", [])])
def test_copies_are_made_by_the_centre(form: str, expected: list[str]) -> None:
    assert codes(card(requirements=(requirement("Паспорт", form=form),))) == expected


def test_one_document_twice() -> None:
    lines = (requirement("Паспорт"), requirement("паспорт"), requirement("Паспорт", condition="Для дитини."))
    found = lint_card(card(requirements=lines))
    assert ("twice", 2) in [(finding.code, finding.line) for finding in found]
    assert ("twice", 3) not in [(finding.code, finding.line) for finding in found]


def hours(weekday: int, opens: str, closes: str, *, is_reception: bool = True) -> PlaceHours:
    times = (dt.time.fromisoformat(text) for text in (opens, closes))
    return PlaceHours(weekday=weekday, opens=next(times), closes=next(times), is_reception=is_reception)


OFFICE = CardPlace(
    name="Основний офіс",
    hours=(hours(1, "08:00", "12:00"), hours(1, "13:00", "16:00"), hours(1, "16:00", "17:00", is_reception=False)),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Прийом з 8:00 до 20:00", ["hours_contradict"]),
        ("Пн 8-00–12-00", ["hours_typed"]),
        ("Прийом 08.00 - 16.00", ["hours_typed"]),
        ("Працюємо 8:00–17:00", ["hours_typed"]),
        ("Перерва 12:00–13:00", ["hours_typed"]),
        ("Телефон 044 200-45-10", []),
        ("Строк 10-15 днів", []),
        ("Закон від 12.05.2023", []),
    ],
)
def test_hours_typed_into_a_card(text: str, expected: list[str]) -> None:
    assert codes(card(how_to_apply=text), place=OFFICE) == expected


def test_hours_typed_are_a_fault_even_where_the_point_is_unknown() -> None:
    assert codes(card(how_to_apply="Прийом з 8:00 до 20:00")) == ["hours_typed"]


@pytest.mark.parametrize(
    ("stretches", "code"),
    [
        ((hours(1, "08:00", "12:00"), hours(1, "11:00", "16:00")), "hours_overlap"),
        ((hours(2, "08:00", "17:00"), hours(2, "16:00", "17:00", is_reception=False)), "both_kinds"),
    ],
)
def test_a_point_whose_own_hours_disagree(stretches: tuple[PlaceHours, ...], code: str) -> None:
    found = lint_card(card(), place=CardPlace(name="ВРМ", hours=stretches))
    assert [(finding.code, finding.where) for finding in found] == [(code, "hours")]


def test_the_same_hours_on_other_days_do_not_overlap() -> None:
    week = tuple(hours(day, "08:00", "17:00") for day in range(1, 6))
    assert codes(card(), place=CardPlace(name="ВРМ", hours=week)) == []


@pytest.mark.parametrize(("valid_to", "expected"), [(None, []), (TODAY, []), (dt.date(2026, 11, 21), ["expired"])])
def test_an_expired_version(valid_to: dt.date | None, expected: list[str]) -> None:
    dates = CardDates(valid_from=dt.date(2025, 1, 1), valid_to=valid_to)
    assert codes(card(), dates=dates, on=TODAY) == expected


def test_errors_come_first_and_stop_publication() -> None:
    found = lint_card(card(result="", result_en="", term_is_confirmed=False, channels=()))
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    assert has_errors(found)
    assert not has_errors(lint_card(card(channels=())))


def test_every_sentence_can_be_said() -> None:
    facts = dict.fromkeys(("excerpt", "name", "days", "extra", "step", "code", "service"), "…")
    for _, sentence in FINDINGS.values():
        assert sentence.format(**facts).endswith(".")


def test_every_code_of_the_table_is_used_somewhere() -> None:
    empty = CardContent(
        requirements=(RequirementLine(name="Копія тощо", form="copy"), RequirementLine(name="Копія тощо", form="copy"))
    )
    assert {"no_ground", "open_list", "copy_asked", "twice", "no_term"} <= set(codes(empty))


@unhurried
@given(st.text(max_size=200))
def test_no_text_breaks_the_linter(text: str) -> None:
    content = card(how_to_apply=text, requirements=(requirement(text or "…"),))
    for finding in lint_card(content, place=OFFICE):
        assert finding.sentence
