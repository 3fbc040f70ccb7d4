"""What somebody does before a page of any browser: opens, writes, presses, reads; names are those that people read."""

import base64
import os
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

from tests.other_browsers.driver import Ask, Fault

ENTER = "\ue007"
LONG_SECONDS: Final = 30.0
_FINDER: Final = """
const words = each => each.textContent.trim().replace(/\\s+/g, ' ');
const seen = each => each.checkVisibility();
const named = (among, name) => {
    const all = [...document.querySelectorAll(among)].filter(seen);
    return all.find(each => words(each) === name) || all.find(each => words(each).includes(name)) || null;
};
const labelled = name => {
    const label = [...document.querySelectorAll('label')].find(each => words(each) === name);
    return label ? label.control : document.querySelector(`[aria-label="${name}"]`);
};
"""


class Page:
    """A window of a browser; every wait ends in an assertion that says what was awaited and what was there."""

    def __init__(self, ask: Ask, name: str, site: str) -> None:
        self.ask, self.name, self.site = ask, name, site
        self._pages = count(1)

    # ---- asked of the page

    def run(self, script: str, *given: Any) -> Any:
        """What a function's body answers; a promise is awaited."""
        return self.ask("ExecuteScript", script=script, args=list(given))

    def until(self, script: str, *given: Any, seconds: float = LONG_SECONDS) -> Any:
        """Wait for a true answer; a page that goes meanwhile is asked again when it has come."""
        ends, last = time.monotonic() + seconds, ""
        while time.monotonic() < ends:
            try:
                if found := self.run(script, *given):
                    return found
            except Fault as fault:
                last = str(fault)
            time.sleep(0.1)
        raise AssertionError(f"{script} {given}: not within {seconds} s at {self.address}. {last}\n{self.text[:1500]}")

    @property
    def address(self) -> str:
        return str(self.run("return location.href"))

    @property
    def text(self) -> str:
        """What is seen of the page."""
        return str(self.run("return document.body ? document.body.innerText : ''"))

    def reads(self, words: str, *, seconds: float = LONG_SECONDS) -> None:
        self.until("return document.body.innerText.includes(arguments[0])", words, seconds=seconds)

    def sees(self, words: str) -> None:
        self.reads(words)

    def element(self, script: str, *given: Any) -> Any:
        return self.until(_FINDER + script, *given, seconds=10)

    # ---- done to it

    def open(self, address: str) -> None:
        self.ask("Navigate", url=address if ":" in address else self.site + address)

    def click(self, element: Any) -> None:
        self.ask("ElementClick", id=next(iter(element.values())))

    def type(self, element: Any, text: str) -> None:
        self.ask("ElementSendKeys", id=next(iter(element.values())), text=text)

    def leave(self, act: Any, *given: Any) -> None:
        """Do what brings another page, and wait until it has come."""
        number = next(self._pages)  # a page that comes back from memory bears the number it was left with
        self.run("window.isBefore = arguments[0]", number)
        act(*given)
        self.until("return window.isBefore !== arguments[0] && document.readyState === 'complete'", number)

    def write(self, label: str, text: str) -> None:
        field = self.element("return labelled(arguments[0])", label)
        self.run("arguments[0].value = ''", field)
        self.type(field, text)

    def send(self) -> None:
        """Enter in the field that was written in."""
        self.leave(self.type, self.run("return document.activeElement"), ENTER)

    def press(self, name: str) -> None:
        self.leave(self.touch, name)

    def touch(self, name: str) -> None:
        """Press what may bring no other page."""
        self.click(self.element("return named('a, button, summary', arguments[0])", name))

    def first(self, places: str) -> None:
        self.leave(self.click, self.element("return document.querySelector(arguments[0])", places))

    def tick(self, label: str) -> None:
        self.click(self.element("return named('label', arguments[0])", label))

    def choose(self, label: str, option: str) -> None:
        found = "return [...labelled(arguments[0]).options].find(each => each.label === arguments[1])"
        self.click(self.element(found, label, option))

    def cookies(self, cookies: list[dict[str, str]]) -> None:
        """Those of `Site.cookies`; the browser must stand at the site."""
        for cookie in cookies:
            self.ask("AddCookie", cookie={"name": cookie["name"], "value": cookie["value"], "path": "/"})

    def sign_in(self, username: str, password: str) -> None:
        self.open("/accounts/login/")
        self.type(self.element("return document.querySelector('input[name=login]')"), username)
        self.type(self.element("return document.querySelector('main input[name=password]')"), password)
        self.send()
        assert "/accounts/" not in self.address, self.text

    def look(self, name: str) -> None:
        """Keep a picture where somebody asked for pictures."""
        if folder := os.environ.get("VIKNO_PICTURES"):
            with suppress(Fault):
                drawn = base64.b64decode(self.ask("TakeScreenshot"))
                Path(folder, f"{self.name}-{name}.png").write_bytes(drawn)
