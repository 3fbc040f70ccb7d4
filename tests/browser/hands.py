"""What a member of staff does at a page: follows links, presses buttons, writes beside labels, reads."""

import random
import re
from collections.abc import Callable
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

NUMBER: Final = re.compile(r"\d\d-\d{4}-\d{6}-\d")
BAG: Final = re.compile(r"\d\d-\d{4}-\d{5}-\d")
_DICE = random.Random()  # a served site may have met yesterday's people


def surname() -> str:
    """A name nobody bears yet."""
    return "".join(_DICE.choices("бвгджзклмнпрст", k=9)).capitalize()


def digits(count: int) -> str:
    return f"{_DICE.randrange(10**count):0{count}d}"


class Hands:
    """Somebody before a page; only the first address is typed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def at_desk(self) -> "Hands":
        self.page.goto("/desk/")
        return self

    def follow(self, name: Any) -> None:
        """A link by its whole name, the one of the main part first, or else by words of it."""
        whole = re.compile(rf"^\s*{re.escape(name)}(\s+Alt \d)?\s*$") if isinstance(name, str) else name
        for told in (whole, name):
            for place in (self.main, self.page.locator("body")):
                links = place.get_by_role("link", name=told).or_(place.locator("a").get_by_text(told))
                links = links.or_(place.locator("a[role=button]").filter(has_text=told)).filter(visible=True)
                if links.count():
                    return self._leave(links.first)
        raise AssertionError(f"no link «{name}» on {self.page.url}:\n{self.main.inner_text()}")

    def follow_beside(self, words: str, name: str) -> None:
        """A link that stands in one row or paragraph with words: there may be others of its name."""
        place = self.main.locator("tr, p, li, section").filter(has_text=words)
        self._leave(place.get_by_role("link", name=name).first)

    def press(self, name: Any) -> None:
        """A button of the main part; what was typed is taken."""
        self._press(name)
        refusal = self.main.locator(".govuk-error-summary")
        assert not refusal.count(), f"«{name}» on {self.page.url}: {refusal.first.inner_text()}"

    def is_refused(self, name: Any, words: Any) -> None:
        """A button that does not do it yet, and says why."""
        self._press(name)
        self.reads(words)

    def _press(self, name: Any) -> None:
        button = self.main.get_by_role("button", name=name)
        assert button.count(), f"no button «{name}» on {self.page.url}:\n{self.main.inner_text()}"
        self._leave(button.first)

    def unfold(self, words: str) -> None:
        """Open a folded part unless it is open already."""
        part = self.main.locator("details").filter(has=self.page.locator("summary").filter(has_text=words)).first
        if part.get_attribute("open") is None:
            part.locator("summary").first.click()

    def write(self, label: Any, text: str) -> None:
        self._field(label).fill(text)

    def choose(self, label: Any, option: Any) -> None:
        """An option of a list by its words, or by how they begin."""
        field = self._field(label)
        found = field.locator("option").filter(has_text=option).first.inner_text()
        field.select_option(label=found)

    def tick(self, label: Any) -> None:
        self._field(label).check()

    def _leave(self, control: Locator) -> None:
        with self.page.expect_navigation():
            control.click()

    def _field(self, label: Any) -> Locator:
        """By its whole label, or else by words of it."""
        for fields in (self.main.get_by_label(label, exact=True), self.main.get_by_label(label)):
            if fields.count():
                return fields.first
        raise AssertionError(f"no field «{label}» on {self.page.url}:\n{self.main.inner_text()}")

    def reads(self, words: Any) -> None:
        expect(self.main).to_contain_text(words)

    def case_number(self) -> str:
        found = NUMBER.search(self.page.title()) or NUMBER.search(self.main.inner_text())
        assert found, self.main.inner_text()
        return found.group(0)

    def file(self, name: Any) -> bytes:
        """What a link of the page brings: a paper or a table."""
        link = self.main.get_by_role("link", name=name).first.get_attribute("href") or ""
        answer = self.page.request.get(link)
        assert answer.ok, f"{link}: {answer.status}"
        return answer.body()


def comes(at: Hands, *, family_name: str, given_name: str = "Мотря", patronymic: str = "Гнатівна") -> None:
    """A new person at the desk, up to the choice of a service."""
    at.at_desk().follow("Прийняти заяву")
    at.write("Прізвище, РНОКПП", f"{family_name} {given_name}")
    at.press("Знайти")
    nobody_like_this = at.main.locator("summary").filter(has_text="додати")
    if nobody_like_this.count():
        nobody_like_this.click()
    at.write("По батькові", patronymic)
    at.write("Телефон", f"040 {digits(7)}")
    at.press("Додати й вибрати послугу")


def asks_for(at: Hands, service: str, before_registering: Callable[[Hands], None] | None = None) -> str:
    """A service step by step, to the registered case. Returns its number."""
    at.press(re.compile(service))
    if "/at-once/" in at.page.url:
        at.follow("звичайно, крок за кроком")
    while at.main.get_by_role("button", name="Далі").count():
        at.press("Далі")
    if before_registering:
        before_registering(at)
    at.press(re.compile("Зареєструвати"))
    at.reads("зареєстровано")
    return NUMBER.findall(at.page.title() + at.main.inner_text())[-1]


def open_case(at: Hands, number: str) -> None:
    """By the list of cases, as one looks for it."""
    at.at_desk().follow("Справи")
    at.write("Номер або прізвище", number)
    at.press("Показати")
    at.follow(number)


def decide(at: Hands, outcome: str, *, grounds: str = "") -> None:
    write_a_decision(at, outcome, grounds=grounds)
    at.press("Записати рішення")


def write_a_decision(at: Hands, outcome: str, *, grounds: str = "") -> None:
    """All but the press of the button."""
    at.follow("Рішення у справі")
    at.tick(outcome)
    at.write("Номер рішення", digits(4))
    if grounds:
        at.write("Підстави", grounds)


def opens_beside(at: Hands, name: str) -> None:
    """A link of a panel beside the case: panels come a moment after the page."""
    at.reads("Листування")
    at.follow(name)


def bag_up(at: Hands, number: str, *, to: str) -> str:
    """Papers of a case into a bag to a place, sealed. Returns the number of the bag."""
    at.at_desk().follow("Пакети з паперами")
    at.press(re.compile(f"Зібрати пакет.*{to}", re.S))
    bag = BAG.search(at.page.title())
    assert bag, at.page.title()
    at.write("Скануйте справу або введіть номер", number)
    at.press(re.compile("^Вкласти$"))
    expect(at.main.locator("table")).to_contain_text(number)
    at.write("Номер пломби", f"{surname()[:2]}-{digits(6)}")
    at.press("Опломбувати")
    at.reads("опломбовано")
    return bag[0]


def open_bag(at: Hands, bag: str) -> None:
    """A bag has come: the seal is whole, everything is there."""
    at.at_desk().follow("Пакети з паперами")
    at.follow(bag)
    at.follow("Отримати пакет")
    at.press("Решта теж на місці")
    at.tick("ціла, номер збігається")
    at.press("Отримати пакет")
    at.reads("отримано")
