"""Bills with what came for them, the page of one bill, the bills of a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from vikno.cases.models import Case
from vikno.common.actors import Actor
from vikno.payments import policies, rules
from vikno.payments.enums import PAID_KINDS, REFUND_KINDS, BillState
from vikno.payments.errors import BillNotFound, EntryNotFound
from vikno.payments.models import Bill, Entry

_MONEY: Any = DecimalField(max_digits=12, decimal_places=2)
_SHOWN_WITH = ("case", "service", "cancellation")


@dataclass(frozen=True, kw_only=True)
class BillFilters:
    """What a list of bills is narrowed to; both days inside; empty values do not narrow."""

    since: date
    until: date
    state: str = ""


def access_bill(actor: Actor, number: str) -> Bill:
    """A bill by any spelling of its number with what its page shows. Unknown and foreign: BillNotFound (404)."""
    digits = rules.bill_number_read(number)
    found = digits and _counted(policies.visible_bills(actor)).filter(number=digits).select_related(
        "case__applicant", "service", "cancellation", "exemption", "paper_a4", "paper_a5"
    )
    bill = found.first() if found else None
    if bill is None:
        raise BillNotFound
    return bill


def bills(actor: Actor, filters: BillFilters) -> QuerySet[Bill]:
    """Bills issued in a period, newest first, each with what came (`paid`) and went back (`refunded`)."""
    rows = policies.visible_bills(actor).filter(issued_on__range=(filters.since, filters.until))
    return (
        _counted(rows).filter(_in_state(filters.state)).select_related(*_SHOWN_WITH).order_by("-issued_on", "-pk")
    )  # fmt: skip


def bills_of_case(case: Case) -> QuerySet[Bill]:
    """Every bill of a case, newest first, counted; cancelled ones too."""
    rows = _counted(Bill.objects.filter(hromada_id=case.hromada_id, case=case))
    return rows.select_related(*_SHOWN_WITH).order_by("-issued_at", "-pk")


def entries_of(bill: Bill) -> QuerySet[Entry]:
    """The ledger of a bill, in the order it was written, each with the line that took it back."""
    return Entry.objects.filter(hromada_id=bill.hromada_id, bill=bill).select_related("reversal").order_by("pk")


def entry_of(bill: Bill, pk: int) -> Entry:
    """A line of a bill's ledger; EntryNotFound."""
    entry = entries_of(bill).filter(pk=pk).first()
    if entry is None:
        raise EntryNotFound
    return entry


def standing_of(bill: Bill, *, entries: Iterable[Entry] | None = None) -> rules.Standing:
    """How a bill stands: by its counted sums, or by its lines when they are given."""
    cancelled = getattr(bill, "cancellation", None)
    if entries is not None:
        return rules.standing(
            amount=bill.amount, entries=[(e.kind, e.amount) for e in entries], cancelled=cancelled
        )  # fmt: skip
    sums: list[tuple[str, Decimal]] = [
        (PAID_KINDS[0], getattr(bill, "paid", rules.NOTHING)),
        (REFUND_KINDS[0], -getattr(bill, "refunded", rules.NOTHING)),
    ]
    return rules.standing(amount=bill.amount, entries=sums, cancelled=cancelled)


def payment_of(bill: Bill) -> rules.Payment:
    """What the payment code of a bill says: all of it is kept in the bill."""
    return rules.Payment(
        recipient=bill.recipient, iban=bill.iban, edrpou=bill.edrpou, amount=bill.amount, purpose=bill.purpose,
        reference=bill.number, issued_at=bill.issued_at, valid_until=bill.valid_until,
    )  # fmt: skip


def _counted(rows: QuerySet[Bill]) -> QuerySet[Bill]:
    return rows.annotate(paid=_sum(PAID_KINDS), refunded=_sum(REFUND_KINDS) * Value(-1, output_field=_MONEY)).annotate(
        kept=F("paid") - F("refunded")
    )


def _sum(kinds: Iterable[str]) -> Coalesce:
    lines = Entry.objects.filter(bill=OuterRef("pk"), hromada_id=OuterRef("hromada_id"), kind__in=list(kinds))
    total = lines.order_by().values("bill").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total), Value(rules.NOTHING), output_field=_MONEY)


def _in_state(state: str) -> Q:
    """The same words as `rules.standing` says, for the database; a test compares them."""
    if not state:
        return Q()
    if state == BillState.CANCELLED:
        return Q(cancellation__isnull=False)
    live = Q(cancellation__isnull=True)
    if state == BillState.EXEMPT:
        return live & Q(amount=0)
    return (
        live
        & Q(amount__gt=0)
        & {
            BillState.UNPAID: Q(kept=0, refunded=0),
            BillState.REFUNDED: Q(kept=0, refunded__gt=0),
            BillState.PARTIAL: Q(kept__gt=0, kept__lt=F("amount")),
            BillState.PAID: Q(kept=F("amount")),
            BillState.OVERPAID: Q(kept__gt=F("amount")),
        }.get(BillState(state), Q())
    )
