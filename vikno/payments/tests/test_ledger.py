"""What came and went back: never twice, never changed, never with a card."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.common.identifiers import with_check_digit
from vikno.payments import errors, queries, rules, services
from vikno.payments.enums import BillState, EntryKind
from vikno.payments.models import Entry
from vikno.payments.queries import BillFilters, LedgerFilters
from vikno.payments.rules import looks_like_card, receipt_key
from vikno.payments.tests import world as w
from vikno.payments.tests.world import World

pytestmark = pytest.mark.django_db
YEAR = {"since": dt.date(2026, 1, 1), "until": dt.date(2026, 12, 31)}
CARDS = (
    "4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444", "картка 4111 1111 1111 1111 12/26",
    "3782 822463 10005", "6304000000000000",
)  # fmt: skip


def state(world: World, bill: object) -> BillState:
    return queries.standing_of(w.read(world, bill)).state  # type: ignore[arg-type]


def test_a_bill_goes_from_unpaid_to_refunded_and_every_step_is_shown(world: World) -> None:
    bill = w.bill(world)
    assert state(world, bill) == BillState.UNPAID
    w.pay(world, bill, w.receipt("1", "20.00", code=""))
    now = queries.standing_of(w.read(world, bill))
    assert (now.state, now.left) == (BillState.PARTIAL, Decimal("29.92"))
    w.pay(world, bill, w.receipt("2", "29.92", code=""))
    assert state(world, bill) == BillState.PAID
    w.pay(world, bill, w.receipt("3", "0.08", code=""))
    now = queries.standing_of(w.read(world, bill))
    assert (now.state, now.over) == (BillState.OVERPAID, Decimal("0.08"))
    for sum_, after in (("0.08", BillState.PAID), ("49.92", BillState.REFUNDED)):
        services.record_refund(
            bill=bill, amount=Decimal(sum_), refunded_on=w.TODAY, ground="заява № 7", actor=world.head, at=w.after(9)
        )
        assert state(world, bill) == after


def test_more_than_came_is_not_given_back_and_only_by_the_head(world: World) -> None:
    bill = w.bill(world)
    w.pay(world, bill)
    refund = {"bill": bill, "refunded_on": w.TODAY, "at": w.after(9)}
    with pytest.raises(errors.RefundTooLarge):
        services.record_refund(**refund, amount=Decimal("49.93"), ground="заява", actor=world.head)
    with pytest.raises(errors.ReasonMissing):
        services.record_refund(**refund, amount=Decimal(1), ground="  ", actor=world.head)
    with pytest.raises(errors.MayNotAct):
        services.record_refund(**refund, amount=Decimal(1), ground="заява", actor=world.officer)


def test_the_same_receipt_is_refused_by_name_on_any_bill(world: World) -> None:
    cost = w.paid_service(world)
    first, second = w.bill(world, cost), w.bill(world, cost)
    w.pay(world, first, w.receipt("кв. 17", code="AB-1234"))
    for again in (first, second):
        with pytest.raises(errors.ReceiptRecorded) as refused:
            w.pay(world, again, w.receipt("КВ 17", code="ab1234", paid_on=dt.date(2026, 11, 10)))
        assert "кв. 17 / AB-1234" in str(refused.value)
        assert first.number_shown in str(refused.value)
    w.pay(world, second, w.receipt("кв. 17", code="AB-9999"))


def test_without_a_code_a_receipt_is_its_number_day_and_channel(world: World) -> None:
    bill = w.bill(world)
    w.pay(world, bill, w.receipt("17", "1", code=""))
    with pytest.raises(errors.ReceiptRecorded):
        w.pay(world, bill, w.receipt("17", "2", code=""))
    w.pay(world, bill, w.receipt("17", "1", code="", paid_on=dt.date(2026, 11, 2)))
    w.pay(world, bill, w.receipt("17", "1", code="", channel="bank"))


def test_two_desks_at_once_write_a_receipt_down_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one has asked before the first has written: the database answers, and in words."""
    from vikno.payments.services import ledger

    bill = w.bill(world)
    w.pay(world, bill)
    monkeypatch.setattr(ledger, "_require_new", lambda key, hromada_code: 0)
    with pytest.raises(errors.ReceiptRecorded):
        w.pay(world, bill)
    assert Entry.objects.count() == 1


def test_a_mistake_is_followed_by_a_line_and_the_receipt_may_come_again(world: World) -> None:
    cost = w.paid_service(world)
    wrong, right = w.bill(world, cost), w.bill(world, cost)
    entry = w.pay(world, wrong)
    back = {"bill": wrong, "entry": entry, "ground": "не той рахунок", "actor": world.officer}
    services.reverse_entry(**back, at=w.after(6))
    assert state(world, wrong) == BillState.UNPAID
    with pytest.raises(errors.EntryIsReversed):
        services.reverse_entry(**back, at=w.after(7))
    assert w.pay(world, right).attempt == 1
    with pytest.raises(errors.ReceiptRecorded):
        w.pay(world, wrong)
    assert [e.kind for e in queries.entries_of(wrong)] == [EntryKind.RECEIPT, EntryKind.RECEIPT_REVERSED]


def test_a_receipt_given_back_is_not_taken_back_before_its_refund(world: World) -> None:
    bill = w.bill(world)
    entry = w.pay(world, bill)
    refund = services.record_refund(
        bill=bill, amount=Decimal(40), refunded_on=w.TODAY, ground="заява", actor=world.head, at=w.after(6)
    )
    with pytest.raises(errors.ReversalNotAllowed):
        services.reverse_entry(bill=bill, entry=entry, ground="помилка", actor=world.head, at=w.after(7))
    with pytest.raises(errors.MayNotAct):
        services.reverse_entry(bill=bill, entry=refund, ground="помилка", actor=world.officer, at=w.after(7))
    services.reverse_entry(bill=bill, entry=refund, ground="не той рахунок", actor=world.head, at=w.after(8))
    services.reverse_entry(bill=bill, entry=entry, ground="помилка", actor=world.officer, at=w.after(9))
    assert state(world, bill) == BillState.UNPAID


def test_a_line_of_another_bill_is_not_found(world: World) -> None:
    cost = w.paid_service(world)
    first, second = w.bill(world, cost), w.bill(world, cost)
    entry = w.pay(world, first)
    with pytest.raises(errors.EntryNotFound):
        services.reverse_entry(bill=second, entry=entry, ground="помилка", actor=world.head, at=w.after(7))


def test_a_bill_with_money_is_not_cancelled(world: World) -> None:
    bill = w.bill(world)
    w.pay(world, bill)
    with pytest.raises(errors.BillHasMoney):
        services.cancel_bill(bill=bill, reason="помилка", actor=world.officer, at=w.after(7))


def test_wrong_days_and_sums_are_refused(world: World) -> None:
    bill = w.bill(world)
    with pytest.raises(errors.PaidInFuture):
        w.pay(world, bill, w.receipt(paid_on=dt.date(2026, 11, 17)))
    for sum_ in ("0", "-5", "1.001", "NaN"):
        with pytest.raises(errors.AmountIsWrong):
            w.pay(world, bill, w.receipt(hryvnias=sum_))
    services.cancel_bill(bill=bill, reason="помилка", actor=world.officer, at=w.after(7))
    with pytest.raises(errors.BillIsCancelled):
        w.pay(world, bill)


@pytest.mark.parametrize("card", CARDS)
def test_no_card_is_ever_kept(world: World, card: str) -> None:
    bill = w.bill(world)
    entry = w.pay(world, bill, w.receipt(hryvnias="60"))
    at, head = w.after(9), world.head
    attempts = (
        lambda: w.pay(world, bill, w.receipt(card)),
        lambda: w.pay(world, bill, w.receipt(code=card)),
        lambda: services.record_refund(
            bill=bill, amount=Decimal(1), refunded_on=w.TODAY, ground=f"на {card}", actor=head, at=at
        ),
        lambda: services.reverse_entry(bill=bill, entry=entry, ground=card, actor=head, at=at),
        lambda: services.cancel_bill(bill=bill, reason=card, actor=head, at=at),
        lambda: w.bill(world, bill.cost, ground=w.ground(world), proof=card),
        lambda: w.ground(world, act=card),
    )
    for attempt in attempts:
        with pytest.raises(errors.LooksLikeCard) as refused:
            attempt()
        assert card not in str(refused.value)
    assert Entry.objects.count() == 1


def test_a_card_split_between_two_fields_is_seen(world: World) -> None:
    with pytest.raises(errors.LooksLikeCard):
        w.pay(world, w.bill(world), w.receipt("41111111", code="11111111"))


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_our_own_numbers_are_no_cards(digits: int) -> None:
    assert not looks_like_card(f"справа {with_check_digit(f'{digits:012d}')}")


@pytest.mark.parametrize("text", ["", "кв. 17", "P24A1234567890C0123", "4111111111111112", "+380 50 123 45 67"])
def test_receipts_are_no_cards(text: str) -> None:
    assert not looks_like_card(text)


def test_a_key_does_not_depend_on_spelling() -> None:
    keys = {receipt_key(number=n, code="a-1", channel="bank", paid_on="x") for n in ("№ 12", "12", "12 ")}
    assert keys == {"12/A1"}


def test_lists_say_the_same_as_rules(world: World) -> None:
    cost = w.paid_service(world)
    for serial, paid in enumerate(([], ["10"], ["49.92"], ["60"], ["10", "39.92"])):
        bill = w.bill(world, cost)
        for place, sum_ in enumerate(paid):
            w.pay(world, bill, w.receipt(f"{serial}-{place}", sum_, code=""))
    gone = w.bill(world, cost)
    services.cancel_bill(bill=gone, reason="помилка", actor=world.officer, at=w.after(7))
    for serial, (paid_, given_back) in enumerate((("49.92", "49.92"), ("60", "10.08"))):
        back = w.bill(world, cost)
        w.pay(world, back, w.receipt(f"9{serial}", paid_))
        services.record_refund(
            bill=back, amount=Decimal(given_back), refunded_on=w.TODAY, ground="заява", actor=world.head, at=w.after(8)
        )
    w.bill(world, cost, ground=w.ground(world), proof="довідка")
    everything = list(queries.bills(world.head, BillFilters(**YEAR)))
    assert len(everything) == 9
    for one in BillState:
        listed = {bill.number for bill in queries.bills(world.head, BillFilters(**YEAR, state=one))}
        assert listed == {bill.number for bill in everything if queries.standing_of(bill).state == one}
        assert listed, one


def test_sums_of_the_ledger_are_of_the_whole_period_and_filter(world: World) -> None:
    bill = w.bill(world)
    w.pay(world, bill, w.receipt("1", "20", code="", paid_on=dt.date(2026, 10, 1)))
    wrong = w.pay(world, bill, w.receipt("2", "30", code="", channel="bank"))
    services.reverse_entry(bill=bill, entry=wrong, ground="помилка", actor=world.officer, at=w.after(6))
    w.pay(world, bill, w.receipt("3", "29.92", code=""))
    sums = queries.totals(queries.ledger(world.officer, LedgerFilters(**YEAR)))
    assert (sums.lines, sums.paid, sums.refunded) == (4, Decimal("49.92"), Decimal("0.00"))
    november = LedgerFilters(since=dt.date(2026, 11, 1), until=dt.date(2026, 11, 30), channel="post")
    assert queries.totals(queries.ledger(world.officer, november)).paid == Decimal("29.92")
    other = LedgerFilters(**YEAR, iban=w.OTHER_IBAN)
    assert queries.totals(queries.ledger(world.officer, other)).lines == 0


def test_a_starosta_does_not_read_the_list_of_the_network(world: World) -> None:
    for actor in (world.starosta, world.courier, world.provider):
        with pytest.raises(errors.MayNotAct):
            queries.ledger(actor, LedgerFilters(**YEAR))


def test_half_a_sum_rounds_up_to_the_kopiyka() -> None:
    assert rules.exempted(Decimal("49.93"), percent=50) == Decimal("24.97")
