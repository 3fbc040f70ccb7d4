"""X3: the accessibility trees of key pages are those that were read and accepted."""

from typing import Final

import pytest

from tests.reach.hands import drawn
from tests.rights.table import table
from tests.spoken.kept import difference, steady, without_repeats
from tests.walk.opening import Visit
from tests.walk.serving import Site
from tests.walk.test_pages import role_of

pytestmark = pytest.mark.slow

KEY_PAGES: Final = (
    "portal:home", "portal:services", "portal:service", "portal:where", "portal:availability", "portal:status",
    "portal_network:points", "portal_network:point", "portal_news:list", "portal_news:one", "feedback:poster",
    "feedback:complain", "territories:unit", "account_login",
    "desk:home", "desk:intake", "desk:people", "desk:person", "desk:board", "desk:retention", "cases:list",
    "cases:case",
    "cases:handover", "consignments:home", "consignments:provider", "consignments:courier", "queue:live",
    "queue:window", "appointments:day", "correspondence:letters", "payments:bill", "blanks:home",
)  # fmt: skip
_LIVE: Final = """() => [...document.querySelectorAll('[aria-live],[role=status],[role=alert],[role=log]')].map(one =>
    'live: ' + (one.getAttribute('aria-live') || one.getAttribute('role')) + ' ' + (one.id || one.className))"""


@pytest.mark.parametrize("name", KEY_PAGES)
def test_a_page_says_what_it_said(visit: Visit, site: Site, name: str) -> None:
    address = next(page["address"] for page in site.pages if page["name"] == name)
    page = drawn(visit(address, role=role_of(table()[name])).page)
    tree = page.locator("body").aria_snapshot().splitlines()
    lines = [line for line in tree if "/url:" not in line] + page.evaluate(_LIVE)
    said = "\n".join(without_repeats(steady(line) for line in lines)) + "\n"
    assert (found := difference(f"trees/{name.replace(':', '.')}.txt", said)) == "", f"\n{found}"
