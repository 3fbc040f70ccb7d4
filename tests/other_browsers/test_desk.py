"""N4 in other browsers: one browser, two officers; nothing of the first is left to the second, files included."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.other_browsers.conftest import Device
from tests.other_browsers.driver import FIREFOX, Fault
from tests.other_browsers.hands import Page
from tests.walk.planted import SHOWN, STORED, TAKE, TYPED, Planted, files_of
from tests.walk.serving import Site

PACKED = b"mozLz40\0"
ADDRESS = re.compile(r"https?://[^\s\0]+")


def take(page: Page, addresses: Iterable[str], **how: str) -> str:
    return str(page.run(f"return ({TAKE})(arguments)", list(addresses), how))


def shown(page: Page) -> str:
    """Once the page is there to be read."""
    return str(page.until(f"return ({SHOWN})()"))


def works(page: Page, planted: Planted) -> set[str]:
    """A day of A: what they saw of what was planted. The last page is left half typed."""
    seen = set()
    for address in planted.pages:
        page.open(address)
        seen |= planted.found_in(shown(page))
    seen |= planted.found_in(take(page, planted.files))
    page.open("/desk/people/new/")
    page.run("for (const one of document.querySelectorAll('main details')) one.open = true")
    for name, value in TYPED.items():
        page.type(page.element(f"return document.querySelector('main [name={name}]')"), value)
    return seen


def leave_by_the_button(page: Page) -> None:
    page.press("Вийти")


def leave_by_the_lock(page: Page) -> None:
    """Nobody touched it for five minutes: it covers itself, and says whose turn it may be."""
    page.run("const now = window.Date.now; window.Date.now = () => now() + 6 * 60_000")
    page.until("return document.body.classList.contains('c-covered')")
    page.look("covered")
    page.press("Увійде інша людина")


def whole(packed: bytes) -> bytes:
    """A file of a session of Firefox: `PACKED`, its length, one block of LZ4."""
    out, place = bytearray(), len(PACKED) + 4

    def more(length: int) -> int:
        nonlocal place
        step = 255 if length == 15 else 0
        while step == 255:
            step, place = packed[place], place + 1
            length += step
        return length

    while place < len(packed):
        token, place = packed[place], place + 1
        letters = more(token >> 4)
        out += packed[place : place + letters]
        place += letters
        if place < len(packed):
            back, place = int.from_bytes(packed[place : place + 2], "little"), place + 2
            for _ in range(more(token & 15) + 4):
                out.append(out[-back])
    return bytes(out)


def kept_by(profile: Path) -> Iterator[tuple[str, str]]:
    """Files by name; what the cache has thrown away and not yet deleted without its address, which is history too."""
    for name, text in files_of(profile):
        yield name, ADDRESS.sub("", text) if "/doomed/" in name else text
    for path in profile.rglob("*lz4"):
        packed = path.read_bytes()
        if packed.startswith(PACKED):  # the cache of the browser's own scripts is packed otherwise
            yield f"{path.name}, unpacked", whole(packed).decode("utf-8", "replace")


Leave = Callable[[Page], None]


@pytest.mark.parametrize("leave", [leave_by_the_button, leave_by_the_lock])
def test_nothing_of_one_officer_is_left_to_the_next(device: Device, site: Site, planted: Planted, leave: Leave) -> None:
    left: dict[str, set[str]] = {}

    def look(where: str, text: str) -> None:
        if found := planted.found_in(text):
            left.setdefault(where, set()).update(found)

    with device.opened() as page:
        page.sign_in(site.people["officer"], site.password)
        assert len(works(page, planted)) >= 200
        leave(page)
        page.sign_in(planted.neighbour, site.password)
        look("storages", unquote(page.run(f"return ({STORED})()")))
        steps = page.run("return history.length") - 1
        for way in ["back"] * steps + ["forward"] * steps:
            page.leave(page.run, f"setTimeout(() => history.{way}(), 0)")
            look(f"{way}: {page.address}", shown(page))
        device.link.cut()
        everything = [*planted.pages, *planted.files]
        look("cache of HTTP", take(page, everything, cache="only-if-cached", mode="same-origin"))
        look("without a link", take(page, everything))
        for address in planted.pages:
            with suppress(Fault):
                page.open(address)
                look(f"without a link: {address}", shown(page))
    if device.name == FIREFOX:
        files = dict(kept_by(device.folder / "profile"))
        assert any(re.search("localhost", kept) for kept in files.values()), "files of the browser are not read"
        assert [name for name in files if name.endswith("unpacked")], "what it keeps of its session is not read"
        for file, kept in files.items():
            look(f"file {file}", kept)
    assert {where: sorted(found)[:3] for where, found in left.items()} == {}
