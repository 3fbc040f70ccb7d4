"""Lines of the ledger: receipts, refunds, and the lines that take a wrong one back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from vikno.accounts.enums import Role
from vikno.audit import services as audit
from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.payments import policies, queries, rules
from vikno.payments.enums import REVERSED_BY, BillState, EntryKind
from vikno.payments.errors import (
    AmountIsWrong,
    EntryIsReversed,
    LooksLikeCard,
    MayNotAct,
    NothingIsOwed,
    PaidInFuture,
    ReasonMissing,
    ReceiptRecorded,
    RefundTooLarge,
    ReversalNotAllowed,
)
from vikno.payments.models import Bill, Entry
from vikno.payments.services.billing import lock_bill, require_said


@dataclass(frozen=True, kw_only=True)
class ReceiptFacts:
    """What is printed on a receipt; of the card or the account of who paid, nothing."""

    number: str
    paid_on: date
    amount: Decimal
    channel: str
    code: str = ""


@transaction.atomic
def record_receipt(*, bill: Bill, facts: ReceiptFacts, actor: Actor, at: datetime) -> Entry:
    """Write a receipt down. Less or more than the bill is taken as it is and shown.

    Refusals: BillNotFound, LooksLikeCard, ReasonMissing, AmountIsWrong, PaidInFuture, BillIsCancelled,
    NothingIsOwed, ReceiptRecorded.
    """
    policies.require_may_see(actor, bill)
    number, code = clean(facts.number)[:60], clean(facts.code)[:60]
    if rules.looks_like_card(number) or rules.looks_like_card(code) or rules.looks_like_card(f"{number} {code}"):
        raise LooksLikeCard
    if not number:
        raise ReasonMissing
    _require_amount(facts.amount)
    _require_past(facts.paid_on, at=at)
    lock_bill(bill, actor=actor)
    if queries.standing_of(bill).state == BillState.EXEMPT:
        raise NothingIsOwed(bill=bill.number_shown)
    key = rules.receipt_key(number=number, code=code, channel=facts.channel, paid_on=facts.paid_on.isoformat())
    entry = Entry(
        hromada_id=bill.hromada_id, bill=bill, kind=EntryKind.RECEIPT, amount=facts.amount,
        happened_on=facts.paid_on, channel=facts.channel, number=number, code=code, key=key,
        attempt=_require_new(key, hromada_code=bill.hromada_id),
    )  # fmt: skip
    try:
        with transaction.atomic():
            return _written(entry, actor=actor, at=at)
    except IntegrityError as fault:  # the same receipt at another desk at the same moment
        raise _recorded(key, hromada_code=bill.hromada_id) or fault from fault


@transaction.atomic
def record_refund(
    *, bill: Bill, amount: Decimal, refunded_on: date, ground: str, actor: Actor, at: datetime
) -> Entry:  # fmt: skip
    """Write down money given back, with the ground for it.

    Refusals: BillNotFound, MayNotAct, AmountIsWrong, PaidInFuture, ReasonMissing, LooksLikeCard, BillIsCancelled,
    RefundTooLarge.
    """
    policies.require_may_see(actor, bill)
    policies.require_may_refund(actor)
    said = require_said(ground)
    _require_amount(amount)
    _require_past(refunded_on, at=at)
    lock_bill(bill, actor=actor)
    kept = queries.standing_of(bill, entries=queries.entries_of(bill)).kept
    if amount > kept:
        raise RefundTooLarge(most=catalogue.hryvnias(kept))
    entry = Entry(
        hromada_id=bill.hromada_id, bill=bill, kind=EntryKind.REFUND, amount=-amount, happened_on=refunded_on,
        ground=said,
    )  # fmt: skip
    return _written(entry, actor=actor, at=at)


@transaction.atomic
def reverse_entry(*, bill: Bill, entry: Entry, ground: str, actor: Actor, at: datetime) -> Entry:
    """Take a wrong line back by a line of its own; both stay. The receipt may then be written down again.

    Refusals: BillNotFound, MayNotAct, ReasonMissing, LooksLikeCard, BillIsCancelled, EntryNotFound, EntryIsReversed,
    ReversalNotAllowed.
    """
    policies.require_may_see(actor, bill)
    if not policies.may_reverse(actor, entry.kind):
        raise MayNotAct(who=str(Role.HEAD.label))
    said = require_said(ground)
    lock_bill(bill, actor=actor)
    now = queries.entry_of(bill, entry.pk)
    if now.kind not in REVERSED_BY or getattr(now, "reversal", None) is not None:
        raise EntryIsReversed
    if now.kind == EntryKind.RECEIPT and queries.standing_of(bill, entries=queries.entries_of(bill)).kept < now.amount:
        raise ReversalNotAllowed
    back = Entry(
        hromada_id=bill.hromada_id, bill=bill, kind=REVERSED_BY[now.kind], amount=-now.amount,
        happened_on=now.happened_on, channel=now.channel, number=now.number, code=now.code, ground=said, reverses=now,
    )  # fmt: skip
    return _written(back, actor=actor, at=at)


def _written(entry: Entry, *, actor: Actor, at: datetime) -> Entry:
    entry.recorded_at, entry.recorded_by_id, entry.recorded_by_name = at, actor.user_id, actor.name
    entry.save(force_insert=True)
    audit.record(
        actor=actor, action=f"payments.{entry.kind}", subject=entry, at=at, hromada_code=entry.hromada_id,
        facts={"bill": entry.bill.number, "amount": str(entry.amount), "on": entry.happened_on.isoformat()},
    )  # fmt: skip
    return entry


def _require_new(key: str, *, hromada_code: str) -> int:
    """How often this receipt was written down and taken back; a standing one refuses by name."""
    standing = _recorded(key, hromada_code=hromada_code)
    if standing is not None:
        raise standing
    return Entry.objects.filter(hromada_id=hromada_code, key=key).count()


def _recorded(key: str, *, hromada_code: str) -> ReceiptRecorded | None:
    found = (
        Entry.objects.filter(hromada_id=hromada_code, key=key, reversal__isnull=True).select_related("bill").first()
    )  # fmt: skip
    if found is None:
        return None
    receipt = " / ".join(filter(None, (found.number, found.code)))
    return ReceiptRecorded(receipt=receipt, on=f"{found.happened_on:%d.%m.%Y}", bill=found.bill.number_shown)


def _require_amount(amount: Decimal) -> None:
    if not rules.is_amount(amount):
        raise AmountIsWrong


def _require_past(day: date, *, at: datetime) -> None:
    if day > clock.today(at):
        raise PaidInFuture(on=f"{day:%d.%m.%Y}")
