"""A bill says how much and why; one live bill a cost; the amount of the day and no other."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import InternalError, ProgrammingError, transaction

from vikno.audit.models import JournalEntry
from vikno.cases.errors import CaseNotFound
from vikno.cases.services import withdraw_case
from vikno.catalogue.enums import CostKind, Rounding
from vikno.catalogue.models import Cost, ServiceVersion
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.payments import errors, policies, queries, rules, services
from vikno.payments.enums import BillState
from vikno.payments.models import Bill, TreasuryAccount
from vikno.payments.tests import world as w
from vikno.payments.tests.world import AT, World

pytestmark = pytest.mark.django_db


def test_a_share_is_counted_from_the_figure_of_the_day_and_says_so(world: World) -> None:
    bill = w.bill(world)
    assert (bill.full_amount, bill.amount) == (Decimal("49.92"), Decimal("49.92"))
    assert bill.computed_from["index_value"] == "3328.00"
    assert bill.explanation == (
        "49,92 грн — це 1,5 % від 3328,00 грн, заокруглено до копійки. "
        "Показник «Прожитковий мінімум для працездатних осіб» має це значення з 01.01.2026. "
        "Підстава: Закон України № 1871-IX, ст. 19."
    )


@pytest.mark.parametrize(
    ("percent", "value", "rounding", "sum_"),
    [
        ("1.5", "3028.00", Rounding.KOPIYKA, "45.42"),
        ("2.5", "3028.00", Rounding.KOPIYKA, "75.70"),
        ("0.333", "3328.00", Rounding.KOPIYKA, "11.08"),
        ("10", "3328.00", Rounding.TEN_HRYVNIAS, "330.00"),
    ],
)
def test_each_law_rounds_its_own_way(world: World, percent: str, value: str, rounding: str, sum_: str) -> None:
    w.figure(value)
    w.account(world)
    assert w.bill(world, w.share(world, percent, rounding=rounding)).amount == Decimal(sum_)


def test_a_new_year_is_another_sum_and_an_old_bill_keeps_its_own(world: World) -> None:
    cost = w.paid_service(world)
    w.figure("3500.00", since=dt.date(2027, 1, 1))
    old = w.bill(world, cost)
    new = w.bill(world, cost, at=dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC))
    assert (w.read(world, old).amount, new.amount) == (Decimal("49.92"), Decimal("52.50"))
    assert old.valid_until == dt.date(2026, 12, 31)


def test_the_newest_account_of_the_day_is_paid_to(world: World) -> None:
    w.figure()
    cost = w.share(world)
    w.account(world)
    w.account(world, service=world.service, recipient="УК своя", valid_from=dt.date(2026, 5, 1))
    w.account(world, service=world.service, recipient="УК майбутня", valid_from=dt.date(2027, 5, 1))
    assert w.bill(world, cost).recipient == "УК своя"
    w.account(world, service=world.service, recipient="УК виправлена", valid_from=dt.date(2026, 5, 1))
    assert w.bill(world, cost).recipient == "УК виправлена"
    w.account(world, service=world.service, is_closed=True, valid_from=dt.date(2026, 6, 1))
    with pytest.raises(errors.NoAccount):
        w.bill(world, cost)


def test_nobody_is_billed_without_an_account_a_figure_or_a_price(world: World) -> None:
    cost, case = w.share(world), w.case_in(world)
    with pytest.raises(errors.FigureMissing):
        w.bill(world, cost, case=case)
    w.figure()
    with pytest.raises(errors.NoAccount):
        w.bill(world, cost, case=case)
    tariff = Cost.objects.create(version=world.version, order=5, kind=CostKind.TARIFF)
    w.account(world)
    with pytest.raises(errors.AmountMissing):
        w.bill(world, tariff, case=case)
    with pytest.raises(errors.AmountIsWrong):
        w.bill(world, tariff, case=case, tariff=Decimal("1.005"))
    assert w.bill(world, tariff, case=case, tariff=Decimal("812.50")).amount == Decimal("812.50")
    free = Cost.objects.create(version=world.version, order=6, kind=CostKind.FREE)
    with pytest.raises(errors.NothingToPay):
        w.bill(world, free, case=case)


def test_a_cost_of_another_version_is_refused(world: World) -> None:
    w.figure()
    w.account(world)
    other = ServiceVersion.objects.create(service=world.service, valid_from=dt.date(2027, 1, 1), created_at=AT)
    cost = Cost.objects.create(version=other, kind=CostKind.AMOUNT, amount=5)
    with pytest.raises(errors.CostNotOfCase):
        w.bill(world, cost)


def test_one_live_bill_a_cost_and_a_new_one_after_a_cancelled(world: World) -> None:
    cost, case = w.paid_service(world), w.case_in(world)
    first = w.bill(world, cost, case=case)
    with pytest.raises(errors.AlreadyBilled) as refused:
        w.bill(world, cost, case=case)
    assert first.number_shown in str(refused.value)
    services.cancel_bill(bill=first, reason="не та послуга", actor=world.officer, at=w.after(1))
    second = w.bill(world, cost, case=case)
    assert (second.attempt, queries.standing_of(w.read(world, first)).state) == (1, BillState.CANCELLED)
    with pytest.raises(errors.BillIsCancelled):
        services.cancel_bill(bill=first, reason="ще раз", actor=world.officer, at=w.after(2))


def test_a_withdrawn_case_is_not_billed(world: World) -> None:
    cost, case = w.paid_service(world), w.case_in(world)
    withdraw_case(case=case, actor=world.officer, at=w.after(1), reason="передумав")
    with pytest.raises(errors.CaseIsOver):
        w.bill(world, cost, case=case)


def test_who_is_exempt_pays_less_or_nothing_and_the_bill_says_by_which_act(world: World) -> None:
    cost = w.paid_service(world)
    half, whole = w.ground(world, name="Ветерани", percent=50), w.ground(world)
    partial = w.bill(world, cost, ground=half, proof="посвідчення АБ 1")
    assert (partial.full_amount, partial.amount) == (Decimal("49.92"), Decimal("24.96"))
    assert "Звільнено на 50 %: Ветерани (рішення ради № 5). До сплати 24,96 грн." in partial.explanation
    nothing = w.bill(world, cost, ground=whole, proof="довідка МСЕК")
    assert (nothing.amount, nothing.iban, nothing.paper_a4) == (Decimal("0.00"), "", None)
    assert queries.standing_of(nothing).state == BillState.EXEMPT
    with pytest.raises(errors.NothingIsOwed):
        w.pay(world, nothing)


def test_an_exemption_needs_a_day_and_a_proof(world: World) -> None:
    cost, case = w.paid_service(world), w.case_in(world)
    ended = w.ground(world, name="Колишні", valid_to=dt.date(2026, 10, 1))
    with pytest.raises(errors.ExemptionNotKnown):
        w.bill(world, cost, case=case, ground=ended, proof="довідка")
    known = w.ground(world)
    with pytest.raises(errors.ProofMissing):
        w.bill(world, cost, case=case, ground=known)
    newer = w.ground(world, percent=30)
    with pytest.raises(errors.ExemptionNotKnown):
        w.bill(world, cost, case=case, ground=known, proof="довідка")
    assert w.bill(world, cost, case=case, ground=newer, proof="довідка").amount == Decimal("34.94")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"iban": "UA213223130000026007233566002"}, errors.IbanIsWrong),
        ({"iban": "UA21322313000002600723356600"}, errors.IbanIsWrong),
        ({"iban": "GB82WEST12345698765432"}, errors.IbanIsWrong),
        ({"edrpou": "37567647"}, errors.EdrpouIsWrong),
        ({"purpose": "Плата " * 50}, errors.PurposeTooLong),
    ],
)
def test_a_wrong_account_is_refused_with_what_to_do(world: World, wrong: dict[str, str], refusal: type) -> None:
    with pytest.raises(refusal):
        w.account(world, **wrong)
    assert not TreasuryAccount.objects.exists()


def test_an_account_is_read_as_people_type_it(world: World) -> None:
    assert w.account(world, iban="уа21 3223 1300 0002 6007 2335 6600 1").iban == w.IBAN


def test_the_purpose_names_service_case_and_payer(world: World) -> None:
    bill = w.bill(world)
    assert bill.purpose == (
        "Адміністративний збір за реєстрацію місця проживання; послуга 01234; "
        f"справа {bill.case.number_shown}; Іваненко Марія Петрівна"
    )


def test_numbers_follow_one_another_and_are_nobody_elses(world: World) -> None:
    cost = w.paid_service(world)
    numbers = [w.bill(world, cost).number for _ in range(3)]
    assert [int(number[6:13]) for number in numbers] == [1, 2, 3]
    assert all(rules.bill_number_read(rules.bill_number_formatted(number)) == number for number in numbers)


def test_only_the_head_keeps_accounts_and_only_the_desk_bills(world: World) -> None:
    for actor in (world.officer, world.starosta, world.courier, world.provider):
        with pytest.raises(errors.MayNotAct):
            w.account(world, actor=actor)
    cost, case = w.paid_service(world), w.case_in(world)
    for actor in (world.courier, world.provider):
        with pytest.raises(errors.MayNotAct):
            w.bill(world, cost, case=case, actor=actor)
    assert w.bill(world, cost, case=case, actor=world.starosta).amount


def test_a_stranger_sees_and_changes_nothing(world: World) -> None:
    bill = w.bill(world)
    case = bill.case
    stranger = w.build(w.NEIGHBOUR, name="Сусідська", network=418).head
    with pytest.raises(errors.BillNotFound):
        queries.access_bill(stranger, bill.number)
    with pytest.raises(errors.BillNotFound):
        w.pay(world, bill, actor=stranger)
    with pytest.raises(CaseNotFound):
        services.issue_bill(case=case, cost=bill.cost, actor=stranger, at=AT)
    with pytest.raises(errors.BillNotFound):
        services.give_paper(bill=bill, size="a4", actor=stranger, at=w.after(1))
    tenancy.bind(w.HOME)  # the first lock alone, with the second one open
    assert not policies.visible_bills(stranger).exists()
    assert queries.account_on(world.service, hromada_code=stranger.hromada_code, on=w.TODAY) is None
    tenancy.bind(w.NEIGHBOUR)
    assert not Bill.objects.exists()
    assert not TreasuryAccount.objects.exists()


def test_the_journal_keeps_what_was_done_and_no_person(world: World) -> None:
    bill = w.bill(world, ground=w.ground(world, percent=10), proof="посвідчення АБ 1")
    w.pay(world, bill)
    lines = JournalEntry.objects.filter(action__startswith="payments.")
    assert {line.action for line in lines} == {
        "payments.account_set", "payments.exemption_set", "payments.bill_issued", "payments.receipt",
    }  # fmt: skip
    told = " ".join(str(line.facts) for line in lines)
    assert bill.number in told
    for secret in ("Іваненко", "Марія", "посвідчення", "AB-1234", "кв. 17"):
        assert secret not in told


def test_the_database_refuses_to_change_or_remove_money(world: World) -> None:
    bill = w.bill(world)
    w.pay(world, bill)
    for model in (Bill, TreasuryAccount, type(bill.entries.get())):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            model.objects.update(hromada_id=w.HOME)
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            model.objects.all()._raw_delete(model.objects.db)


def test_the_system_may_bill_for_its_hromada_only(world: World) -> None:
    cost, case = w.paid_service(world), w.case_in(world)
    with pytest.raises(errors.MayNotAct):
        w.bill(world, cost, case=case, actor=Actor.system())
