"""What a programme promised, handed over and spent, as transactions of IATI: from allocations, acts and the ledger.

Names of people and notes of the ledger are not among them: the file is for everybody.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.programmes.models import Programme
from vikno.support import policies
from vikno.support.enums import ActState, Correctable, MemorandumMove, Side
from vikno.support.metrics import current_activities
from vikno.support.models import ActLine, ActSignature, AllocationLine, MemorandumStep


class TransactionKind(StrEnum):
    COMMITMENT = "commitment"
    DISBURSEMENT = "disbursement"
    EXPENDITURE = "expenditure"


@dataclass(frozen=True, kw_only=True)
class Transaction:
    """`value` in `currency`, below nought where things came back; `receiver`: the hromada; `words` name no person."""

    ref: str
    kind: TransactionKind
    on: date
    value: Decimal
    currency: str
    receiver: str
    words: str
    is_in_kind: bool = False


def transactions_of(actor: Actor, programme: Programme) -> list[Transaction]:
    """By day. So many queries whatever there is."""
    made = [*_promised(actor, programme), *_handed_over(actor, programme), *_spent(actor, programme)]
    return sorted(made, key=lambda one: (one.on, one.ref))


def _promised(actor: Actor, programme: Programme) -> Iterator[Transaction]:
    """Equipment that was allocated under a memorandum: promised on the later day of the two."""
    steps = policies.visible(actor, MemorandumStep.objects.filter(move=MemorandumMove.ENFORCE))
    in_force = dict(steps.filter(memorandum__programme=programme).order_by("-pk").values_list("memorandum_id", "at"))
    lines = policies.visible(actor, AllocationLine.objects.filter(memorandum__in=in_force, unit_value__gt=0))
    for line in lines.select_related("memorandum", "hromada").order_by("pk"):
        since = max(in_force[line.memorandum_id], line.allocated_at)
        yield Transaction(
            ref=f"allocation-{line.pk}", kind=TransactionKind.COMMITMENT, on=since.astimezone(KYIV).date(),
            value=line.unit_value * line.quantity, currency=line.currency, receiver=line.hromada.title,
            words=f"Меморандум {line.memorandum.number}: обладнання", is_in_kind=True,
        )  # fmt: skip


def _handed_over(actor: Actor, programme: Programme) -> Iterator[Transaction]:
    """One for each act that the hromada has signed and each currency in it; one below nought for what was returned."""
    signed = policies.visible(actor, ActSignature.objects.filter(side=Side.HROMADA))
    days = dict(signed.filter(act__memorandum__programme=programme).values_list("act_id", "at"))
    lines = policies.visible(actor, ActLine.objects.filter(act__in=days)).order_by("act_id", "order")
    sums: dict[tuple[str, date, str, str, str], Decimal] = defaultdict(Decimal)
    for line in lines.select_related("act", "gone", "hromada").prefetch_related("corrections"):
        value, number = _unit_value(line) * line.quantity, line.act.number
        day = days[line.act_id].astimezone(KYIV).date()
        sums[f"act-{line.act_id}", day, line.currency, line.hromada.title, f"Акт {number}: передано"] += value
        if line.gone is not None and line.gone.outcome == ActState.RETURNED:
            back = (f"return-{line.gone_id}", line.gone.happened_on, line.currency)
            sums[*back, line.hromada.title, f"Акт {number}: повернено"] -= value
    for (ref, on, currency, receiver, words), value in sums.items():
        if not value:
            continue
        yield Transaction(
            ref=f"{ref}-{currency}", kind=TransactionKind.DISBURSEMENT, on=on, value=value, currency=currency,
            receiver=receiver, words=words, is_in_kind=True,
        )  # fmt: skip


def _spent(actor: Actor, programme: Programme) -> Iterator[Transaction]:
    """Lines of the ledger that cost something; a line that was taken back is not among them."""
    rows = current_activities(actor.organisation_id or 0).filter(memorandum__programme=programme, amount__gt=0)
    rows = policies.visible(actor, rows).exclude(corrects__isnull=False, hours=0)
    for line in rows.select_related("memorandum", "hromada").order_by("pk"):
        yield Transaction(
            ref=f"support-{line.pk}", kind=TransactionKind.EXPENDITURE, on=line.on, value=line.amount,
            currency=line.currency, receiver=line.hromada.title,
            words=f"Меморандум {line.memorandum.number}: {line.get_kind_display()}",
        )  # fmt: skip


def _unit_value(line: ActLine) -> Decimal:
    """As the newest agreed correction says; the signed line stays as it was."""
    agreed = [
        one for one in line.corrections.all() if one.field == Correctable.UNIT_VALUE and one.agreed_at is not None
    ]
    return Decimal(max(agreed, key=lambda one: one.pk).becomes) if agreed else line.unit_value
