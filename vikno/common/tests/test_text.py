import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.common.text import clean, fold, is_blank, latin_to_cyrillic, mixed_script, sort_key, web_address

UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
words = st.text(alphabet=UKRAINIAN + UKRAINIAN.upper() + "’'-  «»()", max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Їжак", "їжак"),
        ("П’ятихатки", "П'ятихатки"),
        ("П’ятихатки", "Пʼятихатки"),
        ("П’ятихатки", "П`ятихатки"),
        ("П’ятихатки", "П‘ятихатки"),
        ("П’ятихатки", "Пятихатки"),
        ('об"єкт', "об’єкт"),
        ("Войтовецька", "Boйтовецька"),
        ("Війтовецька", "Вiйтовецька"),
        ("смт Степ", "cмт Степ"),
        ("Структурний", "Cтруктурний"),
        ("ВНКМТ", "BHKMT"),
        ("Дзигівка", "дзигiвкa"),
        ("Дзиґівка", "Дзигівка"),
        ("Велика\u00a0Багачка", "Велика Багачка"),
        ("Велика\tБагачка ", "Велика  Багачка"),
        ("Івано-Франківськ", "Івано—Франківськ"),
        ("Івано-Франківськ", "Івано – Франківськ"),
        ("Івано-Франківськ", "Івано‑Франківськ"),
        ("Київ (місто)", "Київ місто"),
        ("ЦНАП «Вікно»", "ЦНАП Вікно"),
        ("Найкращий їжак", unicodedata.normalize("NFD", "Найкращий їжак")),
        ("їжак", "i\u0308жак"),
        ("їжак", "ïжак"),
        ("Їжа\u0301к", "Їжак"),
        ("Су\u00adми", "Суми"),
        ("Су\u200bми", "Суми"),
        ("\ufeffСуми", "Суми"),
    ],
)
def test_spellings_that_a_reader_takes_for_one_word_fold_to_one_key(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Їжак", "Іжак"),
        ("Суми", "Сумі"),
        ("Єва", "Ева"),
        ("Лист", "Міст"),
        ("Київ", "Киів"),
        ("Щуки", "Шуки"),
    ],
)
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_fold_is_idempotent_for_any_text(text):
    assert fold(fold(text)) == fold(text)


@given(words)
def test_fold_ignores_case_and_composition(text):
    assert fold(text.upper()) == fold(text) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_clean_is_idempotent_and_storable(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")


def test_clean_keeps_the_letters_and_drops_the_invisible():
    assert clean("  Біла\u00a0\u00a0Церква\u200b\r\n ") == "Біла Церква"
    assert clean("Дзиґівка’") == "Дзиґівка’"
    assert clean(unicodedata.normalize("NFD", "Київ")) == "Київ"


def test_ukrainian_alphabet_is_the_order():
    letters = list(UKRAINIAN)
    assert sorted(letters, key=sort_key) == letters
    assert sorted(letters, reverse=True, key=sort_key) == letters[::-1]


def test_names_sort_as_in_a_ukrainian_index():
    names = [
        "Яр",
        "Їжаки",
        "Іванівка",
        "Єрки",
        "Ґелетки",
        "Гадяч",
        "Дубно",
        "Йосипівка",
        "Жуки",
        "Інгул",
        "Зіньків",
    ]
    assert sorted(names, key=sort_key) == [
        *(
            "Гадяч",
            "Ґелетки",
            "Дубно",
            "Єрки",
            "Жуки",
            "Зіньків",
            "Іванівка",
            "Інгул",
            "Їжаки",
            "Йосипівка",
            "Яр",
        ),
    ]


def test_words_sort_before_longer_words_and_apostrophes_do_not_count():
    assert sorted(["Біло-Криниця", "Білокриниця", "Біла Церква", "Білаки"], key=sort_key) == [
        *("Біла Церква", "Білаки", "Біло-Криниця", "Білокриниця"),
    ]
    assert sort_key("П’ятихатки") == sort_key("ПʼЯТИХАТКИ") == sort_key("Пятихатки")


def test_a_latin_letter_inside_does_not_move_the_word():
    assert sort_key("Вiйтовецька") == sort_key("Війтовецька")


@pytest.mark.parametrize(
    "cell",
    ["", "  ", "\u00a0", "-", "—", "_", "___", "NA", "n/a", "None", "NULL", "ні", "Ні", "нi", "вих.", "вих",
     "Без назви", "сб: 0", "сб: вих.", "нд:-", "…", "/", "немає даних", None],
)  # fmt: skip
def test_many_spellings_of_no_value(cell):
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["0", "0.0", "Ні-1", "Нікополь", "Вихвостів", "Сб", "сб: 9:00-12:00", "А", "Нетішин"])
def test_values_are_not_blank(cell):
    assert not is_blank(cell)


@pytest.mark.parametrize(
    ("text", "mixed"),
    [("Вiйтовецька", True), ("Війтовецька", False), ("cмт Степ", True), ("ТОВ Delta", False),
     ("Wi-Fi зона", False), ("COVID-19 та Яна", False), ("", False)],
)  # fmt: skip
def test_mixed_script_is_seen_word_by_word(text, mixed):
    assert mixed_script(text) is mixed


def test_look_alikes_are_replaced_only_inside_cyrillic_words():
    assert latin_to_cyrillic("Вiйтовецькa, Wi-Fi") == "Війтовецька, Wi-Fi"
    assert latin_to_cyrillic("Cтруктурний BОКЗАЛ") == "Структурний ВОКЗАЛ"
    assert latin_to_cyrillic("OK") == "OK"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://zakon.rada.gov.ua/go/5203-17 ", "https://zakon.rada.gov.ua/go/5203-17"),
        ("http://hromada.example", "http://hromada.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("//evil.example/", ""),
        ("https:", ""),
        ("http://[", ""),
        ("Закон України", ""),
        ("", ""),
    ],
)
def test_only_an_address_of_the_web_leads_anywhere(text, address):
    assert web_address(text) == address
