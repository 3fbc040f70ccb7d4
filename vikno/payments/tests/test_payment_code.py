"""The payment code: lines where the rules put them, read back from a picture and from paper."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from vikno.common.qr import FIRST_VERSION, LAST_VERSION, payment_code
from vikno.documents import services as documents
from vikno.documents.tests.reading import DOTS_PER_INCH, codes_on, pages_of, pictures_of, squeezed
from vikno.payments import errors, queries, rules, services
from vikno.payments.rules import payment_code as code_rules
from vikno.payments.tests import world as w
from vikno.payments.tests.world import World

PAYMENT = rules.Payment(
    recipient="ГУК у Полтав.обл/тг м.Полтава/22012500", iban=w.IBAN, edrpou=w.EDRPOU, amount=Decimal("49.92"),
    purpose="Адмінзбір; послуга 00034; справа 26-0417-000123-5; Ґалаґан Їжак Євтихійович",
    reference="26041700001231", issued_at=dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC),
    valid_until=dt.date(2026, 12, 31),
)  # fmt: skip


def test_format_002_has_thirteen_lines_in_their_places() -> None:
    link = rules.payment_link(PAYMENT, version="002")
    assert link.startswith("https://bank.gov.ua/qr/")
    assert rules.payment_lines(link) == [
        "BCD", "002", "1", "UCT", "", PAYMENT.recipient, w.IBAN, "UAH49.92", w.EDRPOU, "", "", PAYMENT.purpose, "",
    ]  # fmt: skip


def test_format_003_has_seventeen_lines_locks_every_field_and_dates_itself() -> None:
    link = rules.payment_link(PAYMENT, version="003")
    assert link.startswith("https://qr.bank.gov.ua/")
    lines = rules.payment_lines(link)
    assert lines == [
        "BCD", "003", lines[2], "UCT", "", PAYMENT.recipient, w.IBAN, "UAH49.92", w.EDRPOU, "GOVT/GOVT",
        "26041700001231", PAYMENT.purpose, "", "FFFF", "261231235959", "260302110000", "",
    ]  # fmt: skip


def test_days_below_ten_keep_their_zero() -> None:
    """A well known implementation writes them with one digit: a bank would read another date."""
    assert code_rules.moment_line(dt.datetime(2026, 1, 5, 0, 7, 9, tzinfo=dt.UTC)) == "260105020709"


@pytest.mark.parametrize(
    ("amount", "line"), [("350.00", "UAH350"), ("350", "UAH350"), ("3.50", "UAH3.50"), ("0.01", "UAH0.01")]
)
def test_kopiykas_only_where_there_are_some(amount: str, line: str) -> None:
    assert code_rules.amount_line(Decimal(amount)) == line


def test_long_cyrillic_goes_as_windows_1251_and_too_long_is_refused() -> None:
    long = replace(PAYMENT, purpose="Їжак " * 40)
    lines = rules.payment_lines(rules.payment_link(long, version="002"))
    assert (lines[2], lines[11]) == ("2", ("Їжак " * 40).strip())
    for purpose in ("Ж" * 300, "☕" * 150):
        with pytest.raises(rules.DoesNotFit):
            rules.payment_link(replace(PAYMENT, purpose=purpose), version="002")


def test_a_line_break_in_a_text_adds_no_line() -> None:
    crooked = replace(PAYMENT, purpose="Збір\nUAH1\r\nза  послугу", recipient="УК\u2028Калинове")
    lines = rules.payment_lines(rules.payment_link(crooked, version="002"))
    assert (len(lines), lines[11], lines[5]) == (13, "Збір UAH1 за послугу", "УК Калинове")


@settings(max_examples=40)
@given(
    recipient=st.text(st.characters(codec="cp1251", exclude_categories=["C"]), min_size=1, max_size=60),
    purpose=st.text(st.characters(codec="cp1251", exclude_categories=["C"]), min_size=1, max_size=150),
    kopiykas=st.integers(min_value=1, max_value=99_999_999),
    version=st.sampled_from(["002", "003"]),
)
def test_whatever_fits_comes_back(recipient: str, purpose: str, kopiykas: int, version: str) -> None:
    payment = replace(PAYMENT, recipient=recipient, purpose=purpose, amount=Decimal(kopiykas) / 100)
    link = rules.payment_link(payment, version=version)
    lines = rules.payment_lines(link)
    assert (lines[5], lines[11]) == (rules.code_text(recipient), rules.code_text(purpose))
    assert Decimal(lines[7].removeprefix("UAH")) == payment.amount
    assert len(lines) == code_rules.LINES[version]
    assert len(link) <= code_rules.MOST_LINK


@pytest.mark.parametrize("length", [20, 120, 300, 475])
def test_every_length_fits_the_versions(length: int) -> None:
    assert FIRST_VERSION <= payment_code("https://bank.gov.ua/qr/" + "A" * length).version <= LAST_VERSION


def test_a_small_code_still_has_the_least_version_and_level_q() -> None:
    code = payment_code("https://bank.gov.ua/qr/QkNE")
    assert (code.version, code.error) == (FIRST_VERSION, "Q")


@pytest.mark.django_db
def test_a_printed_bill_is_read_by_eyes_and_by_a_camera(world: World) -> None:
    bill = w.bill(world)
    for size, width in (("a4", 210), ("a5", 148)):
        pdf = services.give_paper(bill=bill, size=size, actor=world.officer, at=w.after(1))
        (page,) = pages_of(pdf)
        for said in (
            bill.number_shown, "49,92 грн", "UA21 3223 1300 0002 6007 2335 6600 1", w.EDRPOU, bill.recipient,
            bill.purpose, bill.explanation, "Іваненко Марія Петрівна", bill.case.number_shown,
        ):  # fmt: skip
            assert squeezed(said) in page, (size, said)
        (picture,) = pictures_of(pdf)
        assert round(picture.width / DOTS_PER_INCH * 25.4) == width
        (code,) = codes_on(picture)
        assert code.text == rules.payment_link(queries.payment_of(bill), version="002")
        assert rules.payment_lines(code.text)[6:9] == [w.IBAN, "UAH49.92", w.EDRPOU]


@pytest.mark.django_db
def test_the_longest_code_is_read_back_too(world: World) -> None:
    w.figure()
    cost = w.share(world)
    w.account(world, purpose="Ґрунтовна плата за їжака " * 3, code_format="003")
    bill = w.bill(world, cost)
    pdf = services.give_paper(bill=bill, size="a5", actor=world.officer, at=w.after(1))
    (code,) = codes_on(pictures_of(pdf)[0])
    assert rules.payment_lines(code.text)[1] == "003"
    assert rules.payment_lines(code.text)[11] == bill.purpose


@pytest.mark.django_db
def test_a_long_service_and_two_reasons_stay_on_one_small_page(world: World) -> None:
    world.service.name = "Видача витягу з Державного земельного кадастру про земельну ділянку, що на межі двох громад"
    world.service.save()
    bill = w.bill(world, ground=w.ground(world, percent=50), proof="довідка")
    for size in ("a4", "a5"):
        pdf = services.give_paper(bill=bill, size=size, actor=world.officer, at=w.after(1))
        (page,) = pages_of(pdf)
        assert squeezed(world.service.name) in page


@pytest.mark.django_db
def test_a_bill_prints_again_byte_for_byte(world: World) -> None:
    bill = w.bill(world)
    assert bill.paper_a4 is not None
    first = services.give_paper(bill=bill, size="a4", actor=world.officer, at=w.after(1))
    w.account(world, recipient="Інший отримувач", iban=w.OTHER_IBAN)
    assert services.give_paper(bill=w.read(world, bill), size="a4", actor=world.officer, at=w.after(900)) == first
    assert documents.reprint(bill.paper_a4) == first


@pytest.mark.django_db
def test_the_sign_stands_in_the_middle_and_the_code_is_read_through_it(world: World) -> None:
    bill = w.bill(world)
    pdf = services.give_paper(bill=bill, size="a4", actor=world.officer, at=w.after(1))
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=4).to_pil().convert("L")
    (code,) = zxingcpp.read_barcodes(page)
    place = code.position
    middle = ((place.top_left.x + place.bottom_right.x) // 2, (place.top_left.y + place.bottom_right.y) // 2)
    side = place.top_right.x - place.top_left.x
    ring = [_pixel(page, middle, dx, side) for dx in (-0.085, 0.085)]
    assert min(ring) > 200, "a white circle around the sign"
    assert min(_pixel(page, middle, dx / 100, side) for dx in range(-5, 6)) < 90, "the sign itself"


def _pixel(page: Image.Image, middle: tuple[int, int], share: float, side: int) -> int:
    return int(page.getpixel((middle[0] + round(share * side), middle[1])))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_an_exempt_person_gets_no_paper(world: World) -> None:
    nothing = w.bill(world, ground=w.ground(world), proof="довідка")
    with pytest.raises(errors.BillNotFound):
        services.give_paper(bill=nothing, size="a4", actor=world.officer, at=w.after(1))
