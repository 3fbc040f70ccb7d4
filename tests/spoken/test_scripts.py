"""X4: what a screen reader reads aloud on ten ways of residents is what was read and accepted."""

import re
from typing import Any, Final

import pytest

from tests.chromium import WIDE
from tests.reach.hands import control, drawn, is_seen
from tests.reach.journeys import JOURNEYS
from tests.reach.ways import EAR
from tests.spoken.kept import difference, steady, without_repeats
from tests.walk.opening import Visit
from tests.walk.serving import Site

pytestmark = pytest.mark.slow

_TEN: Final = (
    "book", "nearest", "points", "stopped", "track", "speak_by_link", "complain", "move", "cancel", "own_ticket",
)  # fmt: skip
_ROLES: Final = {
    "link": "посилання", "button": "кнопка", "textbox": "поле", "searchbox": "поле пошуку", "checkbox": "позначка",
    "radio": "вибір", "combobox": "список", "option": "варіант", "heading": "заголовок", "img": "зображення",
    "navigation": "навігація", "banner": "шапка", "contentinfo": "низ сторінки", "main": "основна частина",
    "search": "пошук", "list": "перелік", "listitem": "", "paragraph": "", "text": "", "group": "група",
    "region": "частина", "alert": "УВАГА", "status": "повідомлення", "table": "таблиця", "row": "", "rowgroup": "",
    "cell": "", "rowheader": "", "columnheader": "", "term": "", "definition": "", "strong": "", "emphasis": "",
    "complementary": "поруч", "article": "", "form": "форма", "separator": "",
}  # fmt: skip
_LINE: Final = re.compile(
    r'^\s*- (?P<role>[a-z]+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?'
    r"(?P<states>(?: \[[^\]]+\])*):?(?P<rest>.*)$"
)


def spoken(tree: str) -> list[str]:
    """A tree as it is read aloud: the kind of a thing, its name, its state."""
    lines = []
    for line in tree.splitlines():
        found = _LINE.match(_bare(line))
        if found is None or found["role"] == "rowgroup":
            continue
        kind = _ROLES.get(found["role"], found["role"])
        states = found["states"].replace("[level=", "рівня ").replace("[checked]", "позначено").replace("]", "")
        states = states.replace("[selected", "обрано").replace("[disabled", "недоступно").replace("[invalid", "помилка")
        words = " ".join(part for part in (kind, states.strip(), found["name"] or "", found["rest"].strip()) if part)
        if not found["name"] and lines and lines[-1].endswith(f" {steady(words)}"):
            continue  # the words beside a box are its name, said already
        if found["name"] or found["rest"].strip() or kind in ("УВАГА", "повідомлення"):
            lines.append(steady(words))
    return lines


def _bare(line: str) -> str:
    """A line of the tree without the quotes of its notation."""
    line = re.sub(
        r"^(\s*- )'((?:[^']|'')*)'(:?)", lambda found: found[1] + found[2].replace("''", "'") + found[3], line
    )
    return re.sub(r': "(.*)"$', r": \1", line)


class Ear:
    """Somebody who hears each page whole and then does one thing."""

    name = EAR

    def __init__(self, page: Any, site: Site) -> None:
        self.page, self.site, self.heard = page, site, [""]

    def open(self, address: str) -> None:
        self.page.goto(self.site.url + address)
        self._arrived()

    def write(self, label: str, text: str) -> None:
        self._does(f"пише в поле «{label}»")
        self.page.get_by_label(label, exact=True).first.fill(text)

    def send(self) -> None:
        self._does("натискає Enter")
        self._leave(lambda: self.page.keyboard.press("Enter"))

    def press(self, name: str) -> None:
        self._does(f"натискає «{name}»")
        self._leave(control(self.page, name).click)

    def first(self, places: str) -> None:
        target = self.page.locator(places).first
        self._does("обирає перше")
        self._leave(target.click)

    def tick(self, label: str) -> None:
        self._does(f"позначає «{label}»")
        self.page.get_by_label(label, exact=True).check()

    def choose(self, label: str, option: str) -> None:
        self._does(f"у списку «{label}» обирає «{option}»")
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def sees(self, words: str) -> None:
        is_seen(self.page, words)

    def _does(self, what: str) -> None:
        self.heard.append(f"    → {steady(what)}")

    def _leave(self, act: Any) -> None:
        with self.page.expect_navigation():
            act()
        self._arrived()

    def _arrived(self) -> None:
        self.heard += ["", f"== {steady(self.page.title())}"]
        self.heard += without_repeats(spoken(drawn(self.page).locator("main").aria_snapshot()))

    def script(self) -> str:
        return "\n".join(self.heard).strip() + "\n"


@pytest.mark.parametrize("name", _TEN)
def test_a_way_is_heard_as_it_was(visit: Visit, site: Site, name: str) -> None:
    ear = Ear(visit("/healthz", viewport=WIDE).page, site)
    JOURNEYS[name](ear, site)
    assert (found := difference(f"scripts/{name}.txt", ear.script())) == "", f"\n{found}"
