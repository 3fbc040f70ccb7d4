"""The printed bill: what the post office and the bank read, kept as evidence in both sizes."""

from datetime import datetime
from typing import Any

from django.utils.translation import override

from vikno.catalogue import queries as catalogue
from vikno.common.actors import Actor
from vikno.common.identifiers import iban_formatted, phone_formatted
from vikno.documents import services as documents
from vikno.documents.enums import DocumentKind
from vikno.documents.models import GeneratedDocument
from vikno.documents.papers import Letterhead, date_shown, moment_shown
from vikno.documents.slips import Size, Slip
from vikno.network.models import Centre
from vikno.payments import policies, queries, rules
from vikno.payments.enums import EntryKind, PaperSize
from vikno.payments.errors import BillNotFound, EntryNotFound
from vikno.payments.models import Bill, Entry

# A template once released never changes: old bills must print the same.
TEMPLATE = "payments/typst/e1/bill.typ"


def keep_papers(bill: Bill, *, actor: Actor, at: datetime) -> tuple[GeneratedDocument, GeneratedDocument]:
    """The bill in A4 and in A5; its number and account are already set."""
    with override("uk"):
        data = _data(bill)
    a4, a5 = (
        documents.keep_document(
            kind=DocumentKind.BILL, template=TEMPLATE, title=data["title"], data={**data, "paper": size.value},
            actor=actor, at=at, hromada_code=bill.hromada_id,
        )
        for size in (PaperSize.A4, PaperSize.A5)
    )  # fmt: skip
    return a4, a5


def give_paper(*, bill: Bill, size: str, actor: Actor, at: datetime) -> bytes:
    """The PDF once made, byte for byte; the look is written down.

    Refusals: BillNotFound (also where nothing is to be paid), DocumentNotFound, ReprintDiffers.
    """
    policies.require_may_see(actor, bill)
    paper = {PaperSize.A4: bill.paper_a4, PaperSize.A5: bill.paper_a5}.get(PaperSize(size))
    if paper is None:
        raise BillNotFound
    return documents.give_out(document=paper, actor=actor, at=at)


def _lines(centre: Centre | None) -> list[str]:
    return [phone_formatted(centre.phone)] if centre and centre.phone else []


def _data(bill: Bill) -> dict[str, Any]:
    centre = Centre.objects.filter(hromada_id=bill.hromada_id).order_by("pk").first()
    title = f"Рахунок {bill.number_shown}"
    return {
        "lang": "uk",
        "title": title,
        "footer": title,
        "made": moment_shown(bill.issued_at),
        "is_demo": bill.is_demo,
        "centre": {"name": centre.name if centre else "", "lines": _lines(centre)},
        "bill_number": bill.number_shown,
        "issued_on": date_shown(bill.issued_on),
        "valid_until": date_shown(bill.valid_until),
        "payer": bill.payer_name,
        "service": f"{bill.service.name} ({bill.service.code})",
        "case": bill.case.number_shown,
        "recipient": bill.recipient,
        "edrpou": bill.edrpou,
        "iban": iban_formatted(bill.iban),
        "amount": catalogue.hryvnias(bill.amount),
        "purpose": bill.purpose,
        "explanation": bill.explanation,
        "issued_by": bill.issued_by_name,
        "payment_link": rules.payment_link(queries.payment_of(bill), version=bill.code_format),
    }


def keep_payment_receipt(*, entry: Entry, size: Size, actor: Actor, at: datetime) -> GeneratedDocument:
    """Підтвердження сплати: a line of the ledger on paper of any size. EntryNotFound for what is no receipt."""
    policies.require_may_see(actor, entry.bill)
    if entry.kind != EntryKind.RECEIPT:
        raise EntryNotFound
    bill = entry.bill
    centre = Centre.objects.filter(hromada_id=bill.hromada_id).order_by("pk").first()
    with override("uk"):
        slip = Slip(
            kind=DocumentKind.PAYMENT_RECEIPT, size=size, title="Підтвердження сплати",
            letterhead=Letterhead(name=centre.name if centre else "", lines=tuple(_lines(centre))),
            number=bill.case.number, number_shown=bill.case.number_shown,
            facts=(
                ("Сплачено", catalogue.hryvnias(entry.amount)), ("Дата сплати", date_shown(entry.happened_on)),
                ("Де сплачено", entry.get_channel_display()),
                ("Квитанція", " / ".join(filter(None, (entry.number, entry.code)))), ("Рахунок", bill.number_shown),
                ("Послуга", bill.service.name), ("Платник", bill.payer_name),
            ),
            sentences=("Не замінює квитанції банку або пошти.",),
            signatures=(("Записав", entry.recorded_by_name),), made_at=at, is_demo=bill.is_demo,
        )  # fmt: skip
    return documents.keep_slip(slip=slip, actor=actor, at=at, hromada_code=bill.hromada_id)
