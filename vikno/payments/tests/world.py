"""The small fictional hromada of cases with a paid service: a share of the subsistence minimum, an account, a bill."""

import datetime as dt
from decimal import Decimal
from typing import Any

from vikno.cases.models import Case
from vikno.cases.tests.world import AT, HOME, NEIGHBOUR, World, build, case_in, member
from vikno.catalogue.enums import CostKind
from vikno.catalogue.models import Cost, FeeIndex
from vikno.common.actors import Actor
from vikno.payments import queries, services
from vikno.payments.models import Bill, Entry, ExemptionGround, TreasuryAccount
from vikno.payments.services import AccountFacts, GroundFacts, ReceiptFacts

__all__ = ["AT", "HOME", "NEIGHBOUR", "World", "build", "case_in", "member"]

IBAN = "UA213223130000026007233566001"  # right check digits; an example of public rules
OTHER_IBAN = "UA903052992990004149123456789"
EDRPOU = "37567646"
TODAY = dt.date(2026, 11, 16)


def after(minutes: int) -> dt.datetime:
    return AT + dt.timedelta(minutes=minutes)


def figure(value: str = "3328.00", *, since: dt.date = dt.date(2026, 1, 1)) -> FeeIndex:
    return FeeIndex.objects.create(
        code="subsistence_able", name="Прожитковий мінімум для працездатних осіб", name_en="Subsistence minimum",
        valid_from=since, value=Decimal(value), is_confirmed=True, source="Закон про бюджет",
    )  # fmt: skip


def share(world: World, percent: str = "1.5", **given: Any) -> Cost:
    """A cost of the world's service: a share of the figure."""
    facts = {"ground": "Закон України № 1871-IX, ст. 19", "description": "Адміністративний збір", "order": 1}
    return Cost.objects.create(
        version=world.version, kind=CostKind.INDEX_SHARE, index_name="subsistence_able",
        index_percent=Decimal(percent), is_confirmed=True, **{**facts, **given},
    )  # fmt: skip


def amount(world: World, hryvnias: str = "100.00", **given: Any) -> Cost:
    return Cost.objects.create(version=world.version, kind=CostKind.AMOUNT, amount=Decimal(hryvnias), **given)


def account(world: World, *, actor: Actor | None = None, at: dt.datetime = AT, **given: Any) -> TreasuryAccount:
    defaults = {
        "valid_from": dt.date(2026, 1, 1), "recipient": "ГУК у Вигаданій обл./с-ще Калинове/22012500",
        "edrpou": EDRPOU, "iban": IBAN, "purpose": "Адміністративний збір за реєстрацію місця проживання",
    }  # fmt: skip
    return services.set_account(facts=AccountFacts(**{**defaults, **given}), actor=actor or world.head, at=at)


def ground(world: World, **given: Any) -> ExemptionGround:
    defaults = {"name": "Особи з інвалідністю I групи", "act": "рішення ради № 5", "valid_from": dt.date(2026, 1, 1)}
    return services.add_ground(facts=GroundFacts(**{**defaults, **given}), actor=world.head, at=AT)


def paid_service(world: World) -> Cost:
    """The figure, the account, the cost."""
    figure()
    account(world)
    return share(world)


def bill(world: World, cost: Cost | None = None, *, case: Case | None = None, **given: Any) -> Bill:
    """A bill of a new case, as its page reads it."""
    made = services.issue_bill(
        case=case or case_in(world), cost=cost or paid_service(world), **{"actor": world.officer, "at": AT, **given}
    )
    return queries.access_bill(world.officer, made.number)


def receipt(number: str = "кв. 17", hryvnias: str = "49.92", **given: Any) -> ReceiptFacts:
    defaults = {"code": "AB-1234", "paid_on": TODAY, "channel": "post"}
    return ReceiptFacts(number=number, amount=Decimal(hryvnias), **{**defaults, **given})


def pay(world: World, on: Bill, facts: ReceiptFacts | None = None, **given: Any) -> Entry:
    return services.record_receipt(
        bill=on, facts=facts or receipt(), **{"actor": world.officer, "at": after(5), **given}
    )


def read(world: World, on: Bill) -> Bill:
    return queries.access_bill(world.officer, on.number)
