"""The page of a bag: filled, sealed, sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.cases import queries as case_queries
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.common.errors import Refusal
from vikno.consignments import policies, queries, rules, services, shown
from vikno.consignments.enums import BagMove, ItemState
from vikno.consignments.errors import BagNotFound
from vikno.consignments.forms import CourierForm, ReasonForm, ScanForm, SealForm
from vikno.consignments.models import Bag
from vikno.consignments.views.common import EVERYBODY, PACKERS
from vikno.documents import services as documents
from vikno.documents.answers import pdf_answer


@require_GET
@role_required(*EVERYBODY)
def bag(request: HttpRequest, number: str) -> HttpResponse:
    """What is inside, and what this person may do next."""
    return _bag_page(request, _bag(request, number))


@require_POST
@role_required(*PACKERS)
def bag_cases(request: HttpRequest, number: str) -> HttpResponse:
    """Put a case in, by scan or by hand."""
    found, actor, now = _bag(request, number), actor_of(request), clock.now()
    text = request.POST.get("text", "")
    try:
        case = queries.find_case(actor, text, today=clock.today())
        services.add_case_to_bag(bag=found, case=case, actor=actor, at=now)
    except Refusal as refusal:
        form = ScanForm({"text": text})
        form.add_error("text", str(refusal))
        return _bag_page(request, found, scan=form)
    messages.success(request, _("Справу {number} вкладено.").format(number=shown.case_number_shown(case.number)))
    return redirect("consignments:bag", number=found.number)


@require_POST
@role_required(*PACKERS)
def bag_case_removal(request: HttpRequest, number: str, case: str) -> HttpResponse:
    """Take a case out again."""
    found, actor = _bag(request, number), actor_of(request)
    taken_out = case_queries.case_by_number(actor, case)
    done(
        request,
        lambda: services.remove_case(bag=found, case=taken_out, actor=actor, at=clock.now()),
        _("Справу {number} вийнято.").format(number=shown.case_number_shown(taken_out.number)),
    )
    return redirect("consignments:bag", number=found.number)


@require_POST
@role_required(*PACKERS)
def bag_seal(request: HttpRequest, number: str) -> HttpResponse:
    """Put the seal on."""
    found, actor = _bag(request, number), actor_of(request)
    form = SealForm(request.POST)
    if form.is_valid():
        try:
            services.seal_bag(bag=found, seal=form.cleaned_data["seal"], actor=actor, at=clock.now())
        except Refusal as refusal:
            form.add_error("seal", str(refusal))
        else:
            messages.success(request, _("Пакет опломбовано. Надрукуйте реєстр передачі й покладіть до пакета."))
            return redirect("consignments:bag", number=found.number)
    return _bag_page(request, found, seal=form)


@require_POST
@role_required(*PACKERS)
def bag_seal_removal(request: HttpRequest, number: str) -> HttpResponse:
    """Take the seal off, for a reason."""
    found, actor = _bag(request, number), actor_of(request)
    reason = request.POST.get("reason", "")
    done(
        request,
        lambda: services.unseal_bag(bag=found, reason=reason, actor=actor, at=clock.now()),
        _("Пломбу знято. Склад пакета можна змінити."),
    )
    return redirect("consignments:bag", number=found.number)


@require_POST
@role_required(*EVERYBODY)
def bag_trip(request: HttpRequest, number: str) -> HttpResponse:
    """A courier takes the bag, or the sender writes down who took it."""
    found, actor, now = _bag(request, number), actor_of(request), clock.now()
    form = CourierForm(request.POST, couriers=list(queries.couriers_of(actor.hromada_code, on=clock.today())))
    courier = form.chosen() if "courier" in request.POST and form.is_valid() else None
    if "courier" in request.POST and not form.is_valid():
        messages.error(request, _("Оберіть, хто взяв пакет."))
        return redirect("consignments:bag", number=found.number)

    def take() -> Bag:
        if courier is None:
            return services.take_bag(bag=found, actor=actor, at=now)
        return services.hand_to_courier(bag=found, courier=courier, actor=actor, at=now)

    done(request, take, _("Пакет {number} у дорозі.").format(number=rules.bag_number_formatted(found.number)))
    if "from_trips" in request.POST:
        return redirect("consignments:courier")
    stop = request.POST.get("from_stop", "")
    trip, _dash, order = stop.partition("-")
    if trip.isdigit() and order.isdigit():
        return redirect("consignments:trip_stop", pk=int(trip), order=int(order))
    return redirect("consignments:bag", number=found.number)


@require_GET
@role_required(*EVERYBODY)
def bag_manifest(request: HttpRequest, number: str) -> HttpResponse:
    """The manifest as it was when the seal was put on; whoever sees the bag may print it."""
    found = _bag(request, number)
    if found.manifest is None:
        raise BagNotFound
    return pdf_answer(documents.reprint(found.manifest), name=f"reiestr-{found.number}")


@require_GET
@role_required(*EVERYBODY)
def bag_differences(request: HttpRequest, number: str) -> HttpResponse:
    """The act on differences as it was made where the bag was opened."""
    found = _bag(request, number)
    if found.discrepancy is None:
        raise BagNotFound
    return pdf_answer(documents.reprint(found.discrepancy), name=f"akt-{found.number}")


def _bag(request: HttpRequest, number: str) -> Bag:
    return queries.access_bag(actor_of(request), number)


def _bag_page(
    request: HttpRequest, bag: Bag, *, scan: ScanForm | None = None, seal: SealForm | None = None
) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    moves = rules.moves_from(bag.state)
    may_pack = policies.may_pack(actor, bag, on=today)
    items = shown.item_rows(queries.items_of(bag))
    can = {
        "fill": may_pack and BagMove.SEAL in moves,
        "unseal": may_pack and BagMove.UNSEAL in moves,
        "send": may_pack and BagMove.TAKE in moves and bag.taken_at is None,
        "take": BagMove.TAKE in moves and actor.role == "courier" and bag.taken_by_id != actor.user_id,
        "receive": BagMove.RECEIVE in moves and policies.may_receive(actor, bag, on=today),
    }
    sheets = sum(item.sheets for item in items if item.state != ItemState.MISSING)
    couriers = list(queries.couriers_of(actor.hromada_code, on=today)) if can["send"] else []
    waiting = queries.candidates_for(bag) if can["fill"] else []
    facts = {
        "bag": bag, "row": shown.bag_row(bag, today=today), "items": items, "can": can,
        "sheets": sheets, "scan": scan or ScanForm(), "seal": seal or SealForm(),
        "reason": ReasonForm(), "courier": CourierForm(couriers=couriers),
        "waiting": shown.case_rows(waiting, today=today),
    }  # fmt: skip
    return render(request, "consignments/bag.html", facts)
