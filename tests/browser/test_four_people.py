"""One resident, four sign-ins: from a village desk to the issued result, each step through the pages people use.

The officer at the remote workplace takes the application in, the courier carries the bag, the main office receives it
and sends it on, the provider accepts and decides, the result comes back and is handed over. Papers are read back: text
and QR.
"""

import io
import random
import re
from collections.abc import Callable

import pypdf
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn

NUMBER = re.compile(r"\d\d-\d{4}-\d{6}-\d")
BAG = re.compile(r"\d\d-\d{4}-\d{5}-\d")
SERVICE = "багатодітної"  # decided by the provider of the demo
_DICE = random.Random()  # a served site may have met yesterday's person
SURNAME = "".join(_DICE.choices("бвгджзклмнпрст", k=9)).capitalize()
PHONE = f"040 {_DICE.randrange(10**7):07d}"


@pytest.fixture
def opened(signed_in: SignIn) -> Callable[[str], Page]:
    """Each person keeps one window open all day."""
    windows: dict[str, Page] = {}

    def window(username: str) -> Page:
        if username not in windows:
            windows[username] = signed_in(username)
        return windows[username]

    return window


def seal_number(letter: str) -> str:
    return f"{letter}-{_DICE.randrange(10**6):06d}"


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def codes_in(pdf: bytes) -> set[str]:
    """Everything a scanner reads from the pages at 200 dpi."""
    found = set()
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=200 / 72).to_pil()
        found |= {code.text for code in zxingcpp.read_barcodes(picture)}
    return found


def press(page: Page, name: "str | re.Pattern[str]") -> None:
    """Press a button of the page's main part."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).first.click()


def download(page: Page, address: str) -> bytes:
    answer = page.request.get(address)
    assert answer.ok, f"{address}: {answer.status}"
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def digits(number: str) -> str:
    return number.replace("-", "")


def take_application_in(page: Page) -> tuple[str, str]:
    """At the village desk: who, which service, which papers, how to tell. Returns the number and the access code."""
    page.goto("/desk/intake/")
    page.locator("main input[name=q]").fill(f"{SURNAME} Мотря")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    nobody_found = page.locator("main summary").filter(has_text="додати")
    if nobody_found.count():  # somebody with a similar name is here already
        nobody_found.click()
    page.locator("main [name=patronymic]").fill("Гнатівна")
    page.locator("main [name=phone]").fill(PHONE)
    page.locator("main [name=born_on]").fill(f"{_DICE.randrange(1, 28):02d}.02.19{_DICE.randrange(40, 90)}")
    press(page, "Додати й вибрати послугу")
    with page.expect_navigation():
        page.locator("main button[name=service]").filter(has_text=SERVICE).first.click()
    assert page.locator("main input[type=checkbox]:checked").count() >= 2
    press(page, "Далі")
    page.locator("main [name=result_channel][value=main_office]").check()
    press(page, "Далі")
    press(page, "Зареєструвати")
    said = page.locator("main").inner_text()
    number = NUMBER.search(said)
    code = re.search(r"\d{3}-\d{3}-\d{3}", NUMBER.sub("", said))
    assert number, said
    assert code, said
    return number.group(0), code.group(0)


def pack_at_the_village(page: Page, number: str) -> str:
    """A bag to the main office: the number is scanned, the seal is written down, the manifest is printed."""
    page.goto("/papers/")
    press(page, re.compile("Зібрати пакет.*основний офіс", re.S))
    return fill_and_seal(page, number, seal=seal_number("В"))


def fill_and_seal(page: Page, number: str, *, seal: str) -> str:
    bag = BAG.search(page.title())
    assert bag, page.title()
    page.locator("#id_text").fill(number)
    with page.expect_navigation():
        page.locator("#id_text").press("Enter")
    expect(page.locator("main table")).to_contain_text(number)
    page.locator("main input[name=seal]").fill(seal)
    press(page, "Опломбувати")
    manifest = download(page, f"/papers/bags/{digits(bag.group(0))}/manifest/")
    said = text_of(manifest)
    assert number in said
    assert seal in said
    assert SURNAME not in said, "a courier carries the manifest"
    assert digits(bag.group(0)) in codes_in(manifest)
    return bag.group(0)


def carry(page: Page, bag: str) -> None:
    page.goto("/papers/trips/")
    press(page, re.compile(rf"Беру пакет.*{bag}", re.S))
    expect(page.locator("main")).to_contain_text(bag)


def receive(page: Page, bag: str) -> None:
    """Open the bag, tick every case as present, say the seal was whole."""
    page.goto(f"/papers/bags/{digits(bag)}/receipt/")
    for present in page.locator("main input[type=radio][value=present]").all():
        present.check()
    whole = page.locator("main input[name=seal][value=yes]")
    if whole.count():
        whole.check()
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]").last.click()


def send_to_the_provider(page: Page, number: str) -> str:
    page.goto("/papers/")
    press(page, re.compile("Зібрати пакет.*Соцзахист", re.S))
    return fill_and_seal(page, number, seal=seal_number("О"))


def decide_at_the_provider(page: Page, bag: str, number: str) -> None:
    receive(page, bag)
    page.goto(f"/papers/provider/{digits(number)}/")
    page.locator("main input[name=outcome][value=granted]").check()
    page.locator("main input[name=number]").fill("77/26")
    with page.expect_navigation():
        page.locator("main form[action$='/decision/'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("рішення ухвалено")


def return_from_the_provider(page: Page, number: str) -> str:
    page.goto(f"/papers/provider/{digits(number)}/")
    with page.expect_navigation():
        page.locator("main form[action$='/return/'] button[type=submit]").click()
    bag = BAG.search(page.locator("main").inner_text())
    assert bag, page.locator("main").inner_text()
    page.goto(f"/papers/bags/{digits(bag.group(0))}/")
    page.locator("main input[name=seal]").fill(seal_number("С"))
    press(page, "Опломбувати")
    return bag.group(0)


def tell_and_hand_over(page: Page, number: str) -> None:
    """Telephone first, then the person comes with a passport."""
    page.goto(f"/cases/{digits(number)}/notification/")
    page.locator("main [name=proof]").fill("розмова телефоном")
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("заявника повідомлено")
    page.goto(f"/cases/{digits(number)}/issue/")
    page.locator("main [name=identity_number]").fill("0417")
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("результат видано")


def expect_status(page: Page, number: str, code: str, words: str) -> None:
    """The resident's own page, with no sign-in."""
    page.goto("/status/")
    page.locator("main [name=number]").fill(number)
    page.locator("main [name=code]").fill(code)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text(re.compile(words, re.I))
    assert SURNAME not in page.content()


def test_a_person_is_served_from_the_village_to_the_result(opened: Callable[[str], Page]) -> None:
    remote = opened("remote")
    number, code = take_application_in(remote)

    inventory = download(remote, f"/cases/{digits(number)}/inventory/")
    said = text_of(inventory)
    assert number in said
    assert SURNAME in said
    assert len(re.findall(r"опис", said, re.I)) >= 2
    assert digits(number) in codes_in(inventory)

    stranger = opened("")
    expect_status(stranger, number, code, "зареєстровано")
    bag = pack_at_the_village(remote, number)
    carry(opened("courier"), bag)
    receive(opened("officer"), bag)
    second = send_to_the_provider(opened("officer"), number)
    carry(opened("courier"), second)
    decide_at_the_provider(opened("provider"), second, number)
    third = return_from_the_provider(opened("provider"), number)
    carry(opened("courier"), third)
    receive(opened("officer"), third)
    tell_and_hand_over(opened("officer"), number)
    expect_status(stranger, number, code, "видано")

    sheet = text_of(download(opened("officer"), f"/cases/{digits(number)}/progress-sheet/"))
    for who in ("Ковалик", "Дорошко", "Гайовий", "Соломко"):
        assert who in sheet, f"{who} is not on the progress sheet"
