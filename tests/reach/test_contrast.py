"""X8: frames of fields, marks of charts and maps, what sleeps for weak eyes; words and the focus: elsewhere."""

from typing import Any

import pytest

from tests.chromium import WIDE
from tests.reach.hands import drawn, judged
from tests.reach.pages import address_of, public_pages
from tests.reach.test_long_words import DESK
from tests.walk.opening import Visit
from tests.walk.serving import Site
from tests.walk.test_pages import PAGES, role_of

_ROLES = {page.name: role_of(page) for page in PAGES}


@pytest.mark.parametrize("name", [*public_pages(), *(pytest.param(name, marks=pytest.mark.slow) for name in DESK)])
def test_every_part_stands_out_from_its_ground(visit: Visit, site: Site, name: str) -> None:
    page = visit(address_of(site, name), role=_ROLES[name], viewport=WIDE).page
    assert judged(drawn(page)).evaluate("reach.faint()") == []


PLANTED = {
    "a pale frame": ("input[type=search], input[type=text]", "each.style.borderColor = '#c3cfd4'"),
    "a button asleep": ("main button", "each.disabled = true, each.style.opacity = 0.4"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(visit: Visit, site: Site, fault: str) -> None:
    place, act = PLANTED[fault]
    page: Any = judged(visit(address_of(site, "portal:home"), viewport=WIDE).page)
    page.locator(place).first.evaluate(f"each => {{ {act} }}")
    assert page.evaluate("reach.faint()")


def test_columns_of_a_chart_stand_out_until_they_are_paled(visit: Visit, site: Site) -> None:
    page: Any = judged(visit(address_of(site, "portal:home"), viewport=WIDE).page)
    page.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend",
      `<svg class="c-chart" viewBox="0 0 60 9"><rect width="28" height="9"/>
       <rect class="c-chart__before" x="32" width="28" height="9"/></svg>`)""")
    assert page.evaluate("reach.faint()") == []
    page.locator(".c-chart rect").first.evaluate("each => { each.style.fill = '#dfeaed' }")
    assert page.evaluate("reach.faint()") == ["c-chart: a mark is faint"]


def test_a_pale_ring_is_seen(visit: Visit, site: Site) -> None:
    page: Any = judged(visit(address_of(site, "portal:home"), viewport=WIDE).page)
    page.evaluate(
        "document.querySelectorAll('a').forEach(each => each.style.setProperty('box-shadow', 'none', 'important'))"
    )
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("a:focus { all: unset !important; outline: 3px solid #ffe9a8 !important; }");
      document.adoptedStyleSheets = [sheet];
      reach.begin();
    }""")
    page.locator("main a").first.focus()
    assert any("faint" in each for each in page.evaluate("reach.stop(null)")["faults"])
