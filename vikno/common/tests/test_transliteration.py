import pytest

from vikno.common.transliteration import latin


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Полтавська", "Poltavska"),
        ("Чернігівська", "Chernihivska"),
        ("Хмельницька", "Khmelnytska"),
        ("Кам’янець-Подільський", "Kamianets-Podilskyi"),
        ("Їжакевич", "Yizhakevych"),
        ("Кадиївка", "Kadyivka"),
        ("Єнакієве", "Yenakiieve"),
        ("Гаєвич", "Haievych"),
        ("Короп’є", "Koropie"),
        ("Згорани", "Zghorany"),
        ("Розгон", "Rozghon"),
        ("Ґалаґан", "Galagan"),
        ("Щербухи", "Shcherbukhy"),
        ("Юрій", "Yurii"),
        ("Яготин", "Yahotyn"),
        ("Костянтин", "Kostiantyn"),
        ("Йосипівка", "Yosypivka"),
        ("Стрий", "Stryi"),
        ("Русь 2", "Rus 2"),
    ],
)
def test_the_table_of_the_decree(name, expected):
    assert latin(name) == expected
