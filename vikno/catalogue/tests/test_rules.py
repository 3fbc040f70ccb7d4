"""Fees, versions in time, names and citations: a lawyer's example is one line."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.catalogue.rules import (
    Act,
    ActLine,
    CostLine,
    Period,
    Placeholder,
    RequirementLine,
    citation,
    closing_day,
    fee_amount,
    in_english,
    in_force,
    may_start_on,
    name_key,
    next_start,
    placeholder,
    same_but_english,
)
from vikno.catalogue.tests.world import unhurried

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("percent", "index", "rounding", "fee"),
    [
        ("1.5", "3028", "kopiyka", "45.42"),  # residence on time, 2025
        ("2.5", "3028", "kopiyka", "75.70"),  # residence late, 2025
        ("10", "3328", "ten_hryvnias", "330.00"),  # ownership of property, 2026
        ("30", "3028", "ten_hryvnias", "910.00"),
        ("5", "17", "kopiyka", "0.85"),  # state duty for marriage
        ("3", "17", "kopiyka", "0.51"),
        ("0.5", "3", "kopiyka", "0.02"),  # half a kopiyka goes up
    ],
)
def test_a_share_of_an_index(percent: str, index: str, rounding: str, fee: str) -> None:
    amount = fee_amount(percent=Decimal(percent), index_value=Decimal(index), rounding=rounding)
    assert str(amount) == fee


@unhurried
@given(
    st.decimals("0.001", "100", places=3),
    st.decimals("1", "100000", places=2),
    st.sampled_from(["kopiyka", "ten_hryvnias"]),
)
def test_a_fee_is_within_half_a_step(percent: Decimal, index: Decimal, rounding: str) -> None:
    step = {"kopiyka": Decimal("0.01"), "ten_hryvnias": Decimal(10)}[rounding]
    amount = fee_amount(percent=percent, index_value=index, rounding=rounding)
    assert abs(amount - percent * index / 100) <= step / 2
    assert amount % step == 0


OLD = Period(starts=day("2025-01-01"), ends=day("2025-12-31"))
NEW = Period(starts=day("2026-01-01"))


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2024-12-31", None), ("2025-01-01", OLD), ("2025-12-31", OLD), ("2026-01-01", NEW), ("2040-01-01", NEW)],
)
def test_the_version_of_a_day(on: str, expected: Period | None) -> None:
    assert in_force([OLD, NEW], day(on)) == expected


@pytest.mark.parametrize(
    ("starts", "published", "allowed"),
    [
        ("2020-01-01", [], True),
        ("2026-11-22", [NEW], True),
        ("2026-11-21", [NEW], False),
        ("2027-01-01", [NEW, Period(starts=day("2027-01-01"))], False),
        ("2027-01-02", [NEW, Period(starts=day("2027-01-01"))], True),
    ],
)
def test_from_when_a_version_may_hold(starts: str, published: list[Period], *, allowed: bool) -> None:
    assert may_start_on(day(starts), published, today=day("2026-11-22")) is allowed


@unhurried
@given(DAYS, DAYS)
def test_a_closed_version_never_overlaps_the_next(old: dt.date, new: dt.date) -> None:
    if old < new:
        closed = Period(starts=old, ends=closing_day(new))
        assert not closed.overlaps(Period(starts=new))
        assert in_force([closed, Period(starts=new)], new) == Period(starts=new)


@unhurried
@given(DAYS, DAYS, DAYS, DAYS)
def test_overlap_is_a_common_day(a: dt.date, b: dt.date, c: dt.date, d: dt.date) -> None:
    one, other = Period(starts=min(a, b), ends=max(a, b)), Period(starts=min(c, d), ends=max(c, d))
    common = max(one.starts, other.starts)
    assert one.overlaps(other) == (one.holds_on(common) and other.holds_on(common))
    assert one.overlaps(other) == other.overlaps(one)


def test_the_next_planned_version() -> None:
    planned = Period(starts=day("2027-01-01"))
    assert next_start(day("2026-11-22"), [NEW, planned]) == day("2027-01-01")
    assert next_start(day("2027-01-01"), [NEW, planned]) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("_можно занимать", Placeholder.RESERVED),
        ("_", Placeholder.RESERVED),
        ("__", Placeholder.RESERVED),
        ("", Placeholder.RESERVED),
        ("-", Placeholder.RESERVED),
        ("NA", Placeholder.RESERVED),
        ("_НЕ ЗАНИМАТЬ И НЕ УДАЛЯТЬ (под тестирование)", Placeholder.RESERVED),
        ("_test_ved", Placeholder.TEST),
        ("_doc_test_idoc", Placeholder.TEST),
        ("Тестова служба", Placeholder.TEST),
        ("_Тестирование удаления заявки", Placeholder.TEST),
        ("test", Placeholder.TEST),
        ("_Видача паспорта громадянина України", Placeholder.HIDDEN),
        ("Атестація лікарів", None),
        ("Тестування на знання державної мови", None),
        ("Свідоцтво про атестацію", None),
        ("Реєстрація місця проживання", None),
    ],
)
def test_rows_that_hold_no_service(name: str, expected: Placeholder | None) -> None:
    assert placeholder(name) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Державна реєстрація ФОП", "державна  реєстрація ФОП."),
        ("Видача паспорта «ID»", 'Видача паспорта "ID"'),
        ("Обов'язки", "Обов’язки"),
        ("Реєстрація", "Pеєстрація"),  # a Latin P
    ],
)
def test_equal_names(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


LAW = Act(
    kind="Закон України", number="2398-VI", on=day("2010-07-01"), title="Про реєстрацію", title_en="On Registration"
)
CODE = replace(LAW, kind="Сімейний кодекс України", title="Сімейний кодекс України", title_en="Family Code of Ukraine")


def test_citations() -> None:
    assert citation(LAW, "ст. 17") == "Закон України від 01.07.2010 № 2398-VI, ст. 17"
    assert citation(CODE, "ст. 28") == "Сімейний кодекс України, ст. 28"
    assert LAW.full == "Закон України від 01.07.2010 № 2398-VI «Про реєстрацію»"
    assert LAW.full_en == "Law of Ukraine of 01.07.2010 No. 2398-VI “On Registration”"
    assert CODE.full_en == "Family Code of Ukraine"
    assert replace(LAW, title_en="").full_en == ""


@pytest.mark.parametrize(
    ("uk", "en"),
    [
        (
            "Закон України від 01.07.2010 № 2398-VI, ст. 11, ч. 2",
            "Law of Ukraine of 01.07.2010 No. 2398-VI, Art. 11, part 2",
        ),
        ("Сімейний кодекс України, ст. 28", "Family Code of Ukraine, Art. 28"),
        ("Рішення ради від 5 травня", "Рішення ради від 5 травня"),
    ],
)
def test_citations_in_english(uk: str, en: str) -> None:
    assert in_english(uk) == en


def test_a_table_that_says_nothing_in_english_changes_nothing() -> None:
    held = (RequirementLine(name="Заява", name_en="Application", condition_en="x"),)
    assert same_but_english(held, (RequirementLine(name="Заява"),))
    assert not same_but_english(held, (RequirementLine(name="Паспорт"),))
    assert not same_but_english(held, ())
    confirmed = (CostLine(kind="free", description_en="x", is_confirmed=True),)
    assert same_but_english(confirmed, (CostLine(kind="free"),))
    assert same_but_english((ActLine(title="А", is_confirmed=True),), (ActLine(title="А"),))
    assert same_but_english("однаково", "однаково")
    assert not same_but_english(10, 11)


@pytest.mark.parametrize(
    ("cost", "is_whole"),
    [
        (CostLine(kind="free"), True),
        (CostLine(kind="free", amount=Decimal(1)), False),
        (CostLine(kind="tariff"), True),
        (CostLine(kind="amount", amount=Decimal("558.00")), True),
        (CostLine(kind="amount", amount=Decimal(0)), False),
        (CostLine(kind="amount"), False),
        (CostLine(kind="index_share", index="subsistence_able", percent=Decimal("1.5")), True),
        (CostLine(kind="index_share", percent=Decimal("1.5")), False),
    ],
)
def test_a_price_says_what_its_kind_needs(cost: CostLine, *, is_whole: bool) -> None:
    assert cost.is_whole is is_whole
