"""The page of one bill and what is done from it; the list of bills."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.cases import services as cases
from vikno.cases.paging import page_of
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.common.actors import Actor
from vikno.documents import services as documents
from vikno.documents.answers import pdf_answer
from vikno.documents.slips import Size
from vikno.payments import queries, services, shown
from vikno.payments.enums import PaperSize
from vikno.payments.forms import BillsForm, ReasonForm, ReceiptForm, RefundForm
from vikno.payments.models import Bill
from vikno.payments.views.common import DESK, KEEPERS, READERS

Act = Callable[[Bill, dict[str, Any], Actor], Any]


@require_GET
@role_required(*READERS)
def bills(request: HttpRequest) -> HttpResponse:
    """Bills of a period, newest first, by state."""
    actor, form = actor_of(request), BillsForm(request.GET)
    filters = form.filters(today=clock.today())
    page = page_of(queries.bills(actor, filters), request.GET.get("page"))
    rows = [shown.bill_row(each) for each in page.object_list]
    facts = {"form": form, "page": page, "rows": rows, "since": filters.since, "until": filters.until}
    answer = render(request, "payments/bills.html", facts)
    people = [each.case.applicant_id for each in page.object_list]
    cases.record_people_shown(people=people, actor=actor, at=clock.now(), place=place_of(request))
    return answer


@require_GET
@role_required(*DESK)
def bill(request: HttpRequest, number: str) -> HttpResponse:
    """A bill with its codes, its ledger and its forms."""
    actor = actor_of(request)
    found = queries.access_bill(actor, number)
    answer = _page(request, found)
    cases.record_look(case=found.case, actor=actor, at=clock.now(), place=place_of(request))
    return answer


@require_GET
@role_required(*DESK)
def bill_paper(request: HttpRequest, number: str, size: str) -> HttpResponse:
    """The printed bill in A4 or A5."""
    if size not in PaperSize.values:
        raise Http404
    actor = actor_of(request)
    found = queries.access_bill(actor, number)
    pdf = services.give_paper(bill=found, size=size, actor=actor, at=clock.now())
    return pdf_answer(pdf, name=f"rakhunok-{found.number}-{size}")


@require_POST
@role_required(*DESK)
def bill_receipts(request: HttpRequest, number: str) -> HttpResponse:
    """Write a receipt down."""
    form = ReceiptForm(request.POST, prefix="receipt")
    return _done(request, number, form, "receipt_form", _record, _("Оплату записано."))


def _record(found: Bill, _said: dict[str, Any], actor: Actor, *, form: ReceiptForm) -> None:
    services.record_receipt(bill=found, facts=form.facts(), actor=actor, at=clock.now())


@require_POST
@role_required(*KEEPERS)
def bill_refunds(request: HttpRequest, number: str) -> HttpResponse:
    """Write down money given back."""
    form = RefundForm(request.POST, prefix="refund")
    return _done(request, number, form, "refund_form", _refund, _("Повернення записано."))


def _refund(found: Bill, said: dict[str, Any], actor: Actor, *, form: RefundForm) -> None:
    services.record_refund(bill=found, **said, actor=actor, at=clock.now())


@require_POST
@role_required(*DESK)
def bill_cancellation(request: HttpRequest, number: str) -> HttpResponse:
    """End a wrong bill."""
    form = ReasonForm(request.POST, prefix="cancel")
    return _done(request, number, form, "cancel_form", _cancel, _("Рахунок скасовано."))


def _cancel(found: Bill, said: dict[str, Any], actor: Actor, *, form: ReasonForm) -> None:
    services.cancel_bill(bill=found, **said, actor=actor, at=clock.now())


@require_POST
@role_required(*DESK)
def bill_entry_reversal(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take a wrong line back."""
    actor = actor_of(request)
    found = queries.access_bill(actor, number)
    entry = queries.entry_of(found, pk)
    form = ReasonForm(request.POST, prefix=f"reverse-{pk}")

    def take_back() -> None:
        services.reverse_entry(
            bill=found, entry=entry, ground=form.cleaned_data["reason"], actor=actor, at=clock.now()
        )  # fmt: skip

    if form.is_valid() and done(request, take_back, _("Запис виправлено."), form=form):
        return redirect("payments:bill", number=found.number)
    return _page(request, found, reverse_form=form)


@require_GET
@role_required(*DESK)
def entry_paper(request: HttpRequest, number: str, pk: int, size: str) -> HttpResponse:
    """The receipt of one payment: A4, A5, 80 or 58 mm."""
    actor = actor_of(request)
    found = queries.access_bill(actor, number)
    entry = queries.entry_of(found, pk)
    if size not in Size:
        raise Http404
    kept = services.keep_payment_receipt(entry=entry, size=Size(size), actor=actor, at=clock.now())
    cases.record_look(case=found.case, actor=actor, at=clock.now(), place=place_of(request))
    return pdf_answer(documents.reprint(kept), name=f"splata-{number}-{pk}-{size}")


def _done(
    request: HttpRequest, number: str, form: Any, name: str, act: Callable[..., None], said: str
) -> HttpResponse:  # fmt: skip
    actor = actor_of(request)
    found = queries.access_bill(actor, number)
    if form.is_valid() and done(request, lambda: act(found, form.cleaned_data, actor, form=form), said, form=form):
        return redirect("payments:bill", number=found.number)
    return _page(request, found, **{name: form})


def _page(request: HttpRequest, found: Bill, **refused: django_forms.Form) -> HttpResponse:
    actor = actor_of(request)
    facts = shown.bill_facts(found, actor=actor)
    today, left = clock.today(), facts["now"].left
    facts |= {
        "receipt_form": refused.get("receipt_form")
        or ReceiptForm(prefix="receipt", initial={"paid_on": today, "amount": left or None}),
        "refund_form": refused.get("refund_form") or RefundForm(prefix="refund", initial={"refunded_on": today}),
        "cancel_form": refused.get("cancel_form") or ReasonForm(prefix="cancel"),
        "reverse_form": refused.get("reverse_form"),
        "reversible": [
            {"row": row, "form": _reversal_form(row.pk, refused.get("reverse_form"))}
            for row in facts["entries"]
            if row.reversible
        ],
        "is_reader": actor.role in READERS,
    }
    return render(request, "payments/bill.html", facts)


def _reversal_form(pk: int, refused: django_forms.Form | None) -> django_forms.Form:
    prefix = f"reverse-{pk}"
    return refused if refused is not None and refused.prefix == prefix else ReasonForm(prefix=prefix)
