"""The receipt on paper: what was received, when, of whom, and the hash of what is kept."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import override

from vikno.common import typeset
from vikno.common.clock import KYIV
from vikno.programmes.models import Proposal, ProposalRevision, Receipt

# A template once released never changes: a receipt prints the same for ever.
RECEIPT: Final = "programmes/typst/e1/receipt.typ"


def receipt_of(proposal: Proposal, revision: ProposalRevision, *, at: datetime) -> dict[str, Any]:
    """What the template reads, in Ukrainian whatever language is in force."""
    with override("uk"):
        title = f"Квитанція про заявку {proposal.number}"
        moment = f"{at.astimezone(KYIV):%d.%m.%Y %H:%M:%S}"
        return {
            "lang": "uk", "title": title, "footer": title, "made": moment, "is_demo": proposal.is_demo,
            "centre": {"name": proposal.hromada.title, "lines": []}, "sha256": revision.sha256,
            "facts": [
                ["Номер квитанції", f"{proposal.number}-{revision.number}"],
                ["Конкурс", f"{proposal.call.number} {proposal.call.title}"],
                ["Програма", proposal.call.programme.title],
                ["Напрям", proposal.track.title],
                ["Громада", proposal.hromada.title],
                ["Редакція заявки", str(revision.number)],
                ["Версія правил", str(revision.version.number)],
                ["Отримано (час у Києві)", moment],
                ["Хто подав", f"{revision.by_name}, {revision.office}"],
            ],
        }  # fmt: skip


def receipt_pdf(receipt: Receipt) -> bytes:
    """The same bytes for the same receipt."""
    return typeset.render_pdf(receipt.template, receipt.paper, made_at=receipt.issued_at)
