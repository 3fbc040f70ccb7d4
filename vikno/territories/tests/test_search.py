import unicodedata

import pytest

from vikno.territories import queries
from vikno.territories.models import OldCode, Postcode, Unit
from vikno.territories.rules.asking import Asked, Named, code_asked, named, readings
from vikno.territories.tests.factories import (
    DZYGIVKA,
    IVANIVKA_OF_IZHAKY,
    IVANIVKA_OF_PISKY,
    IVANIVKA_OF_STEP,
    IZHAKY,
    IZHAKY_HROMADA,
    KRYNYTSIA,
    LUHIV,
    LUHIV_HROMADA,
    LUHIV_RAION,
    LUHOVA,
    STEP,
    STEP_HROMADA,
    STEP_RAION,
    code,
    codifier_lines,
)

PYATYKHATKY = code(91, 1, 10, 20)
ANY = frozenset()


@pytest.mark.parametrize(
    ("text", "key", "categories"),
    [
        ("Степ", "степ", ""),
        ("с-ще Степ", "степ", "TXC"),
        ("смт. Степ", "степ", "TXC"),
        ("cмт Степ", "степ", "TXC"),
        ("селище Степ", "степ", "TXC"),
        ("с. Іванівка", "іванівка", "CX"),
        ("с.Іванівка", "іванівка", "CX"),
        ("село Іванівка", "іванівка", "CX"),
        ("м. Лугів", "лугів", "MK"),
        ("м.Лугів", "лугів", "MK"),
        ("Лугівська міська територіальна громада", "лугівська", "H"),
        ("Лугівська ТГ", "лугівська", "H"),
        ("Степова сільська об’єднана територіальна громада", "степова", "H"),
        ("Степовий р-н", "степовий", "PB"),
        ("Лугова обл.", "лугова", "O"),
        ("Лугова область", "лугова", "O"),
        ("Степове", "степове", ""),
        ("Мала Степ", "мала степ", ""),
        ("Сміле", "сміле", ""),
        ("м", "м", ""),
    ],
)
def test_type_words_are_taken_off(text, key, categories):
    assert named(text) == Named(key, frozenset(categories))


def test_the_smallest_unit_is_the_wanted_one():
    first = next(iter(readings("Лугова обл., Степовий район, с. Іванівка")))
    assert first.name == Named("іванівка", frozenset("CX"))
    assert [outer.key for outer in first.within] == ["лугова", "степовий"]
    assert next(iter(readings("Іванівка (Степова)"))) == Asked(Named("іванівка", ANY), (Named("степова", ANY),))


def test_without_commas_the_tail_may_be_around():
    assert [r.name.key for r in readings("Нова Іванівка Степова")] == ["нова іванівка степова", "нова іванівка", "нова"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (STEP, STEP),
        (f" {STEP.lower()} ", STEP),
        ("9122010101", "9122010101"),
        ("36 000", "36000"),
        ("UA80", ""),
        ("Степ 1", ""),
    ],
)
def test_codes_are_told_from_names(text, found):
    assert code_asked(text) == found


def found(text, **options):
    return [hit.code for hit in queries.find_units(text, **options)]


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
class TestFinding:
    @pytest.mark.parametrize(
        "text",
        [
            "П’ятихатки",
            "п'ятихатки",
            "Пʼятихатки",
            "П`ятихатки",
            "Пятихатки",
            "ПЯТИХАТКИ",
            "с. П’ятихатки",
            "Пятих",
            "П’ятиxатки",
        ],
    )
    def test_every_apostrophe_and_look_alike(self, text):
        assert found(text) == [PYATYKHATKY]

    @pytest.mark.parametrize(
        "text", ["Дзиґівка", "дзигівка", "ДЗИГIВКА", "Дзиґівка ", "дзиґів", "Дзигівка, Степова громада"]
    )
    def test_letters_that_are_often_confused(self, text):
        assert found(text) == [DZYGIVKA]

    @pytest.mark.parametrize(
        "text", ["Їжаки", "їжаки", "смт Їжаки", "с-ще Їжаки", "м. Їжаки", unicodedata.normalize("NFD", "Їжаки")]
    )
    def test_any_type_word_of_a_settlement_finds_it(self, text):
        assert found(text) == [IZHAKY]

    def test_type_words_choose_the_level(self):
        assert found("Лугівська громада") == [LUHIV_HROMADA]
        assert found("Лугівський район") == [LUHIV_RAION]
        assert found("Лугова область") == [LUHOVA]
        assert found("місто Лугів") == [LUHIV]

    def test_larger_units_come_first_and_beginnings_are_enough(self):
        assert found("Луг")[:4] == [LUHOVA, LUHIV, LUHIV_HROMADA, LUHIV_RAION]
        assert found("Степ")[0] == STEP, "the whole name before its beginnings"

    def test_homonyms_are_all_there_in_order_of_oblasts(self):
        assert found("Іванівка") == [IVANIVKA_OF_IZHAKY, IVANIVKA_OF_STEP, IVANIVKA_OF_PISKY]

    @pytest.mark.parametrize(
        "text",
        ["Іванівка, Степова", "Іванівка, Степова громада", "с. Іванівка, Степовий р-н, Лугова обл.",
         "Іванівка (Степова)", "Іванівка Степова", "Лугова область, Степовий район, с. Іванівка", "іванівка степ"],
    )  # fmt: skip
    def test_units_around_choose_among_homonyms(self, text):
        assert found(text) == [IVANIVKA_OF_STEP]

    def test_an_old_raion_around_does_not_hide_the_place(self):
        assert len(found("Іванівка, Забутий район")) == 3

    def test_inside_a_unit_and_of_some_categories(self):
        assert found("Іванівка", within=STEP_HROMADA) == [IVANIVKA_OF_STEP]
        assert found("Іванівка", within=LUHOVA) == [IVANIVKA_OF_IZHAKY, IVANIVKA_OF_STEP]
        assert found("Лугів", categories=["H"]) == [LUHIV_HROMADA]
        assert len(found("Іванівка", limit=2)) == 2

    @pytest.mark.parametrize("text", ["Дзигивка", "Дзгівка", "Дзиґвка", "Дзигівкка"])
    def test_a_typo_is_forgiven(self, text):
        assert found(text)[0] == DZYGIVKA

    def test_a_part_of_a_name(self):
        assert found("тихатк") == [PYATYKHATKY]

    def test_codes_and_postal_indexes(self):
        OldCode.objects.create(unit_id=STEP, koatuu="9122010101")
        Postcode.objects.create(unit_id=STEP, postcode="36000")
        assert found(STEP) == found("9122010101") == found("36000") == [STEP]
        assert found(code(95)) == []

    @pytest.mark.parametrize("text", ["", " ", "а", ",,,", "%%%", "_", "'", "\\", "щщщщщ", "(", "with\x00nul"])
    def test_nothing_is_found_for_nothing(self, text):
        assert found(text) == []

    def test_signs_of_patterns_are_letters(self):
        assert found("Сте%") == found("Сте$")
        assert found("_теп") == found("=теп")

    def test_a_city_with_special_status_and_its_districts(self):
        assert found("м. Криниця") == [KRYNYTSIA]
        assert found("Джерельний, Криниця") == ["UA99000000000122222"]

    def test_an_old_name_finds_the_unit_and_is_named(self, codifier, take):
        lines = [line.but(name="Волошкове") if line.code == STEP else line for line in codifier_lines()]
        take(codifier(lines, "kodifikator-2025-09-01.csv"))
        (hit,) = queries.find_units("с-ще Степ")
        assert (hit.code, hit.name, hit.old_name) == (STEP, "Волошкове", "Степ")
        assert queries.find_units("Волошкове")[0].old_name == ""
        assert found("Степ")[0] == STEP, "equal to an old name goes before a beginning of another"

    def test_an_old_type_finds_the_unit(self, codifier, take):
        lines = [line.but(category="X") if line.code == IZHAKY else line for line in codifier_lines()]
        take(codifier(lines, "kodifikator-2025-09-01.csv"))
        assert found("смт Їжаки") == [IZHAKY]

    def test_a_removed_unit_comes_last_with_its_date(self, codifier, take):
        lines = [line for line in codifier_lines() if line.code != IVANIVKA_OF_IZHAKY]
        take(codifier(lines, "kodifikator-2025-09-01.csv"))
        hits = queries.find_units("Іванівка")
        assert [hit.code for hit in hits] == [IVANIVKA_OF_STEP, IVANIVKA_OF_PISKY, IVANIVKA_OF_IZHAKY]
        assert hits[-1].removed_on is not None

    def test_a_result_tells_where_it_is(self):
        (hit,) = queries.find_units("Дзиґівка")
        assert hit.title == "с. Дзиґівка"
        assert hit.place == "Степова громада, Степовий район, Лугова область"

    def test_a_search_costs_the_same_for_one_and_for_three(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert [hit.place for hit in queries.find_units("Дзиґівка")]
        with django_assert_num_queries(1):
            assert len([hit.place for hit in queries.find_units("Іванівка")]) == 3

    def test_reads_of_the_tree(self):
        assert {unit.pk for unit in queries.tenants()} == {
            LUHIV_HROMADA, IZHAKY_HROMADA, STEP_HROMADA, code(92, 1, 10), KRYNYTSIA,
        }  # fmt: skip
        assert [unit.name for unit in queries.settlements_of(STEP_HROMADA)] == ["Дзиґівка", "Іванівка", "Степ"]
        assert [unit.pk for unit in queries.settlements_of(KRYNYTSIA)] == [KRYNYTSIA]
        assert [unit.pk for unit in queries.children_of(STEP_RAION)] == [STEP_HROMADA]
        assert queries.names_by_code([STEP, LUHOVA]) == {STEP: "с-ще Степ", LUHOVA: "Лугова область"}
        assert queries.unit(STEP).place == "Степова громада, Степовий район, Лугова область"
        assert queries.unit("UA00") is None
        assert queries.population_of(STEP) is None
        assert str(queries.edition_in_force().edition_on) == "2025-05-16"
        assert [unit.name for unit in queries.oblasts()] == ["Берегова", "Криниця", "Лугова"]


@pytest.mark.django_db
def test_ukrainian_order_in_the_database():
    import datetime as dt

    from vikno.common.text import fold, sort_key

    names = ["Яр", "Їжаки", "Іванівка", "Єрки", "Ґелетки", "Гадяч", "Дубно", "Йосипівка", "Жуки", "Ївга", "ємельці"]
    Unit.objects.bulk_create(
        Unit(
            code=f"UA{n:017}", category="C", name=name, search_key=fold(name), sort_key=sort_key(name),
            first_seen_on=dt.date(2025, 1, 1),
        )
        for n, name in enumerate(names)
    )  # fmt: skip
    assert [unit.name for unit in queries.in_force()] == [
        *("Гадяч", "Ґелетки", "Дубно", "ємельці", "Єрки", "Жуки", "Іванівка", "Ївга", "Їжаки", "Йосипівка", "Яр"),
    ]
