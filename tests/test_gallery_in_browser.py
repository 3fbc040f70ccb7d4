"""The gallery in headless Chromium: axe, sideways scroll, targets, keys, scans. No network: answers wait in memory."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import expect

from tests.chromium import violations

SITE = "http://vikno.test"
FRAMES = ("/gallery/", "/gallery/?frame=desk")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> dict[tuple[str, str], tuple[int, str, bytes, str]]:
    """Pages in both languages, asked once."""
    client = Client()
    made = {}
    with django_db_blocker.unblock():
        for language in ("uk", "en"):
            client.cookies["django_language"] = language
            for address in (*FRAMES, "/gallery/places.geojson", "/no-such-page/"):
                given = client.get(address)
                policy = given.headers.get("Content-Security-Policy", "")
                made[language, address] = (given.status_code, given.headers["Content-Type"], given.content, policy)
    return made


@pytest.fixture
def visit(chromium, answers):
    """`visit(address, language=…, width=…, height=…)` opens a page and collects what the browser complained about."""
    opened = []

    def open_page(address, *, language="uk", width=1366, height=768, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        opened.append(context)
        page = context.new_page()
        page.complaints, page.asked = [], []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route("**/*", lambda route: answer(route, answers, language, page.asked))
        page.goto(SITE + address)
        return page

    yield open_page
    for context in opened:
        context.close()


def answer(route, answers, language, asked) -> None:
    parts = urlsplit(route.request.url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    asked.append(address)
    if parts.path.startswith("/static/"):
        found = finders.find(parts.path.removeprefix("/static/"))
        kind = mimetypes.guess_type(parts.path)[0] or "application/octet-stream"
        route.fulfill(status=200, content_type=kind, body=Path(found).read_bytes())
        return
    status, kind, body, policy = answers.get((language, address), (204, "text/plain", b"", ""))
    headers = {"Content-Type": kind} | ({"Content-Security-Policy": policy} if policy else {})
    route.fulfill(status=status, headers=headers, body=body)


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("address", FRAMES)
def test_axe_finds_nothing(visit, address, language):
    page = visit(address, language=language)
    page.wait_for_selector(".leaflet-container path")
    assert violations(page) == []
    assert page.complaints == []


@pytest.mark.parametrize("address", FRAMES)
def test_axe_finds_nothing_on_a_phone_in_large_letters(visit, address):
    page = visit(address, width=360, height=740)
    page.evaluate("document.documentElement.classList.add('c-large-print')")
    assert violations(page) == []


def test_axe_sees_a_planted_fault(visit):
    page = visit("/gallery/")
    page.evaluate("document.querySelector('label').remove()")
    assert any(each.startswith("label") for each in violations(page))


@pytest.mark.parametrize("address", FRAMES)
@pytest.mark.parametrize("width", [320, 360, 768, 1093, 1366])
def test_nothing_scrolls_sideways(visit, address, width):
    page = visit(address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", FRAMES)
def test_nothing_scrolls_sideways_in_large_letters(visit, address):
    page = visit(address, width=360, height=740)
    page.evaluate("document.documentElement.classList.add('c-large-print')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("address", FRAMES)
def test_targets_are_large_enough(visit, address):
    """WCAG 2.5.8: 24 px, links inside a sentence apart."""
    page = visit(address)
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, select, input:not([type=hidden]), summary")]
          .filter(e => e.offsetParent && !e.closest("p, td, th, .govuk-skip-link"))
          .map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
          .filter(([, box]) => Math.min(box.width, box.height) < 23.5 && box.width > 2)
          .map(([html]) => html)"""
    )
    assert small == []


@pytest.mark.parametrize("address", FRAMES)
def test_a_hint_stands_under_its_option(visit, address):
    page = visit(address)
    hint = page.locator("#id_empty-channel_1_hint").bounding_box()
    label = page.locator('label[for="id_empty-channel_1"]').bounding_box()
    assert hint["y"] >= label["y"] + label["height"] - 8
    assert hint["x"] <= label["x"] + 20


def test_works_without_scripts(visit):
    page = visit("/gallery/?frame=desk", width=360, height=740, java_script_enabled=False)
    expect(page.locator(".c-rail__link").first).to_be_visible()
    expect(page.locator(".c-rail__toggle")).not_to_be_visible()
    expect(page.locator(".c-map__message")).to_be_visible()


def test_the_question_mark_shows_the_keys(visit):
    page = visit("/gallery/?frame=desk")
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#hints")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#hints")).not_to_be_visible()


def test_a_digit_presses_the_candidate(visit):
    page = visit("/gallery/?frame=desk")
    page.evaluate(
        "document.querySelectorAll('[data-key]').forEach(b => b.addEventListener('click', e => "
        "{ e.preventDefault(); document.body.dataset.picked = b.value }))"
    )
    page.keyboard.press("2")
    expect(page.locator("body")).to_have_attribute("data-picked", "2")


def test_a_digit_typed_in_a_field_stays_in_the_field(visit):
    page = visit("/gallery/?frame=desk")
    page.locator("#id_empty-surname").focus()
    page.keyboard.type("2", delay=60)
    assert page.locator("#id_empty-surname").input_value() == "2"


def test_the_rail_answers_to_alt_and_a_digit(visit):
    page = visit("/gallery/?frame=desk")
    page.evaluate(
        "document.querySelector('[data-rail-key=\"3\"]').addEventListener('click', () => { window.went = 3 })"
    )
    page.keyboard.press("Alt+Digit3")
    assert page.evaluate("window.went") == 3


# The finder of the frame shows itself once the desk has an address for it.
FINDER = """() => {
  if (document.getElementById("find")) return;
  const form = document.body.appendChild(document.createElement("form"));
  form.appendChild(Object.assign(document.createElement("input"), { id: "find", name: "q" }));
}"""
SCAN = """code => {
  const press = (key, at) => document.activeElement.dispatchEvent(Object.assign(
    new KeyboardEvent("keydown", { key, code: /\\d/.test(key) ? `Digit${key}` : key, bubbles: true, cancelable: true }),
    {}));
  for (const key of code) press(key);
  const enter = new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(enter);
  return enter.defaultPrevented;
}"""


def test_a_scan_in_a_half_filled_form_does_not_send_it(visit):
    page = visit("/gallery/?frame=desk")
    page.evaluate(FINDER)
    page.evaluate(
        "document.querySelectorAll('form').forEach(f => f.addEventListener('submit', e => e.preventDefault()))"
    )
    page.locator("#id_filter-text").focus()
    assert page.evaluate(SCAN, "20260001473") is True
    assert page.locator("#find").input_value() == "20260001473"


# Keys of a busy machine come late; each is stamped ten milliseconds after the one before.
QUICK = """() => {
  const stamps = new WeakMap();
  let clock = 0;
  Object.defineProperty(Event.prototype, "timeStamp", {
    get() { if (!stamps.has(this)) stamps.set(this, clock += 10); return stamps.get(this); },
  });
}"""


def test_a_scan_over_a_list_of_choices_leaves_the_choice_as_it_was(visit):
    page = visit("/gallery/?frame=desk")
    page.evaluate(FINDER)
    page.evaluate(
        "document.querySelectorAll('form').forEach(f => f.addEventListener('submit', e => e.preventDefault()))"
    )
    page.evaluate("document.getElementById('id_filter-state').append(new Option('26 червня', 'of-june'))")
    page.evaluate(QUICK)
    page.locator("#id_filter-state").focus()
    page.keyboard.type("2604170000018")
    page.keyboard.press("Enter")
    assert page.locator("#id_filter-state").input_value() == ""
    assert page.locator("#find").input_value() == "2604170000018"


def test_a_person_pressing_enter_sends_the_form(visit):
    page = visit("/gallery/?frame=desk")
    page.evaluate(
        "document.querySelectorAll('form').forEach(f => f.addEventListener('submit', e => "
        "{ e.preventDefault(); window.sent = f.className }))"
    )
    page.locator("#id_filter-text").focus()
    page.keyboard.type("Іван", delay=60)
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent") == "c-filter"


def test_a_filter_sends_itself_and_drops_what_is_empty(visit):
    page = visit("/gallery/?frame=desk")
    with page.expect_request("**/gallery/?*filter-state=late*") as sent:
        page.locator("#id_filter-state").select_option("late")
    assert "filter-text" not in sent.value.url


def test_the_map_can_be_walked_by_keys(visit):
    page = visit("/gallery/")
    point = page.locator('.c-map [role="button"][aria-label="ВРМ Вишнівка"]')
    point.wait_for()
    point.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup", has_text="ВРМ Вишнівка")).to_be_visible()


def test_refusal_pages_are_sound(visit):
    for language in ("uk", "en"):
        page = visit("/no-such-page/", language=language)
        assert violations(page) == []


def test_forced_colours_and_paper_lose_nothing(visit):
    page = visit("/gallery/?frame=desk", forced_colors="active")
    assert page.locator(".c-tag").first.evaluate("e => getComputedStyle(e).borderTopWidth") == "1px"
    page.emulate_media(media="print")
    expect(page.locator(".c-header")).not_to_be_visible()
    expect(page.locator(".c-table").first).to_be_visible()


def test_first_visit_is_within_the_budget(visit):
    """Public ≤ 50 KB, desk ≤ 120 KB over the wire, brotli; ≤ 6 and ≤ 8 requests (the map apart)."""
    import brotli

    for address, kilobytes, requests in (("/gallery/", 50, 6), ("/gallery/?frame=desk", 120, 8)):
        page = visit(address)
        files = [a for a in page.asked if a.startswith("/static/") and "leaflet" not in a and "map.js" not in a]
        sizes = [len(brotli.compress(Path(finders.find(file.removeprefix("/static/"))).read_bytes())) for file in files]
        assert sum(sizes) <= kilobytes * 1024
        assert len(set(files)) + 1 <= requests
