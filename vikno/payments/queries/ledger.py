"""The list for the accountant: every line of money in a period, to be compared with the bank's statement."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from vikno.common.actors import Actor
from vikno.payments import policies, rules
from vikno.payments.enums import PAID_KINDS, REFUND_KINDS
from vikno.payments.models import Entry, TreasuryAccount


@dataclass(frozen=True, kw_only=True)
class LedgerFilters:
    """Days of the receipts, both inside; empty values do not narrow. `iban` is an account paid to."""

    since: date
    until: date
    channel: str = ""
    kind: str = ""
    iban: str = ""


@dataclass(frozen=True, kw_only=True)
class LedgerTotals:
    lines: int
    paid: Decimal
    refunded: Decimal

    @property
    def kept(self) -> Decimal:
        return self.paid - self.refunded


def ledger(actor: Actor, filters: LedgerFilters) -> QuerySet[Entry]:
    """Lines of a period by day, with their bills and cases."""
    policies.require_may_read_ledger(actor)
    lines = Entry.objects.filter(
        hromada_id=actor.hromada_code, happened_on__range=(filters.since, filters.until)
    )  # fmt: skip
    exact = {"channel": filters.channel, "kind": filters.kind, "bill__iban": filters.iban}
    lines = lines.filter(**{name: value for name, value in exact.items() if value})
    return lines.select_related("bill__case", "bill__service", "reverses").order_by("happened_on", "pk")


def totals(lines: QuerySet[Entry]) -> LedgerTotals:
    """Sums over all the lines of a period, not over the page."""
    found = lines.order_by().aggregate(
        lines=Count("pk"),
        paid=Sum("amount", filter=Q(kind__in=PAID_KINDS), default=rules.NOTHING),
        refunded=Sum("amount", filter=Q(kind__in=REFUND_KINDS), default=rules.NOTHING),
    )
    return LedgerTotals(lines=found["lines"], paid=found["paid"], refunded=-found["refunded"])


def ibans_of(hromada_code: str) -> list[str]:
    """Accounts that the hromada's bills were paid to, for the filter."""
    rows = TreasuryAccount.objects.filter(hromada_id=hromada_code).order_by("iban").values_list("iban", flat=True)
    return list(rows.distinct())
