"""A bill for one cost of a case: counted, explained, numbered, printed; and its end when it was wrong."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import override

from vikno.audit import services as audit
from vikno.cases import services as cases
from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.catalogue import queries as catalogue
from vikno.catalogue.enums import CostKind, Rounding
from vikno.catalogue.models import Cost
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.network.services import take_number
from vikno.payments import policies, queries, rules
from vikno.payments.errors import (
    AlreadyBilled,
    AmountIsWrong,
    AmountMissing,
    BillHasMoney,
    BillIsCancelled,
    BillNotFound,
    CaseIsOver,
    CostNotOfCase,
    ExemptionNotKnown,
    FigureMissing,
    LooksLikeCard,
    NoAccount,
    NothingToPay,
    ProofMissing,
    PurposeTooLong,
    ReasonMissing,
)
from vikno.payments.models import Bill, BillSeries, Cancellation, ExemptionGround, TreasuryAccount
from vikno.payments.services.papers import keep_papers
from vikno.payments.services.wording import explanation, purpose_of


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """A cost on a day, and from what it was counted."""

    full: Decimal
    amount: Decimal
    computed_from: dict[str, Any]
    explanation: str
    valid_until: date | None


@transaction.atomic
def issue_bill(
    *,
    case: Case,
    cost: Cost,
    actor: Actor,
    at: datetime,
    tariff: Decimal | None = None,
    ground: ExemptionGround | None = None,
    proof: str = "",
) -> Bill:
    """Issue a bill for a cost of a case's version, at the price of the day; nothing to pay for who is exempt in full.

    `tariff` is the provider's own price, asked only where the card says so. `proof` names the paper behind a ground.
    Refusals: MayNotAct, CaseNotFound, CaseIsOver, CostNotOfCase, NothingToPay, FigureMissing, AmountMissing,
    AmountIsWrong, ExemptionNotKnown, ProofMissing, LooksLikeCard, AlreadyBilled, NoAccount, PurposeTooLong,
    NetworkHasNoNumber, NumbersExhausted.
    """
    policies.require_may_bill(actor)
    on = clock.today(at)
    cases.lock_cases([case], actor=actor)
    attempt = _require_free(case, cost)
    counted = _count(case, cost, on=on, tariff=tariff, ground=_ground(case, ground, proof=proof, on=on))
    account = _account(case, on=on) if counted.amount else None
    bill = Bill(
        hromada_id=case.hromada_id, case=case, service=case.service, cost=cost, attempt=attempt, exemption=ground,
        exemption_proof=clean(proof) if ground else "", full_amount=counted.full, amount=counted.amount,
        computed_from=counted.computed_from, explanation=counted.explanation, payer_name=str(case.applicant),
        valid_until=counted.valid_until, issued_on=on, issued_at=at, issued_by_id=actor.user_id,
        issued_by_name=actor.name, is_demo=case.is_demo,
    )  # fmt: skip
    bill.number = _bill_number(case.hromada_id, year=on.year)
    if account is not None:
        _address(bill, account)
        bill.paper_a4, bill.paper_a5 = keep_papers(bill, actor=actor, at=at)
    bill.save(force_insert=True)
    facts = {"bill": bill.number, "case": case.number, "amount": str(bill.amount), "full": str(bill.full_amount)}
    audit.record(
        actor=actor, action="payments.bill_issued", subject=bill, at=at, hromada_code=bill.hromada_id,
        facts=facts | ({"exemption": ground.pk} if ground else {}),
    )  # fmt: skip
    return bill


@transaction.atomic
def cancel_bill(*, bill: Bill, reason: str, actor: Actor, at: datetime) -> Cancellation:
    """End a wrong bill; it stays on record and a new one may be issued.

    Refusals: BillNotFound, MayNotAct, ReasonMissing, LooksLikeCard, BillIsCancelled, BillHasMoney.
    """
    policies.require_may_see(actor, bill)
    said = require_said(reason)
    lock_bill(bill, actor=actor)
    now = queries.standing_of(bill, entries=queries.entries_of(bill))
    if now.kept:
        raise BillHasMoney(bill=bill.number_shown, amount=catalogue.hryvnias(now.kept))
    ended = Cancellation.objects.create(
        hromada_id=bill.hromada_id, bill=bill, reason=said, at=at, by_id=actor.user_id, by_name=actor.name
    )
    audit.record(
        actor=actor, action="payments.bill_cancelled", subject=bill, at=at, hromada_code=bill.hromada_id,
        facts={"bill": bill.number},
    )  # fmt: skip
    return ended


def lock_bill(bill: Bill, *, actor: Actor) -> None:
    """Take the case of a bill to the end of the transaction: bills themselves are never changed, so never locked.

    Refusals: BillNotFound, BillIsCancelled.
    """
    if not policies.visible_bills(actor).filter(pk=bill.pk).exists():
        raise BillNotFound
    cases.lock_cases([bill.case], actor=actor)
    if Cancellation.objects.filter(bill=bill, hromada_id=bill.hromada_id).exists():
        raise BillIsCancelled(bill=bill.number_shown)


def require_said(text: str) -> str:
    """A ground in words, never with the number of a card."""
    said = clean(text)
    if not said:
        raise ReasonMissing
    if rules.looks_like_card(said):
        raise LooksLikeCard
    return said[:300]


def _require_free(case: Case, cost: Cost) -> int:
    """How many bills of this cost were cancelled before; a live one refuses."""
    if case.state == CaseState.WITHDRAWN:
        raise CaseIsOver
    if cost.version_id != case.version_id:
        raise CostNotOfCase
    if cost.kind == CostKind.FREE:
        raise NothingToPay(service=case.service.name)
    before = list(Bill.objects.filter(hromada_id=case.hromada_id, case=case, cost=cost).select_related("cancellation"))
    live = next((bill for bill in before if getattr(bill, "cancellation", None) is None), None)
    if live is not None:
        raise AlreadyBilled(bill=live.number_shown)
    return len(before)


def _ground(case: Case, ground: ExemptionGround | None, *, proof: str, on: date) -> ExemptionGround | None:
    if ground is None:
        return None
    if ground not in queries.grounds_for(case.service, hromada_code=case.hromada_id, on=on):
        raise ExemptionNotKnown(on=f"{on:%d.%m.%Y}")
    if not clean(proof):
        raise ProofMissing
    if rules.looks_like_card(proof):
        raise LooksLikeCard
    return ground


def _count(
    case: Case, cost: Cost, *, on: date, tariff: Decimal | None, ground: ExemptionGround | None
) -> _Counted:  # fmt: skip
    price = catalogue.price_on(cost, on=on)
    full = price.amount
    if cost.kind == CostKind.TARIFF:
        if tariff is None:
            raise AmountMissing
        full = tariff
    if full is None:
        raise FigureMissing(index=cost.index_name, on=f"{on:%d.%m.%Y}")
    if not rules.is_amount(full):
        raise AmountIsWrong
    amount = rules.exempted(full, percent=ground.percent) if ground else full
    figure = price.figure
    # A share of a yearly figure is another sum on the first of January.
    until = date(on.year, 12, 31) if figure else None
    computed = {
        "kind": cost.kind, "cost": cost.pk, "version": case.version_id, "on": on.isoformat(), "full": str(full),
        "ground": cost.ground, "is_confirmed": cost.is_confirmed and (figure is None or figure.is_confirmed),
    }  # fmt: skip
    if figure is not None:
        computed |= {
            "percent": str(cost.index_percent), "index": figure.code, "index_name": figure.name,
            "index_value": str(figure.value), "index_from": figure.valid_from.isoformat(), "rounding": cost.rounding,
            "source": figure.source,
        }  # fmt: skip
    if ground is not None:
        computed |= {"exemption": ground.name, "exemption_act": ground.act, "exemption_percent": ground.percent}
    with override("uk"):  # kept with the bill and printed: the language of the document
        words = explanation(computed, amount=amount, rounding=str(Rounding(cost.rounding).label))
    return _Counted(full=full, amount=amount, computed_from=computed, explanation=words[:1000], valid_until=until)


def _account(case: Case, *, on: date) -> TreasuryAccount:
    account = queries.account_on(case.service, hromada_code=case.hromada_id, on=on)
    if account is None:
        raise NoAccount(service=case.service.name, on=f"{on:%d.%m.%Y}")
    return account


def _address(bill: Bill, account: TreasuryAccount) -> None:
    """Copy the account into the bill, and make sure that both codes can be drawn."""
    bill.account, bill.recipient, bill.edrpou = account, account.recipient, account.edrpou
    bill.iban, bill.code_format = account.iban, account.code_format
    for payer in (bill.payer_name, _short(bill.payer_name), ""):
        bill.purpose = purpose_of(account.purpose, bill=bill, payer=payer)
        try:
            for version in ("002", "003"):
                rules.payment_link(queries.payment_of(bill), version=version)
        except rules.DoesNotFit:
            continue
        return
    raise PurposeTooLong


def _short(name: str) -> str:
    """«Коваленко О. П.» of a full name."""
    first, *others = name.split()
    return " ".join([first, *(f"{each[0]}." for each in others[:2])])


def _bill_number(hromada_code: str, *, year: int) -> str:
    taken = take_number(BillSeries, hromada_code=hromada_code, year=year, last=rules.LAST_IN_A_YEAR)
    return rules.bill_number(year=year, network=taken.network, sequence=taken.sequence)
