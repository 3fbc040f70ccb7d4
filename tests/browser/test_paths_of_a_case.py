"""The case, whole: each path from the first page of the desk to its end, by links and buttons alone.

Everybody signs in once for all of them; VIKNO_WALK_SITE names a demo that is served already.
"""

import re
from collections.abc import Callable

import pytest

from tests.browser.hands import NUMBER, Hands, asks_for, comes, decide, open_case, surname
from tests.browser.test_four_people import text_of

pytestmark = pytest.mark.slow

Somebody = Callable[..., Hands]
AT_ONCE, STEP_BY_STEP = "Реєстрація місця проживання", "Реєстрація місця перебування"
REPEATED = "Видача витягу з реєстру територіальної громади"


@pytest.fixture
def officer(somebody: Somebody) -> Hands:
    return somebody("officer")


def test_an_immediate_service_in_one_screen(officer: Hands) -> None:
    comes(officer, family_name=surname())
    officer.press(re.compile(REPEATED))
    officer.write("Останні чотири знаки", "0417")
    officer.press("Зареєструвати, вирішити й видати")
    officer.follow("Відкрити справу")
    number = officer.case_number()
    open_case(officer, number)
    officer.reads("результат видано")
    officer.reads("0417")
    assert officer.main.get_by_role("link", name="Рішення у справі").count() == 0


def test_a_life_event_becomes_cases_of_one_visit(officer: Hands) -> None:
    comes(officer, family_name=surname())
    officer.press("Народилася дитина")
    officer.tick("Дитині вже потрібен податковий номер?")
    officer.press("Показати, що потрібно")
    officer.press("До документів")
    officer.press("Далі")
    officer.press("Далі")
    officer.press("Зареєструвати 3 заяви")
    assert len(set(NUMBER.findall(officer.main.inner_text()))) == 3


def test_one_more_service_in_the_same_visit(officer: Hands) -> None:
    comes(officer, family_name=surname())
    first = asks_for(officer, STEP_BY_STEP)
    officer.press("Ще одна послуга для цієї людини")
    second = asks_for(officer, REPEATED)
    assert first != second
    officer.reads(first)
    officer.follow(second)
    officer.reads("У тому самому візиті")
    officer.follow(re.compile(first))
    assert officer.case_number() == first


def test_two_people_apply_together(officer: Hands) -> None:
    mother, father = surname(), surname()
    comes(officer, family_name=father)
    comes(officer, family_name=mother)

    def together(at: Hands) -> None:
        at.follow(re.compile("Змінити.*Разом із заявником"))
        at.write("Прізвище, РНОКПП", father)
        at.press("Знайти")
        at.press(re.compile(father))
        at.choose("У якій ролі", "подружжя")
        at.press("Зберегти")
        at.reads(father)

    number = asks_for(officer, STEP_BY_STEP, together)
    officer.follow("Відкрити справу")
    assert officer.case_number() == number
    officer.reads(father)


def test_an_adverse_decision_prints_where_to_complain(officer: Hands) -> None:
    comes(officer, family_name=surname())
    asks_for(officer, STEP_BY_STEP)
    officer.follow("Відкрити справу")
    decide(officer, "відмовлено", grounds="Немає документа про право на житло.")
    officer.reads("відмовлено")
    said = text_of(officer.file("Повідомлення про рішення"))
    assert re.search("(?i)оскарж", said)


def test_an_application_is_withdrawn_and_archived(officer: Hands) -> None:
    comes(officer, family_name=surname())
    asks_for(officer, STEP_BY_STEP)
    officer.follow("Відкрити справу")
    officer.follow("Відкликати заяву")
    officer.write("Що сказав заявник", "передумав")
    officer.press("Записати відкликання")
    officer.reads("відкликав")
    officer.follow("Передати до архіву")
    officer.write("Де в архіві", "Шафа 1")
    officer.press("Передати до архіву")
    officer.reads("Справу передано до архіву")
    officer.reads("Шафа 1")
    for over in ("Відкликати заяву", "Передати до архіву", "Рішення у справі"):
        assert officer.main.get_by_role("link", name=over).count() == 0, over
