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
BURSTS = 500
# A wedge scanner: key down, the character lands in the field, Enter at the end, 5–30 ms from key to key; a person
# types slower. Events bear the times they would have, so that nothing waits and no machine is too slow for them.
BURST = """({field, code, typed, gaps}) => {
  window.sent = [];
  document.activeElement.blur();
  const found = document.getElementById(field);
  if (found) found.focus();
  const target = document.activeElement;
  const isText = target.matches("input:not([type=radio]):not([type=checkbox]), textarea");
  const before = isText ? target.value : "";
  const press = (key, gap) => {
    window.clock = (window.clock || 1000) + gap;
    const event = new KeyboardEvent("keydown", {
      key, code: /\\d/.test(key) ? `Digit${key}` : key, bubbles: true, cancelable: true,
    });
    Object.defineProperty(event, "timeStamp", { value: window.clock });
    if (target.dispatchEvent(event) && key.length === 1 && isText) target.value += key;
    return event.defaultPrevented;
  };
  for (const key of typed) press(key, 90);
  const [first, ...others] = gaps;
  [...code].forEach((key, place) => press(key, place ? others[place - 1] : first));
  if (!press("Enter", others[code.length - 1]) && target.form) target.form.requestSubmit();
  return { sent: window.sent, typed: isText ? target.value.slice(before.length) : "", isText };
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
    typings = 0
    for _ in range(BURSTS):
        case, field = chance.choice(cases), chance.choice([*fields, ""])
        is_scanned_here = "scan" in field or field == "id_text"
        typed = "" if is_scanned_here or chance.random() < 0.5 else "намок край"
        gaps = [chance.choice([8, 20, 50, 300]), *(chance.randint(5, 30) for _ in case.number)]
        seen = page.evaluate(BURST, {"field": field, "code": case.number, "typed": typed, "gaps": gaps})
        assert seen["sent"] == [{"scan": case.number, "submitter": ""}], (field, gaps)
        if seen["isText"] and not is_scanned_here:
            typings += bool(typed)
            assert seen["typed"] == typed, (field, gaps)
    assert typings > BURSTS / 10


@pytest.mark.django_db
def test_a_receipt_takes_scans_wherever_the_focus_stands(world: World, browse: Browse, opened: Any) -> None:
    listed = [worlds.remote_case(world) for _ in range(3)]
    bag = worlds.taken(world, listed)
    html = browse(world.officer).get(f"/papers/bags/{bag.number}/receipt/").content
    scan_everywhere(opened(html), listed, seed=1)
    assert queries.access_bag(world.head, bag.number).received_at is None


@pytest.mark.django_db
def test_a_seal_is_scanned_into_its_own_field_and_seals_nothing_yet(world: World, browse: Browse, opened: Any) -> None:
    listed = [worlds.remote_case(world)]
    bag = worlds.bag_with(world, listed)
    page = opened(browse(world.remote_officer).get(f"/papers/bags/{bag.number}/").content)
    gaps = [200, *(8 for _ in "UA0471183")]
    seen = page.evaluate(BURST, {"field": "id_seal", "code": "UA0471183", "typed": "", "gaps": gaps})
    assert (seen["sent"], seen["typed"]) == ([], "UA0471183")


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
