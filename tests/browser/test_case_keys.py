"""A case and its result by keys alone, counted: every key that is touched, each of a chord and each letter typed.

Nineteen for a case of a known person, nine of them a surname; twenty-five where it is decided and given at once; ten
for a decision, three for a result that came, thirteen to hand it over. What a scanner types is not counted: the number
of a case is read off its slip.
"""

import re
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, SignIn
from tests.browser.hands import Hands, asks_for, comes, surname

MOST_TO_OPEN, MOST_AT_ONCE = 20, 26
MOST_TO_DECIDE, MOST_TO_RECORD, MOST_TO_HAND_OVER = 12, 4, 15
AT_ONCE: Final = "Видача витягу з реєстру територіальної громади"
STEP_BY_STEP: Final = "Видача посвідчень батьків багатодітної"


class Keys:
    """A keyboard that counts; a page is led by it alone."""

    def __init__(self, page: Page) -> None:
        self.page, self.touched = page, 0

    def press(self, chord: str, *, opens: str = "") -> None:
        """A key or keys held together; `opens`: how the address of the page that comes must end."""
        self.touched += len(chord.split("+"))
        if not opens:
            self.page.keyboard.press(chord)
            return
        with self.page.expect_navigation(url=re.compile(opens)):
            self.page.keyboard.press(chord)
        first = self.page.locator("[autofocus]")
        if first.count():  # a page takes its focus with its first picture, which no hand outruns
            expect(first.first).to_be_focused()

    def write(self, text: str) -> None:
        self.touched += len(text)
        self.page.keyboard.type(text)

    def scan(self, text: str) -> None:
        self.page.keyboard.type(text)

    def reach(self, words: str) -> None:
        """By «До головного», then Tab by Tab to a field of this name: all that it costs is counted."""
        self.press("Tab")
        self.press("Enter")
        assert not self.page.evaluate("location.hash")  # it would go on to the page that comes after the form
        self.go_on_to(words)

    def go_on_to(self, words: str) -> None:
        """Tab by Tab from where the focus stands."""
        for _step in range(30):
            self.press("Tab")
            labels = self.page.evaluate(
                "[...(document.activeElement.labels || [])].map(one => one.innerText).join(' ')"
            )
            if words in labels:
                return
        raise AssertionError(f"«{words}» is not within thirty Tabs on {self.page.url}")

    @property
    def count(self) -> int:
        """Since the last time it was asked."""
        told, self.touched = self.touched, 0
        return told


@pytest.fixture(scope="module", autouse=True)
def _asked_for_often(demo: Demo) -> None:
    demo.run("tests.browser.often", AT_ONCE, STEP_BY_STEP)


@pytest.fixture
def page(signed_in: SignIn) -> Page:
    return signed_in("officer")


def chosen(page: Page, words: str) -> str:
    """The digit of a choice that is read on the screen."""
    return str(page.locator("[data-key]").filter(has_text=words).first.get_attribute("data-key"))


def known(page: Page) -> str:
    """A person who was here before, from now on."""
    name = surname()
    comes(Hands(page), family_name=name)
    page.goto("/desk/")
    return name


def up_to_services(keys: Keys, name: str) -> None:
    keys.press("Alt+2", opens="/desk/intake/$")
    keys.write(name)
    keys.press("Enter", opens="/desk/intake/.*")
    keys.press("1", opens="/service/$")


def test_a_case_of_a_known_person(page: Page) -> None:
    name, keys = known(page), Keys(page)
    up_to_services(keys, name)
    keys.press(chosen(page, STEP_BY_STEP), opens="/papers/$")
    keys.press("Alt+s", opens="/wishes/$")
    keys.press("Alt+s", opens="/check/$")
    keys.press("Enter", opens="/done/$")
    assert keys.count <= MOST_TO_OPEN
    expect(page.locator("main")).to_contain_text("зареєстровано")


def test_what_is_given_at_once_is_opened_decided_and_handed_over(page: Page) -> None:
    name, keys = known(page), Keys(page)
    up_to_services(keys, name)
    keys.press(chosen(page, AT_ONCE), opens="/at-once/$")
    keys.press("Space")  # all papers of the list are there: the focus waits on it, nothing is ticked beforehand
    keys.go_on_to("Останні чотири знаки")
    keys.write("0417")
    keys.press("Alt+s", opens="/(done|cases).*")
    assert keys.count <= MOST_AT_ONCE
    expect(page.locator("main")).to_contain_text("видано")


def test_a_decision_and_its_result_are_recorded(page: Page) -> None:
    comes(hands := Hands(page), family_name=surname())
    number = asks_for(hands, AT_ONCE)
    page.goto("/desk/")
    keys = Keys(page)
    keys.press("/")
    keys.scan(number)
    keys.press("Enter", opens=r"/cases/\d+/$")
    keys.press(chosen(page, "Рішення у справі"), opens="/decision/$")
    keys.reach("надано")
    keys.press("Space")
    keys.press("Alt+s", opens=r"/cases/\d+/$")
    assert keys.count <= MOST_TO_DECIDE
    keys.press(chosen(page, "Результат надійшов"), opens="/result/$")
    keys.press("Alt+s", opens=r"/cases/\d+/$")
    assert keys.count <= MOST_TO_RECORD
    keys.press(chosen(page, "Видати результат"), opens=r"/cases/\d+/.+/$")
    keys.reach("Останні чотири знаки")
    keys.write("0417")
    keys.press("Alt+s", opens=r"/cases/\d+/$")
    assert keys.count <= MOST_TO_HAND_OVER
    expect(page.locator("main")).to_contain_text("результат видано")
