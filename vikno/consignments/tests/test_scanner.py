"""A scanner is a fast keyboard: whatever has the focus, a burst lands in the scan field and nothing else is sent.

The pages are real, drawn by Django and opened in Chromium with our script; what a form would send is caught.
"""

import random
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from vikno.cases.models import Case
from vikno.consignments import queries
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse
from vikno.consignments.tests.world import World

pytestmark = pytest.mark.browser
SITE = "http://vikno.test"
BURSTS = 60
# As a wedge scanner types: key down, the character lands in the field, Enter at the end. All its keys arrive within a
# few milliseconds and are stamped then, however long the page takes over the first.
BURST = """({code, typed}) => {
  const target = document.activeElement;
  const arrived = key => new KeyboardEvent("keydown", {
    key, code: /\\d/.test(key) ? `Digit${key}` : key, bubbles: true, cancelable: true,
  });
  const press = event => {
    const key = event.key;
    if (target.dispatchEvent(event) && key.length === 1 && "value" in target && target.type !== "radio") {
      target.value += key;
    }
    return event.defaultPrevented;
  };
  for (const key of typed) press(arrived(key));
  return new Promise(done => setTimeout(() => {
    const [enter, ...keys] = ["Enter", ...code].map(arrived);
    keys.forEach(press);
    const enterStopped = press(enter);
    if (!enterStopped && target.form) target.form.requestSubmit();
    done();
  }, 60));
}"""
CATCH = """() => {
  window.sent = [];
  document.querySelectorAll("form").forEach(form => form.addEventListener("submit", event => {
    event.preventDefault();
    delete form.dataset.sent;
    const field = form.querySelector("[data-scan]");
    const name = event.submitter ? event.submitter.name : "";
    window.sent.push({ scan: field ? field.value : "", submitter: name });
    if (field) field.value = "";
  }, true));
}"""


@pytest.fixture
def opened(chromium: Any) -> Any:
    """A page of ours in a browser without a network."""
    contexts = []

    def open_page(html: bytes) -> Any:
        context = chromium.new_context()
        contexts.append(context)
        page = context.new_page()

        def answer(route: Any) -> None:
            path = route.request.url.removeprefix(SITE).split("?")[0]
            if path.startswith("/static/"):
                found = finders.find(path.removeprefix("/static/"))
                kind = {".js": "text/javascript", ".css": "text/css"}.get(Path(path).suffix, "application/octet-stream")
                route.fulfill(status=200, content_type=kind, body=Path(str(found)).read_bytes() if found else b"")
            else:
                route.fulfill(status=200, content_type="text/html; charset=utf-8", body=html)

        page.route("**/*", answer)
        page.goto(f"{SITE}/page/")
        page.evaluate(CATCH)
        return page

    yield open_page
    for context in contexts:
        context.close()


def fields_of(page: Any) -> list[str]:
    """Ids of everything in the page that may hold the focus while somebody scans."""
    wanted = "main input:not([type=hidden]), main textarea, main select, main button, main a[id]"
    return list(page.evaluate(f"[...document.querySelectorAll({wanted!r})].filter(e => e.id).map(e => e.id)"))


def scan_everywhere(page: Any, cases: list[Case], *, seed: int) -> None:
    """Bursts with the focus anywhere, also in the middle of typing: each is read, none leaves a stray character."""
    chance, fields = random.Random(seed), fields_of(page)
    assert len(fields) > 1
    for _ in range(BURSTS):
        case, field = chance.choice(cases), chance.choice([*fields, ""])
        is_text = field and page.evaluate(
            "id => document.getElementById(id).matches('input:not([type=radio]), textarea')", field
        )
        typed = "намок край" if is_text and "scan" not in field and field != "id_text" and chance.random() < 0.5 else ""
        page.evaluate("id => { window.sent = []; (document.getElementById(id) || document.body).focus(); }", field)
        if not field:
            page.evaluate("document.activeElement.blur()")
        before = page.evaluate("id => (document.getElementById(id) || {}).value || ''", field) if is_text else ""
        page.evaluate(BURST, {"code": case.number, "typed": typed})
        assert page.evaluate("window.sent") == [{"scan": case.number, "submitter": ""}], field
        if is_text and "scan" not in field and field != "id_text":
            assert page.evaluate("id => document.getElementById(id).value", field) == before + typed


@pytest.mark.django_db
def test_a_receipt_takes_scans_wherever_the_focus_stands(world: World, browse: Browse, opened: Any) -> None:
    listed = [worlds.remote_case(world) for _ in range(3)]
    bag = worlds.taken(world, listed)
    html = browse(world.officer).get(f"/papers/bags/{bag.number}/receipt/").content
    scan_everywhere(opened(html), listed, seed=1)
    assert queries.access_bag(world.head, bag.number).received_at is None


@pytest.mark.django_db
def test_without_scripts_a_typed_number_does_the_same(world: World, browse: Browse) -> None:
    listed = [worlds.remote_case(world) for _ in range(2)]
    bag = worlds.taken(world, listed)
    address = f"/papers/bags/{bag.number}/receipt/"
    page = browse(world.officer).post(address, {"scan": listed[0].number, f"note-{listed[1].number}": "намок"})
    text = page.content.decode()
    assert "намок" in text
    assert text.count("checked") == 1
    assert queries.access_bag(world.head, bag.number).received_at is None
