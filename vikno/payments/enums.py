"""Words of bills and of money that came and went back."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class CodeFormat(TextChoices):
    """Formats of the National Bank's payment code."""

    V002 = "002", _("002 — лише реквізити")
    V003 = "003", _("003 — із забороною змінювати суму й отримувача")


class PayChannel(TextChoices):
    """Where a person paid. What of the card or the person's own account is never asked."""

    BANK = "bank", _("банк")
    POST = "post", _("пошта")
    TERMINAL = "terminal", _("термінал")


class EntryKind(TextChoices):
    """One line of the ledger. A line is never changed: a mistake is followed by the line that takes it back."""

    RECEIPT = "receipt", _("оплата")
    RECEIPT_REVERSED = "receipt_reversed", _("запис про оплату виправлено")
    REFUND = "refund", _("повернення")
    REFUND_REVERSED = "refund_reversed", _("запис про повернення виправлено")


REVERSED_BY: Mapping[str, EntryKind] = {
    EntryKind.RECEIPT: EntryKind.RECEIPT_REVERSED,
    EntryKind.REFUND: EntryKind.REFUND_REVERSED,
}
PAID_KINDS = (EntryKind.RECEIPT, EntryKind.RECEIPT_REVERSED)
REFUND_KINDS = (EntryKind.REFUND, EntryKind.REFUND_REVERSED)


class BillState(TextChoices):
    """Follows from the bill and its ledger; it is nowhere kept."""

    UNPAID = "unpaid", _("не оплачено")
    PARTIAL = "partial", _("оплачено частково")
    PAID = "paid", _("оплачено")
    OVERPAID = "overpaid", _("переплачено")
    REFUNDED = "refunded", _("повернуто")
    EXEMPT = "exempt", _("звільнено від оплати")
    CANCELLED = "cancelled", _("скасовано")


STATE_KINDS: Mapping[str, StatusKind] = {
    BillState.UNPAID: "waiting",
    BillState.PARTIAL: "progress",
    BillState.PAID: "done",
    BillState.OVERPAID: "late",
    BillState.REFUNDED: "closed",
    BillState.EXEMPT: "neutral",
    BillState.CANCELLED: "closed",
}


class PaperSize(TextChoices):
    A4 = "a4", _("A4")
    A5 = "a5", _("A5")
