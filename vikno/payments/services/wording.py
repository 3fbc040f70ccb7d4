"""What a bill says in words: how the sum was counted, and the purpose that the bank will show."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from vikno.catalogue import queries as catalogue
from vikno.catalogue.enums import CostKind
from vikno.payments.models import Bill
from vikno.payments.rules import PURPOSE_LENGTH


def explanation(computed: Mapping[str, Any], *, amount: Decimal, rounding: str) -> str:
    """One or two sentences from what the sum was counted from, in the language in force."""
    full = catalogue.hryvnias(Decimal(computed["full"]))
    said = [_how(computed, full=full, rounding=rounding)]
    if computed["ground"]:
        said.append(_("Підстава: {ground}.").format(ground=computed["ground"].rstrip(".")))
    if "exemption" in computed:
        forgiven = _("Звільнено на {percent} %: {name} ({act}). До сплати {amount}.")
        said.append(
            forgiven.format(
                percent=computed["exemption_percent"], name=computed["exemption"], act=computed["exemption_act"],
                amount=catalogue.hryvnias(amount),
            )
        )  # fmt: skip
    return " ".join(said)


def _how(computed: Mapping[str, Any], *, full: str, rounding: str) -> str:
    if computed["kind"] == CostKind.TARIFF:
        return _("{full} за тарифом суб'єкта надання.").format(full=full)
    if computed["kind"] != CostKind.INDEX_SHARE:
        return _("{full} — сума з картки послуги.").format(full=full)
    share = _(
        "{full} — це {percent} % від {value}, заокруглено {rounding}. "
        "Показник «{index}» має це значення з {since}."
    )  # fmt: skip
    return share.format(
        full=full, percent=number_format(Decimal(computed["percent"]).normalize() + 0, use_l10n=True),
        value=catalogue.hryvnias(Decimal(computed["index_value"])), rounding=rounding, index=computed["index_name"],
        since=f"{date.fromisoformat(computed['index_from']):%d.%m.%Y}",
    )  # fmt: skip


def purpose_of(text: str, *, bill: Bill, payer: str) -> str:
    """The account's own text, then the service, the case and the payer, for the treasury in Ukrainian."""
    parts = [text, f"послуга {bill.service.code}", f"справа {bill.case.number_shown}", payer]
    return "; ".join(filter(None, parts))[:PURPOSE_LENGTH]
