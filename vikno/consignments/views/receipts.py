"""Opening a bag: scan or tick each case, name the differences on the spot."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vikno.accounts.access import role_required
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.consignments import policies, queries, rules, services, shown
from vikno.consignments.enums import BagMove, ItemState
from vikno.consignments.forms import ReceiptForm, SignedReceiptForm
from vikno.consignments.models import Bag
from vikno.consignments.rules import Differences
from vikno.consignments.views.common import EVERYBODY


@role_required(*EVERYBODY)
def bag_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The form of a receipt. A scan ticks its case and keeps the rest as typed; only the last button receives."""
    actor, today = actor_of(request), clock.today()
    bag = queries.access_bag(actor, number)
    if not policies.may_receive(actor, bag, on=today) or BagMove.RECEIVE not in rules.moves_from(bag.state):
        messages.warning(request, _("Цей пакет отримує {who}.").format(who=bag.destination_name))
        return redirect("consignments:bag", number=bag.number)
    said = request.POST.copy() if request.method == "POST" else None
    wrong = ""
    if said is not None and "receive" not in said:
        wrong = _noted(said, bag)
        said["scan"] = ""
    form = _form(request, bag, said)
    if said is not None and "receive" in said and form.is_valid():
        found = _received(request, bag, form)
        if found is not None:
            _say(request, found)
            return redirect("consignments:bag", number=bag.number)
    facts = {"bag": bag, "row": shown.bag_row(bag, today=today), "form": form, "scan_error": wrong}
    facts["is_asked"] = said is not None and "receive" in said
    return render(request, "consignments/receipt.html", facts)


def _form(request: HttpRequest, bag: Bag, said: QueryDict | None) -> ReceiptForm:
    """A scan shows what was said so far without scolding for what was not."""
    ours = bag.destination_provider_id is None or policies.speaks_for(actor_of(request), bag.destination_provider_id)
    kind = ReceiptForm if ours else SignedReceiptForm
    given: dict[str, Any] = {"items": list(queries.items_of(bag)), "seal": bag.seal}
    if said is None or "receive" in said:
        return kind(said, **given)
    return kind(initial={name: said.get(name) for name in said}, **given)


def _noted(said: QueryDict, bag: Bag) -> str:
    """Tick what was scanned (or all the rest); a case beyond the manifest joins the extras. What is wrong, if it is."""
    numbers = [item.case.number for item in queries.items_of(bag)]
    if "rest" in said:
        for number in numbers:
            said.setdefault(f"state-{number}", ItemState.PRESENT)
        return ""
    text = said.get("scan", "").strip()
    if not text:
        return ""  # Enter in another field: nothing is received, what was typed stays
    scan = rules.read_scan(text)
    if scan is None or scan.kind != "case":
        return _("«{text}» — не номер справи. Скануйте ще раз.").format(text=text)
    if scan.number in numbers:
        said[f"state-{scan.number}"] = ItemState.PRESENT
    elif scan.number not in said.get("extras", ""):
        said["extras"] = f"{said.get('extras', '')}\n{scan.number}".strip()
    return ""


def _received(request: HttpRequest, bag: Bag, form: ReceiptForm) -> Differences | None:
    try:
        return services.receive_bag(
            bag=bag, findings=form.findings(), receipt=form.receipt(), actor=actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _say(request: HttpRequest, found: Differences) -> None:
    if not found.any:
        messages.success(request, _("Пакет отримано, усе на місці."))
        return
    words = (
        (_("немає: {numbers}"), found.missing), (_("зайві: {numbers}"), found.extra),
        (_("пошкоджено: {numbers}"), found.damaged),
    )  # fmt: skip
    told = [text.format(numbers=", ".join(map(shown.case_number_shown, numbers))) for text, numbers in words if numbers]
    messages.warning(request, _("Пакет отримано з розбіжностями; {what}.").format(what="; ".join(told)))
