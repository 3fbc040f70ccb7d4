"""Pages of money: reached from the case, written by forms, readable by the accountant."""

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from vikno.audit.models import JournalEntry
from vikno.common import clock
from vikno.payments import queries, rules
from vikno.payments.enums import BillState
from vikno.payments.models import Bill, Entry, ExemptionGround, TreasuryAccount
from vikno.payments.tests import world as w
from vikno.payments.tests.conftest import Browse
from vikno.payments.tests.world import World

pytestmark = pytest.mark.django_db
TODAY = clock.today()


def shown(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def bill_now(world: World, **given: Any) -> Bill:
    """Issued now: the pages look at the real day."""
    return w.bill(world, at=clock.now(), **given)


def test_the_page_of_a_case_leads_to_its_money(world: World, browse: Browse) -> None:
    w.paid_service(world)
    case = w.case_in(world)
    for actor in (world.officer, world.starosta, world.head):
        client = browse(actor)
        panel = reverse("desk:case_beside", args=[case.number])
        page = client.get(reverse("cases:case", args=[case.number])).content.decode()
        assert panel in page
        assert reverse("payments:case", args=[case.number]) in page
        assert "Виписати рахунок" in shown(client.get(panel))


def test_a_free_service_asks_for_no_bill(world: World, browse: Browse) -> None:
    case = w.case_in(world)
    client = browse(world.officer)
    assert "Послуга безоплатна." in shown(client.get(reverse("payments:case_panel", args=[case.number])))
    page = client.get(reverse("payments:case", args=[case.number]))
    assert "Платити не треба" in shown(page)
    refused = client.post(reverse("payments:case_bills", args=[case.number]), {"cost": "1"})
    assert refused.status_code == 200
    assert not Bill.objects.exists()


def test_a_bill_is_issued_shown_paid_and_corrected_without_a_script(world: World, browse: Browse) -> None:
    cost, case, client = w.paid_service(world), w.case_in(world), browse(world.starosta)
    assert "49,92 грн" in shown(client.get(reverse("payments:case", args=[case.number])))
    client.post(reverse("payments:case_bills", args=[case.number]), {"cost": cost.pk})
    bill = Bill.objects.get()
    page = client.get(reverse("payments:bill", args=[bill.number]))
    assert "не оплачено" in shown(page)
    assert bill.explanation in shown(page)
    assert page.content.count(b"<svg") >= 2
    said = {
        "receipt-channel": "post", "receipt-number": "17", "receipt-code": "AB",
        "receipt-paid_on": f"{TODAY:%d.%m.%Y}", "receipt-amount": "20,00",
    }  # fmt: skip
    paid = client.post(reverse("payments:bill_receipts", args=[bill.number]), said, follow=True)
    assert "Сплачено 20,00 грн, лишилося 29,92 грн." in shown(paid)
    assert b"bank.gov.ua" not in paid.content, "a code for the whole sum would be paid again"
    again = client.post(reverse("payments:bill_receipts", args=[bill.number]), said)
    assert again.status_code == 200
    assert f"вже записано {TODAY:%d.%m.%Y} до рахунка {bill.number_shown}" in shown(again)
    entry = Entry.objects.get()
    back = reverse("payments:bill_entry_reversal", args=[bill.number, entry.pk])
    client.post(back, {f"reverse-{entry.pk}-reason": "не той рахунок"})
    assert queries.standing_of(w.read(world, bill)).state == BillState.UNPAID
    ended = reverse("payments:bill_cancellation", args=[bill.number])
    assert "скасовано" in shown(client.post(ended, {"cancel-reason": "помилка"}, follow=True))


def test_a_card_is_refused_on_the_form_and_not_repeated_by_it(world: World, browse: Browse) -> None:
    bill = bill_now(world)
    said = {
        "receipt-channel": "bank", "receipt-number": "4111 1111 1111 1111", "receipt-paid_on": f"{TODAY:%d.%m.%Y}",
        "receipt-amount": "1",
    }  # fmt: skip
    answer = browse(world.officer).post(reverse("payments:bill_receipts", args=[bill.number]), said)
    assert "Схоже на номер платіжної картки" in shown(answer)
    assert not Entry.objects.exists()
    assert "4111" not in str(list(JournalEntry.objects.values()))


def test_a_refund_is_the_heads_page_only(world: World, browse: Browse) -> None:
    bill = bill_now(world)
    w.pay(world, bill, w.receipt(hryvnias="60", paid_on=TODAY), at=clock.now())
    address = reverse("payments:bill_refunds", args=[bill.number])
    said = {"refund-amount": "10,08", "refund-refunded_on": f"{TODAY:%d.%m.%Y}", "refund-ground": "заява № 3"}
    assert browse(world.officer).post(address, said).status_code == 404
    assert "Повернути гроші" not in shown(browse(world.officer).get(reverse("payments:bill", args=[bill.number])))
    client = browse(world.head)
    assert "зайвого 10,08 грн" in shown(client.get(reverse("payments:bill", args=[bill.number])))
    assert "оплачено" in shown(client.post(address, said, follow=True))


def test_the_head_writes_accounts_and_grounds_down(world: World, browse: Browse) -> None:
    client = browse(world.head)
    said = {
        "valid_from": "01.01.2026", "recipient": "УК", "edrpou": w.EDRPOU,
        "iban": "UA21 3223 1300 0002 6007 2335 6600 1", "purpose": "Збір", "code_format": "003",
        "service": str(world.service.pk),
    }  # fmt: skip
    wrong = client.post(reverse("payments:accounts"), {**said, "iban": "UA993223130000026007233566001"})
    assert "контрольні цифри не сходяться" in shown(wrong)
    assert "UA993223130000026007233566001" in wrong.content.decode()
    client.post(reverse("payments:accounts"), said)
    account = TreasuryAccount.objects.get()
    assert (account.iban, account.code_format, account.service) == (w.IBAN, "003", world.service)
    assert "UA21 3223 1300" in shown(client.get(reverse("payments:accounts")))
    ground = {"name": "Ветерани", "act": "рішення № 5", "percent": "50", "valid_from": "01.01.2026", "service": ""}
    client.post(reverse("payments:exemptions"), {**ground, "valid_to": "01.01.2025"})
    assert not ExemptionGround.objects.exists()
    client.post(reverse("payments:exemptions"), ground)
    assert "Ветерани" in shown(client.get(reverse("payments:exemptions")))


def test_an_exempt_case_shows_the_proof_and_no_code(world: World, browse: Browse) -> None:
    bill = bill_now(world, ground=w.ground(world), proof="довідка МСЕК 12")
    page = browse(world.officer).get(reverse("payments:bill", args=[bill.number]))
    assert "звільнено від оплати" in shown(page)
    assert "довідка МСЕК 12" in shown(page)
    assert b"bank.gov.ua" not in page.content
    assert "Записати квитанцію" not in shown(page)


def test_the_doubt_about_format_003_is_said(world: World, browse: Browse) -> None:
    bill = bill_now(world)
    page = shown(browse(world.officer).get(reverse("payments:bill", args=[bill.number])))
    assert "Формат дат у цьому коді звірено з двома відкритими програмами, але не з постановою." in page


def test_the_list_is_by_fifty_and_its_sums_are_of_all(world: World, browse: Browse) -> None:
    bill = bill_now(world)
    for serial in range(51):
        w.pay(world, bill, w.receipt(f"n{serial}", "1.00", code="", paid_on=TODAY), at=clock.now())
    page = browse(world.officer).get(reverse("payments:ledger"))
    assert page.content.decode().count("<tr>") == 51
    assert "51,00 грн" in shown(page)
    second = browse(world.officer).get(reverse("payments:ledger"), {"page": 2})
    assert second.content.decode().count("<tr>") == 2


def test_lists_are_narrowed_by_days_and_state(world: World, browse: Browse) -> None:
    bill = bill_now(world)
    client = browse(world.head)
    assert bill.number_shown in shown(client.get(reverse("payments:bills")))
    assert bill.number_shown not in shown(client.get(reverse("payments:bills"), {"state": "paid"}))
    assert bill.number_shown not in shown(client.get(reverse("payments:bills"), {"until": "01.01.2020"}))
    assert client.get(reverse("payments:ledger"), {"since": "дурниця", "iban": "x"}).status_code == 200


def test_the_table_has_no_formula_whatever_people_typed(world: World, browse: Browse) -> None:
    bill = bill_now(world)
    evil = '=HYPERLINK("http://evil.example","x")'
    w.pay(world, bill, w.receipt(evil, "10", code="+1", paid_on=TODAY), at=clock.now())
    body = browse(world.officer).get(reverse("payments:ledger_table")).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert sheet[1][2] == 10.0
    assert sheet[1][6] == f"{evil} / +1"
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        inside = b"".join(packed.read(name) for name in packed.namelist() if name.endswith(".xml"))
    assert b"<f>" not in inside
    assert b"<hyperlink" not in inside
    assert JournalEntry.objects.filter(action="payments.ledger_exported").count() == 1


def test_a_stranger_finds_nothing(world: World, browse: Browse) -> None:
    bill = bill_now(world)
    stranger = w.build(w.NEIGHBOUR, name="Сусідська", network=418)
    client = browse(stranger.head)
    for name in ("payments:bill", "payments:bill_refunds"):
        asked = client.post if "refunds" in name else client.get
        assert asked(reverse(name, args=[bill.number])).status_code == 404
    assert bill.number_shown not in shown(client.get(reverse("payments:ledger")))
    assert client.get(reverse("payments:bill_paper", args=[bill.number, "a4"])).status_code == 404


def test_a_look_at_a_persons_bill_leaves_a_trace(world: World, browse: Browse) -> None:
    bill = bill_now(world)
    before = JournalEntry.objects.filter(action="case.viewed").count()
    browse(world.officer).get(reverse("payments:bill", args=[bill.number]))
    assert JournalEntry.objects.filter(action="case.viewed").count() == before + 1


def test_the_link_of_the_page_is_the_code_of_the_paper(world: World, browse: Browse) -> None:
    bill = bill_now(world)
    page = browse(world.officer).get(reverse("payments:bill", args=[bill.number])).content.decode()
    assert rules.payment_link(queries.payment_of(bill), version="002") in page
    assert bill.amount == Decimal("49.92")


@pytest.mark.parametrize("size", ["a4", "a5", "80", "58"])
def test_a_receipt_of_payment_is_printed_in_each_size(world: World, browse: Browse, size: str) -> None:
    bill = bill_now(world)
    entry = w.pay(world, bill, at=clock.now())
    answer = browse(world.officer).get(reverse("payments:entry_paper", args=[bill.number, entry.pk, size]))
    assert answer.content.startswith(b"%PDF")
    page = browse(world.officer).get(reverse("payments:bill", args=[bill.number]))
    assert reverse("payments:entry_paper", args=[bill.number, entry.pk, "80"]) in page.content.decode()
