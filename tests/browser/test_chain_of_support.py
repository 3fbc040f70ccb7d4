"""From self-assessment to support, as people walk it: each step by the pages, the next one from where the last ended.

A programme makes a call and opens it; two heads of centres assess their hromadas and write; experts mark, one of them is
bound to a hromada and never meets it; a run, a protocol, publication. One hromada reads why it was refused and plans
from it; the other signs a memorandum, is given a laptop by an act, assesses itself again and sees what has changed.

Each part is a fixture of the module: a test may be run alone, the parts before it are walked once. Nothing calls the
services; only the last second of the call is moved (`sooner`). VIKNO_WALK_PICTURES names a folder for pictures.
"""

import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Demo
from tests.browser.hands import Hands, surname
from tests.browser.test_four_people import text_of
from tests.chromium import NARROW, WIDE, sideways, violations
from vikno.common import clock

pytestmark = pytest.mark.slow

TRACK: Final = "Послуги поруч"
WHY: Final = "Люди їздять по довідку за сорок кілометрів. Відкриємо приймальню в селі."
EXPERTS: Final = {"expert": "Верес", "expert2": "Глід", "expert3": "Айстра"}
BOUND: Final = "expert"  # audited the centre that is refused in the end
SHA256: Final = re.compile(r"[0-9a-f]{64}")
_DICE = random.Random()  # a served site may have met yesterday's call

Somebody = Callable[..., Hands]


@dataclass
class Chain:
    """What one part tells the next."""

    demo: Demo
    somebody: Somebody
    number: str = f"{clock.today().year}-{_DICE.randrange(100, 1000)}"
    title: str = field(default_factory=lambda: f"Послуги біля дому {surname()}")
    proposals: dict[str, str] = field(default_factory=dict)  # who leads the walk of a hromada -> number

    def at(self, who: str) -> Hands:
        return self.somebody(who).at_desk()


def day(*, after: int) -> str:
    return f"{clock.today() + timedelta(days=after):%d.%m.%Y}"


def looked_at(at: Hands, name: str) -> None:
    """A main page: axe, no sideways scroll at either width, a picture of each when pictures are wanted."""
    folder = os.environ.get("VIKNO_WALK_PICTURES", "")
    at.page.evaluate("document.activeElement.blur()")
    assert violations(at.page) == [], name
    for size, suffix in ((NARROW, "narrow"), (WIDE, "wide")):
        at.page.set_viewport_size(size)
        assert sideways(at.page) <= 0, f"{name} at {size['width']}"
        if folder:
            at.page.screenshot(path=Path(folder) / f"{name}-{suffix}.png", full_page=True)


# ---- the call ---------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def call(demo: Demo, somebody: Somebody) -> Chain:
    """Made in the constructor, approved, announced and opened."""
    chain = Chain(demo, somebody)
    at = chain.at("programme")
    at.follow("Конкурси")
    at.follow("Новий конкурс")
    at.write("Номер", chain.number)
    at.write("Назва", chain.title)
    at.press("Створити")
    _say_the_facts(at)
    _say_the_rules(at)
    at.follow("Конкурс")
    at.press("Пообіцяти зерно жеребу")
    at.reads("Усе є. Конкурс можна затвердити.")
    looked_at(at, "01-call")
    for move in ("Затвердити", "Оголосити наперед", "Відкрити прийом"):
        at.press(move)
    at.reads("приймає заявки")
    return chain


def _say_the_facts(at: Hands) -> None:
    at.follow("Основне")
    at.write("Про що конкурс", "Пів року порад, навчання й техніка для однієї громади.")
    at.write("Прийом починається", f"{day(after=-1)} 09:00")
    at.write("Питання приймаємо до", f"{day(after=10)} 18:00")
    at.write("Прийом завершується", f"{day(after=14)} 18:00")
    at.write("Результати до", day(after=40))
    at.write("Усього місць", "1")
    at.tick("голова громади")
    at.tick("керівник ЦНАП")
    at.choose("Питання заявки", "Заявка на участь")
    at.press("Зберегти")


def _say_the_rules(at: Hands) -> None:
    at.follow("Напрями")
    for label, words in (("Код", "near"), ("Назва", TRACK), ("Місць", "1"), ("Поріг, балів", "50")):
        at.write(label, words)
    at.tick("оцінка експертів")
    at.press("Додати")
    at.follow("Умови участі")
    at.write("Код", "new")
    at.write("Речення для заявників", "Громада ще не була в пілоті.")
    at.write("Умова", "not(${was_in_pilot})")
    at.press("Додати")
    at.follow("Критерії")
    for code, title, weight in (("change", "Що зміниться для людей", "60"), ("ready", "Готовність громади", "40")):
        at.write("Код", code)
        at.write("Назва", title)
        at.write("Вага", weight)
        at.choose("Хто дає бали", "експерт")
        at.write("Рівні шкали", "0 | немає\n1 | лише намір\n2 | є план\n3 | уже робиться")
        at.press("Додати")


def test_a_call_is_made_and_everybody_reads_it(call: Chain) -> None:
    stranger = call.somebody("")
    stranger.page.goto("/programmes/")
    stranger.follow(call.title)
    stranger.reads("Громада ще не була в пілоті.")
    looked_at(stranger, "02-public-call")


# ---- self-assessment and proposal -------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def submitted(call: Chain) -> Chain:
    """Two heads of centres assess, write and submit; the call closes."""
    for who, level in (("head", 1), ("neighbour", 0)):
        assess(call.at(who), level=level)
        call.proposals[who] = write_and_submit(call, who)
    call.demo.run("tests.browser.sooner", call.number, VIKNO_DB_ROLE="owner")
    return call


def assess(at: Hands, *, level: int) -> None:
    """From the rail to «подано»: what the records propose is taken where it needs no paper, else a level with why."""
    at.follow("Самооцінка")
    own = at.main.get_by_role("link", name="Продовжити свою")
    at.follow("Продовжити свою") if own.count() else at.press("Почати самооцінку")
    at.follow(re.compile(r"^[A-ZА-Я]+\. "))
    while at.main.get_by_role("button", name="Зберегти й далі").count():
        answer_a_dimension(at, level=level)
        at.press("Зберегти й далі")
    at.press("Подати самооцінку")
    at.reads("Самооцінку подано.")


def answer_a_dimension(at: Hands, *, level: int) -> None:
    for question in at.main.locator("section.c-card").all():
        agreed = question.get_by_label(re.compile(r"^Погоджуюся із записами: рівень [01]$"))
        if agreed.count():
            agreed.check()
        else:
            question.get_by_label(re.compile(rf"^{level} — ")).check()
            question.get_by_label("Чому так").fill("Так було весь рік.")


def write_and_submit(chain: Chain, who: str) -> str:
    """What records know is there already; the head adds the rest and submits. Returns the number."""
    at = chain.at(who)
    at.follow("Конкурси і програми")
    at.follow(chain.title)
    looked_at(at, f"04-our-call-{who}")
    at.press(re.compile("Почати заявку"))
    at.is_refused("Подати заявку", "Громада брала участь у пілоті")
    looked_at(at, f"05-draft-{who}")
    at.follow("Контактна особа")
    at.write("Контактна особа", "Відповідальна Людмила Іванівна")
    at.write("Телефон", "+380400000077")
    at.write("Електронна пошта", f"{who}@hromada.example")
    at.press("Зберегти")
    at.follow("Факти, яких немає в записах")
    at.choose("Громада брала участь у пілоті", "ні")
    at.write("Звідки це відомо", "лист ради")
    at.press("Зберегти")
    at.follow("Питання конкурсу")
    at.write(re.compile("Що зміниться для людей громади"), WHY)
    at.tick("Ні")
    at.write(re.compile("Скільки людей працюватиме"), "3")
    at.press("Зберегти")
    at.press("Додати останню подану самооцінку")
    at.press("Подати заявку")
    at.reads("Заявку подано.")
    looked_at(at, f"06-submitted-{who}")
    number = re.search(rf"{chain.number}-\d{{4}}", at.main.inner_text())
    assert number, at.main.inner_text()
    return number[0]


@pytest.mark.parametrize("who", ["head", "neighbour"])
def test_a_proposal_begins_filled_and_ends_with_a_receipt(submitted: Chain, who: str) -> None:
    at = submitted.at(who)
    at.follow("Конкурси і програми")
    at.follow(submitted.proposals[who])
    at.reads("реєстр точок мережі")  # a fact nobody typed says where it is from
    at.follow(re.compile("Квитанція"))
    at.reads("Збережено саме те, що ви подали.")
    assert len(set(SHA256.findall(at.main.inner_text()))) == 1
    looked_at(at, f"07-receipt-{who}")
    assert submitted.proposals[who].encode() in text_of(at.file("PDF")).encode()
