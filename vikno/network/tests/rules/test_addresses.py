"""An address written by hand, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.network.rules.addresses import Address, parse_address

CODE = "UA97020010010000011"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Травнева, 4, м. Калинів, Калинівська територіальна громада, Надрічанська область",
            Address(
                oblast="Надрічанська",
                hromada="Калинівська",
                kind="city",
                settlement="Калинів",
                street="Травнева",
                building="4",
            ),
        ),
        (
            "Надрічанська обл., Калинівський р-н, с. Мак, вул. Садова, 109А, 37500",
            Address(
                oblast="Надрічанська",
                raion="Калинівський",
                kind="either",
                settlement="Мак",
                street="вул. Садова",
                building="109А",
                postcode="37500",
            ),
        ),
        (
            "м. Калинів вул. Гоголя 171/1",
            Address(kind="city", settlement="Калинів", street="вул. Гоголя", building="171/1"),
        ),
        ("Хрещата 36, Столичне", Address(settlement="Столичне", street="Хрещата", building="36")),
        (
            "с-ще Прогрес, Наукова, 18",
            Address(kind="settlement", settlement="Прогрес", street="Наукова", building="18"),
        ),
        (
            "смт.Варва вул.Шкільна 40А",
            Address(kind="settlement", settlement="Варва", street="вул.Шкільна", building="40А"),
        ),
        ("Полтавка", Address(settlement="Полтавка")),
        (f"{CODE}, Травнева, 4", Address(code=CODE, street="Травнева", building="4")),
        (
            "село Мак, Калинівська сільська територіальна громада",
            Address(kind="village", settlement="Мак", hromada="Калинівська"),
        ),
        ("селище міського типу Мак", Address(kind="settlement", settlement="Мак")),
        (
            "Миру, 5, м. Калинів, Калинівська ОТГ",
            Address(street="Миру", building="5", kind="city", settlement="Калинів", hromada="Калинівська"),
        ),
        ("АР Крим, м. Калинів", Address(oblast="Крим", kind="city", settlement="Калинів")),
    ],
)
def test_parts_are_told_by_their_words(text: str, parts: Address) -> None:
    assert parse_address(text) == parts


@pytest.mark.parametrize("segment", ["ні", "0", "˗", "-", "NA", "не вказано"])
def test_a_placeholder_is_not_a_settlement(segment: str) -> None:
    found = parse_address(f"Центральна, 24, {segment}, Калинівська, Надрічанська область")
    assert found.settlement == ""
    assert (found.hromada, found.street, found.building) == ("Калинівська", "Центральна", "24")


@pytest.mark.parametrize("initial", ["М. Городка", "В. Слободяна", "Л. Українки", "С. Бандери", "Т.Г. Шевченка"])
def test_an_initial_in_a_street_is_not_a_kind_of_settlement(initial: str) -> None:
    found = parse_address(f"{initial}, 41, с. Мак, Калинівська територіальна громада, Надрічанська область")
    assert found.street == initial
    assert (found.kind, found.settlement) == ("either", "Мак")


def test_a_capital_kind_before_a_typed_street_is_the_settlement() -> None:
    assert parse_address("М.Калинів, вул. Соборності, буд. 36").settlement == "Калинів"


@pytest.mark.parametrize("text", ["cмт Мак", "смт Мак", "c. Мак", "с Мак"])
def test_latin_look_alikes_in_the_kind_are_understood(text: str) -> None:
    assert parse_address(text).settlement == "Мак"


@pytest.mark.parametrize(
    "building", ["11А", "171/1", "64 г", "№1/1", "20-А", "4/16", "42/2Б", "1-а", "буд. 5", "буд. 5, кв. 3", "б/н", "8A"]
)
def test_buildings_in_many_spellings_follow_the_street(building: str) -> None:
    found = parse_address(f"Миру, {building}, с. Мак")
    assert found.street == "Миру"
    assert found.building
    assert found.rest == ()


@pytest.mark.parametrize(
    "street", ["1 Травня", "30-річчя Перемоги", "Набережна", "Полтавський шлях", "майдан Відродження"]
)
def test_streets_that_look_like_something_else(street: str) -> None:
    assert parse_address(f"{street}, 4, с. Мак").street == street


def test_a_street_without_a_building_is_still_the_street() -> None:
    found = parse_address("Шкільна, с. Мак, Калинівська територіальна громада")
    assert (found.street, found.building, found.settlement) == ("Шкільна", "", "Мак")


def test_a_second_settlement_is_kept_aside_not_chosen() -> None:
    found = parse_address("с. Мак, с. Ставки, вул. Миру, 1")
    assert found.settlement == "Мак"
    assert found.rest == ("Ставки",)


@pytest.mark.parametrize("text", ["", " ", "-", ",,,", "ні"])
def test_an_empty_address_says_nothing(text: str) -> None:
    assert parse_address(text) == Address()


@given(st.text(max_size=200))
def test_any_text_is_taken_without_a_fall(text: str) -> None:
    parse_address(text)


@given(
    st.permutations(["вул. Садова, 12", "с. Мак", "Калинівська територіальна громада", "Надрічанська область", "37500"])
)
def test_order_does_not_matter_when_every_part_says_what_it_is(parts: list[str]) -> None:
    found = parse_address(", ".join(parts))
    assert (found.oblast, found.hromada, found.settlement) == ("Надрічанська", "Калинівська", "Мак")
    assert (found.street, found.building, found.postcode) == ("вул. Садова", "12", "37500")


def test_the_street_address_is_one_line() -> None:
    assert parse_address("Травнева, 4, м. Калинів").street_address == "Травнева, 4"
    assert parse_address("м. Калинів").street_address == ""
