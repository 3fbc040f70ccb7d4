"""X10: the main pages look as they were accepted: on a desk, on a phone, on paper.

Boxes, colours and sizes of letters are compared, not pixels: two machines have two fonts, and a picture would differ on
every line of it. `VIKNO_ACCEPT=1 pytest -m slow tests/looks` takes what is there now; read the difference, then commit.
"""

from dataclasses import replace
from typing import Any, Final

import pytest

from tests.chromium import NARROW, WIDE
from tests.looks.kept import Box, boxes, compared, difference
from tests.reach.hands import drawn
from tests.rights.table import table
from tests.spoken.test_trees import KEY_PAGES
from tests.walk.opening import Visit
from tests.walk.serving import Site
from tests.walk.test_pages import role_of

MAIN: Final = (
    *KEY_PAGES, "opendata:page", "opendata:housing", "cases:journal", "indicators:list", "reporting:week",
    "continuity:home",
    "feedback:overview", "assessments:list", "programmes:calls", "support:board", "events:work", "practices:ours",
    "announcements:list", "network:points", "queue:consult", "queue:reception",
)  # fmt: skip
_STILL: Final = "*, *::before, *::after { animation: none !important; transition: none !important }"
BOX: Final = Box("button:submit", "Записати", 200, 120, 44, "19/400 255,255,255 0,112,60 0/0")


def seen(page: Any) -> list[Box]:
    page.add_style_tag(content=_STILL)
    page.evaluate("document.fonts.ready")
    return boxes(page)


@pytest.mark.slow
@pytest.mark.parametrize("name", MAIN)
def test_a_page_looks_as_it_did(visit: Visit, site: Site, name: str) -> None:
    address = next(page["address"] for page in site.pages if page["name"] == name)
    found = []
    page = drawn(visit(address, role=role_of(table()[name]), reduced_motion="reduce", bypass_csp=True).page)
    for look, size, media in (("desk", WIDE, "screen"), ("phone", NARROW, "screen"), ("paper", WIDE, "print")):
        page.set_viewport_size(size)
        page.emulate_media(media=media)
        told = difference(f"{name.replace(':', '.')}.{look}", seen(page))
        found += [f"{look}: {line}" for line in told.splitlines()]
    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize("changed", [
    replace(BOX, style="19/400 255,255,255 11,12,12 0/0"), replace(BOX, x=20), replace(BOX, w=320), replace(BOX, h=120),
    replace(BOX, name="Видалити"),
])  # fmt: skip
def test_a_change_is_seen(changed: Box) -> None:
    assert list(compared([BOX], [changed]))


@pytest.mark.parametrize("same", [replace(BOX, w=130, h=46), replace(BOX, x=210)])
def test_another_font_is_no_change(same: Box) -> None:
    assert list(compared([BOX], [same])) == []


@pytest.mark.slow
def test_a_planted_change_is_seen(visit: Visit) -> None:
    page = visit("/", bypass_csp=True).page
    before = seen(page)
    page.add_style_tag(content=".govuk-button { background: #111 } main { margin-left: 90px }")
    found = "\n".join(compared(before, seen(page)))
    assert "colour or size" in found
    assert "x " in found
