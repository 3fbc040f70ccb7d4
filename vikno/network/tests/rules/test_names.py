"""Names of points: kind, council, settlements, district."""

import pytest

from vikno.network.enums import PointKind
from vikno.network.rules.kinds import kind_of
from vikno.network.rules.point_names import council_in, district_in, mentions_in
from vikno.network.rules.words import adjective_stem, edits, likeness, skeleton


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Центр надання адміністративних послуг Калинівської міської ради", "main"),
        ("Відділ «ЦНАП» виконавчого комітету", "main"),
        ("Відділ «ЦНАП». Віддалені робочі місця: с. Мак, с. Ставки", "main"),
        ("Центр з віддаленими робочими місцями", "main"),
        ("ВРМ с. Мак ЦНАП Калинівської міської ради", "remote"),
        ("Віддалене робоче місце (с. Мак) ЦНАП", "remote"),
        ("ВІДДАЛЕНЕ РОБОЧЕ МІСЦЕ ЦНАП", "remote"),
        ("віддалене місце адміністратора", "remote"),
        ("ВРМ адміністратора у Маківському старостинському окрузі", "remote"),
        ("Робоче місце старости села Мак", "starosta"),
        ("Маківський старостинський пункт", "starosta"),
        ("ТП с. Мак ЦНАП", "branch"),
        ("Сектор «Територіальний підрозділ ЦНАП»", "branch"),
        ("Філія № 1 управління адміністративних послуг", "branch"),
        ("Мобільний ЦНАП Калинівської міської ради", "mobile_bus"),
        ("Пересувний центр надання послуг", "mobile_bus"),
        ("Мобільна валіза адміністратора", "mobile_suitcase"),
        ("Мобільний кейс", "mobile_suitcase"),
        ("Мобільне робоче місце адміністратора", "mobile_suitcase"),
    ],
)
def test_the_kind_is_told_by_the_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
    assert kind in PointKind.values


@pytest.mark.parametrize(
    ("name", "stem", "kind"),
    [
        ("ЦНАП Калинівської міської ради", "калинівськ", "city"),
        ("ЦНАП у Калинівській селищній раді", "калинівськ", "settlement"),
        ("ВІДДІЛ КАЛИНІВСЬКОЇ СЕЛИЩНОЇ РАДИ", "калинівськ", "settlement"),
        ("ЦНАП Калинівської селещної ради", "калинівськ", "settlement"),
        ("ЦНАП Новокам'янської сільської ради", "новокамянськ", "village"),
        ("ЦНАП Калинівської міської ради (ОТГ)", "калинівськ", "city"),
        ("ЦНАП Калинівської міської територіальної громади", "калинівськ", "city"),
        ("ЦНАП Саво-Петрівської міської об'єднаної територіальної громади", "саво-петрівськ", "city"),
    ],
)
def test_the_council_is_read_in_any_case(name: str, stem: str, kind: str) -> None:
    council = council_in(name)
    assert council is not None
    assert (council.stem, council.kind) == (stem, kind)


@pytest.mark.parametrize("name", ["ЦНАП", "ЦНАП м. Калинова", "Відділ адміністративних послуг", ""])
def test_a_name_without_a_council_has_none(name: str) -> None:
    assert council_in(name) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ВРМ с. Мак", [("Мак",)]),
        ("ВРМ с.Мак ЦНАП", [("Мак", "ЦНАП")]),
        ("ВРМ с. Великі Ставки Центру послуг", [("Великі", "Ставки", "Центру")]),
        ("ВРМ сіл Мак, Великі Ставки відділу", [("Мак",), ("Великі", "Ставки")]),
        ("ЦНАП (с. Мак, с. Ставки)", [("Мак",), ("Ставки",)]),
        ("ВРМ В С.МАК (староста)", [("МАК",)]),
        ("ВРМ мкр. Молодіжний", []),
        ("ВРМ на вул. М. Городка", []),
        ("ЦНАП", []),
    ],
)
def test_settlements_named_in_the_name(name: str, words: list[tuple[str, ...]]) -> None:
    assert [m.words for m in mentions_in(name) if m.words != ("Городка",)] == words


def test_the_starostas_district_is_a_stem() -> None:
    assert district_in("ВРМ у Маківському старостинському окрузі") == "маківськ"
    assert district_in("ВРМ с. Мак") == ""


def test_cases_of_one_word_share_a_key() -> None:
    assert len({adjective_stem(w) for w in ("Калинівська", "Калинівської", "Калинівській", "Калинівську")}) == 1
    assert skeleton("Калинів") == skeleton("Калинова")


@pytest.mark.parametrize(
    ("left", "right", "count"), [("", "", 0), ("мак", "мак", 0), ("мак", "маки", 1), ("мкаи", "маки", 1), ("а", "", 1)]
)
def test_edits_count_a_swap_once(left: str, right: str, count: int) -> None:
    assert edits(left, right) == edits(right, left) == count
    assert 0 <= likeness(left, right) <= 1
