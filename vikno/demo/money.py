"""Money of the demo: accounts of a bank that does not exist, a ground not to pay, and the bills of the last weeks."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from vikno.cases.models import Case
from vikno.catalogue import queries as catalogue
from vikno.catalogue.enums import CostKind
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.payments import queries, services
from vikno.payments.enums import BillState, PayChannel
from vikno.payments.models import Bill
from vikno.payments.services import AccountFacts, GroundFacts, ReceiptFacts

# Right check digits, and a bank code that no bank has: nobody's money can go there.
IBAN, RESIDENCE_IBAN = "UA620000000000000000000000001", "UA350000000000000000000000002"
EDRPOU = "99000005"
LAST_DAYS = 30
MOST_BILLS = 24
_RECIPIENT = "ГУК у Вигаданій обл./Вербопіль/22012500"


@dataclass
class Purse:
    """Dice of its own, so that the rest of the year is told the same with money and without."""

    dice: random.Random
    since: date
    issued: int = 0
    receipts: int = 0


def open_accounts(*, head: Actor, at: datetime) -> None:
    """A general account, one for residence, and who pays half."""
    common = AccountFacts(
        valid_from=at.date(), recipient=_RECIPIENT, edrpou=EDRPOU, iban=IBAN,
        purpose="Плата за адміністративну послугу", source="лист казначейства № 1-д",
    )  # fmt: skip
    services.set_account(facts=common, actor=head, at=at)
    for service in PublicService.objects.filter(group__code="residence").order_by("code")[:3]:
        own = AccountFacts(
            valid_from=at.date(), recipient=_RECIPIENT, edrpou=EDRPOU, iban=RESIDENCE_IBAN, service=service,
            purpose="Адміністративний збір за реєстрацію місця проживання", source="лист казначейства № 2-д",
        )  # fmt: skip
        services.set_account(facts=own, actor=head, at=at)
    ground = GroundFacts(
        name="Мешканці прифронтових сіл громади", act="рішення ради № 12-VIII", percent=50, valid_from=at.date()
    )
    services.add_ground(facts=ground, actor=head, at=at)


def purse(*, seed: int, now: datetime) -> Purse:
    return Purse(dice=random.Random(f"{seed}-money"), since=clock.today(now) - timedelta(days=LAST_DAYS))


def bill_for(purse: Purse, case: Case, *, officer: Actor, at: datetime) -> Bill | None:
    """A bill for the first cost of a case taken in lately; None for a free service and when there are enough."""
    if purse.issued >= MOST_BILLS or clock.today(at) < purse.since:
        return None
    cost = next((each for each in catalogue.costs_to_pay(case.version) if each.kind != CostKind.TARIFF), None)
    if cost is None or catalogue.price_on(cost, on=clock.today(at)).amount is None:
        return None
    grounds = queries.grounds_for(case.service, hromada_code=case.hromada_id, on=clock.today(at))
    ground = grounds[0] if grounds and purse.dice.random() < 0.15 else None
    purse.issued += 1
    return services.issue_bill(
        case=case, cost=cost, actor=officer, at=at, ground=ground, proof="довідка старости" if ground else ""
    )


def pay(purse: Purse, case: Case, *, officer: Actor, at: datetime) -> None:
    """Seven of ten bills are paid in full, some in part or too much; the rest wait."""
    for bill in queries.bills_of_case(case):
        share = purse.dice.choices(("1", "0.5", "1.2", "0"), (70, 8, 7, 15))[0]
        amount = (bill.amount * Decimal(share)).quantize(Decimal("0.01"))
        if not amount or queries.standing_of(bill).state != BillState.UNPAID:
            continue
        purse.receipts += 1
        channel = purse.dice.choice(PayChannel.values)
        facts = ReceiptFacts(
            number=f"Д-{purse.receipts:04d}", code=f"DEMO-{purse.dice.randrange(10**4):04d}", channel=channel,
            paid_on=clock.today(at), amount=amount,
        )  # fmt: skip
        services.record_receipt(bill=bill, facts=facts, actor=officer, at=at)
