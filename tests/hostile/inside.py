"""The site inside a browser without a server: what the browser asks for is answered by Django's client, right here."""

from contextvars import copy_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client

SITE = "http://localhost"
TRAP = Path(__file__).parent / "trap.js"
ARMED = """
window.w4 = number => { window.fired = (window.fired || []).concat(String(number)); };
"""
_HOPS = 5
_KEPT_HEADERS = ("Content-Type", "Content-Security-Policy", "Content-Language", "X-Content-Type-Options")


class Inside:
    """One person's browser. `troubles`: whatever was caught, in words, with the address."""

    def __init__(self, chromium: Any, client: Client) -> None:
        self.client = client
        self._ours = copy_context()  # the browser calls from a context of its own, where Django has another connection
        self.troubles: list[str] = []
        self.context = chromium.new_context(bypass_csp=True)
        self.context.add_init_script(ARMED)
        self.context.route("**/*", self._answer)
        self.page = self.context.new_page()
        self.page.on("dialog", self._note_dialog)
        self.page.on("request", self._note_request)

    def close(self) -> None:
        self.context.close()

    def visit(self, address: str) -> list[str]:
        """Open a page with its scripts at work; what a payload has become on it."""
        before = len(self.troubles)
        self.page.goto(SITE + address)
        self.page.evaluate("() => new Promise(done => setTimeout(done, 0))")
        found = list(self.page.evaluate(f"({_trap()})(document)"))
        found += [f"fired: {number}" for number in self.page.evaluate("window.fired || []")]
        return [f"{address}: {one}" for one in found] + self.troubles[before:]

    def _answer(self, route: Any) -> None:
        asked = route.request
        path = urlsplit(asked.url).path
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=str(file)) if file else route.fulfill(status=404)
            return
        if urlsplit(asked.url).netloc != "localhost":
            route.abort()
            return
        given = self._ours.run(self._given, asked)
        headers = {name: given.headers[name] for name in _KEPT_HEADERS if name in given.headers}
        route.fulfill(status=given.status_code, headers=headers, body=body_of(given))

    def _given(self, asked: Any) -> HttpResponse:
        parts = urlsplit(asked.url)
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        known = {name: asked.headers[name] for name in ("hx-request", "hx-target", "accept") if name in asked.headers}
        answer = self.client.get(address, headers=known)
        for _ in range(_HOPS):
            if answer.status_code not in (301, 302, 303):
                break
            answer = self.client.get(answer.headers["Location"])
        if answer.status_code >= 500:
            self.troubles.append(f"{address}: {answer.status_code}")
        return answer

    def _note_dialog(self, dialog: Any) -> None:
        self.troubles.append(f"{self.page.url}: a dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, asked: Any) -> None:
        parts = urlsplit(asked.url)
        if parts.path.startswith("/w4/") or parts.netloc not in ("localhost", ""):
            self.troubles.append(f"{self.page.url}: asked for {asked.url}")


class Reader:
    """Pages read without opening them: the browser takes them apart, nothing runs. Hundreds in a second."""

    def __init__(self, chromium: Any) -> None:
        self.context = chromium.new_context()
        self.page = self.context.new_page()

    def close(self) -> None:
        self.context.close()

    def crafted(self, html: str) -> list[str]:
        """What a payload has become in an HTML page or a part of one."""
        asked = f"html => ({_trap()})(new DOMParser().parseFromString(html, 'text/html'))"
        return list(self.page.evaluate(asked, html))

    def crafted_in_feed(self, xml: str) -> list[str]:
        """The same of an Atom feed: it is XML, and the HTML inside its entries is looked at too."""
        asked = f"""xml => {{
            const feed = new DOMParser().parseFromString(xml, 'application/xml');
            if (feed.querySelector('parsererror')) return ['not XML: ' + feed.documentElement.textContent];
            const inside = [...feed.querySelectorAll('[type=html], description')].map(one => one.textContent);
            const look = {_trap()};
            return inside.flatMap(html => look(new DOMParser().parseFromString(html, 'text/html')));
        }}"""
        return list(self.page.evaluate(asked, xml))

    def refused(self, html: str) -> list[str]:
        """Names of controls that a page marks as wrong."""
        asked = """html => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll(
            '.govuk-form-group--error [name], .govuk-input--error[name]')].map(one => one.name)"""
        return list(self.page.evaluate(asked, html))

    def forms(self, html: str) -> list[dict[str, Any]]:
        """Every form of a page that sends something: where, how, and each of its controls."""
        asked = """html => {
            const page = new DOMParser().parseFromString(html, 'text/html');
            const kind = one => one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase();
            const choices = one => one.tagName === 'SELECT' ? [...one.options].map(each => each.value) : [];
            const told = one => ({
                name: one.name, kind: kind(one), value: one.value, checked: Boolean(one.checked), choices: choices(one),
                room: one.maxLength > 0 ? one.maxLength : 0,
            });
            return [...page.querySelectorAll('main form, body > form')].map(form => ({
                action: form.getAttribute('action') || '', method: (form.getAttribute('method') || 'get').toLowerCase(),
                controls: [...form.elements].filter(one => one.name && !one.disabled).map(told),
            }));
        }"""
        return list(self.page.evaluate(asked, html))


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def _trap() -> str:
    lines = TRAP.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//"))
