"""Ready rows for the templates of money: no template asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vikno.cases.models import Case
from vikno.catalogue import queries as catalogue
from vikno.catalogue.enums import CostKind
from vikno.catalogue.models import Cost
from vikno.common.actors import Actor
from vikno.common.components import StatusKind
from vikno.common.identifiers import iban_formatted
from vikno.common.qr import payment_svg
from vikno.payments import policies, queries, rules
from vikno.payments.enums import REVERSED_BY, STATE_KINDS, BillState, CodeFormat
from vikno.payments.models import Bill, Entry, ExemptionGround, TreasuryAccount


@dataclass(frozen=True, kw_only=True)
class BillRow:
    """A bill in a list or in the panel of its case."""

    number: str
    number_shown: str
    case_number: str
    case_shown: str
    service: str
    payer: str
    issued_on: date
    amount: str
    state_label: str
    kind: StatusKind
    balance: str


def bill_row(bill: Bill) -> BillRow:
    """Needs a bill counted by queries, with its case and service."""
    now = queries.standing_of(bill)
    return BillRow(
        number=bill.number, number_shown=bill.number_shown, case_number=bill.case.number,
        case_shown=bill.case.number_shown, service=bill.service.name, payer=bill.payer_name,
        issued_on=bill.issued_on, amount=catalogue.hryvnias(bill.amount), state_label=str(now.state.label),
        kind=STATE_KINDS[now.state], balance=balance_words(now),
    )  # fmt: skip


def balance_words(now: rules.Standing) -> str:
    """«Сплачено 20,00 грн, лишилося 25,42 грн»; empty where the state already says all."""
    if now.state == BillState.PARTIAL:
        said = _("Сплачено {paid}, лишилося {left}.")
        return said.format(paid=catalogue.hryvnias(now.kept), left=catalogue.hryvnias(now.left))
    if now.state == BillState.OVERPAID:
        said = _("Сплачено {paid}, зайвого {over}. Зайве можна повернути.")
        return said.format(paid=catalogue.hryvnias(now.kept), over=catalogue.hryvnias(now.over))
    return ""


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """A line of the ledger. `reversible` says whether a button is offered to this person."""

    pk: int
    kind_label: str
    happened_on: date
    amount: str
    channel: str
    receipt: str
    ground: str
    who: str
    is_taken_back: bool
    reversible: bool
    bill: BillRow | None = None


def entry_row(entry: Entry, *, actor: Actor, reversible: bool = False) -> EntryRow:
    taken_back = getattr(entry, "reversal", None) is not None if reversible else False
    offered = reversible and not taken_back and entry.kind in REVERSED_BY and policies.may_reverse(actor, entry.kind)
    return EntryRow(
        pk=entry.pk, kind_label=entry.get_kind_display(), happened_on=entry.happened_on,
        amount=catalogue.hryvnias(entry.amount), channel=entry.get_channel_display() if entry.channel else "",
        receipt=" / ".join(filter(None, (entry.number, entry.code))), ground=entry.ground,
        who=entry.recorded_by_name, is_taken_back=taken_back, reversible=offered,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """A line of the list for the accountant."""

    line: EntryRow
    bill_number: str
    bill_shown: str
    case_shown: str
    service: str
    payer: str
    iban: str


def ledger_rows(entries: Iterable[Entry], *, actor: Actor) -> list[LedgerRow]:
    return [
        LedgerRow(
            line=entry_row(entry, actor=actor), bill_number=entry.bill.number, bill_shown=entry.bill.number_shown,
            case_shown=entry.bill.case.number_shown, service=entry.bill.service.name, payer=entry.bill.payer_name,
            iban=iban_formatted(entry.bill.iban),
        )
        for entry in entries
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PaymentCode:
    """A code on the screen. `doubt` says what of its format was not read in the rules themselves."""

    version: str
    label: str
    picture: SafeString
    link: str
    is_printed: bool
    doubt: str


def payment_codes(bill: Bill) -> list[PaymentCode]:
    """Both codes of a bill, the printed one first; none where nothing is to be paid."""
    if not bill.amount:
        return []
    doubts = {
        CodeFormat.V002.value: "",
        CodeFormat.V003.value: _("Формат дат у цьому коді звірено з двома відкритими програмами, але не з постановою."),
    }
    codes = []
    for version in CodeFormat.values:
        link = rules.payment_link(queries.payment_of(bill), version=version)
        codes.append(
            PaymentCode(
                version=version, label=str(CodeFormat(version).label), link=link, doubt=doubts[version],
                picture=mark_safe(payment_svg(link)),  # noqa: S308  our own SVG of a link
                is_printed=version == bill.code_format,
            )
        )  # fmt: skip
    return sorted(codes, key=lambda code: not code.is_printed)


def bill_facts(bill: Bill, *, actor: Actor) -> dict[str, Any]:
    """Context of the page of a bill, without its forms."""
    entries = list(queries.entries_of(bill))
    now = queries.standing_of(bill, entries=entries)
    return {
        "bill": bill,
        "now": now,
        "state_label": now.state.label,
        "state_kind": STATE_KINDS[now.state],
        "balance": balance_words(now),
        "amount": catalogue.hryvnias(bill.amount),
        "full_amount": catalogue.hryvnias(bill.full_amount),
        "iban": iban_formatted(bill.iban),
        "codes": payment_codes(bill) if now.state in _TO_PAY else [],
        "entries": [entry_row(entry, actor=actor, reversible=now.state != BillState.CANCELLED) for entry in entries],
        "cancellation": getattr(bill, "cancellation", None),
        "is_confirmed": bill.computed_from.get("is_confirmed", True),
        "may_record": now.state not in (BillState.CANCELLED, BillState.EXEMPT),
        "may_refund": now.kept > 0 and policies.may_refund(actor),
        "may_cancel": now.state != BillState.CANCELLED and not now.kept,
    }


_TO_PAY = (BillState.UNPAID,)  # a code asks for the whole sum: scanned again, it would be paid twice


def case_facts(case: Case) -> dict[str, Any]:
    """Bills of a case, for its page and its panel."""
    rows = list(queries.bills_of_case(case))
    return {"rows": [bill_row(bill) for bill in rows], "number": case.number, "case": case}


def panel_facts(case: Case, *, on: date) -> dict[str, Any]:
    """Context of the panel beside the page of a case."""
    return case_facts(case) | {"offered": bool(costs_offered(case, on=on))}


def costs_offered(case: Case, *, on: date) -> list[tuple[Cost, str]]:
    """Costs of the case's version that have no live bill, with what each comes to today."""
    billed = {b.cost_id for b in queries.bills_of_case(case) if getattr(b, "cancellation", None) is None}
    return [
        (cost, _cost_words(cost, on=on)) for cost in catalogue.costs_to_pay(case.version) if cost.pk not in billed
    ]  # fmt: skip


def _cost_words(cost: Cost, *, on: date) -> str:
    price = catalogue.price_on(cost, on=on)
    words = catalogue.said(cost.description, cost.description_en) or cost.get_kind_display()
    if cost.kind == CostKind.TARIFF:
        return f"{words}: {_('сума за тарифом')}"
    return f"{words}: {catalogue.hryvnias(price.amount)}" if price.amount is not None else words


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    service: str
    account: TreasuryAccount
    iban: str
    is_current: bool


def account_rows(accounts: Iterable[TreasuryAccount], *, on: date) -> list[AccountRow]:
    """Rows of `queries.accounts_now`: the first row of a service that has begun is the one that holds."""
    seen: set[int | None] = set()
    rows = []
    for account in accounts:
        begun = account.valid_from <= on and account.service_id not in seen
        if begun:
            seen.add(account.service_id)
        rows.append(
            AccountRow(
                service=str(account.service or _("усі послуги")), account=account,
                iban=iban_formatted(account.iban), is_current=begun and not account.is_closed,
            )
        )  # fmt: skip
    return rows


def ground_rows(grounds: Iterable[ExemptionGround], *, on: date) -> list[tuple[ExemptionGround, bool]]:
    """Rows of `queries.grounds_now`, each with whether it holds on a day."""
    seen: set[tuple[str, int | None]] = set()
    rows = []
    for ground in grounds:
        key = (ground.name, ground.service_id)
        begun = ground.valid_from <= on and key not in seen
        if begun:
            seen.add(key)
        rows.append((ground, begun and (ground.valid_to is None or ground.valid_to >= on)))
    return rows
