"""Every public page with parts in its address is one that announcements may lead to, or one that nobody leads to."""

import tomllib

from config.paths import PROJECT
from vikno.announcements import pages
from vikno.portal.pages import NOT_FOR_LINKS


def test_every_public_page_with_parts_is_led_to_or_is_not_for_links() -> None:
    table = tomllib.loads((PROJECT / "tests/rights/matrix.toml").read_text(encoding="utf-8"))
    with_parts = {
        name
        for name, row in table.items()
        if row.get("who") == "public" and row.get("of") and not row.get("post") and ":" in name
    }
    assert pages.known_pages() | NOT_FOR_LINKS >= with_parts
    assert not pages.known_pages() & NOT_FOR_LINKS
