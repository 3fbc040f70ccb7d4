"""Bags of a point, and the one field for a scan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.cases.duty import points_of_duty
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.consignments import queries, rules, services, shown
from vikno.consignments.forms import OpenBagForm, ScanForm
from vikno.consignments.views.common import EVERYBODY, PACKERS, point_here
from vikno.network.models import Point


@require_GET
@role_required(*EVERYBODY)
def home(request: HttpRequest) -> HttpResponse:
    """Bags of the point; couriers and providers go to their own page."""
    actor, today = actor_of(request), clock.today()
    if actor.role in (Role.COURIER, Role.PROVIDER):
        return redirect("consignments:courier" if actor.role == Role.COURIER else "consignments:provider")
    point = point_here(request)
    if point is None:
        return render(request, "consignments/no_point.html")
    bags = queries.bags_of_point(actor, point, today=today)
    groups = [
        {
            "title": title,
            "rows": shown.bag_rows(rows, today=today),
            "key": key,
            "hide": "destination" if key in ("incoming", "recent") else "origin",
        }
        for key, title, rows in (
            ("incoming", _("Їдуть до нас"), bags.incoming),
            ("open", _("Збираються тут"), bags.open),
            ("sealed", _("Опломбовані, чекають кур'єра"), bags.sealed),
            ("away", _("Поїхали від нас"), bags.away),
            ("recent", _("Отримані за тиждень"), bags.recent),
        )
    ]
    late = shown.late_rows(queries.overdue_bags(actor, today=today), today=today)
    facts = {
        "point": point, "points": points_of_duty(request), "groups": groups, "late": late, "scan": ScanForm(),
        "waiting": _waiting(point), "form": _open_form(request, point), "rule": queries.journey_rule(on=today),
        "next": shown.next_departure(point, now=clock.now(), waits=len(bags.sealed)),
        "is_head": actor.role == Role.HEAD,
    }  # fmt: skip
    return render(request, "consignments/home.html", facts)


@require_POST
@role_required(*PACKERS)
def bags(request: HttpRequest) -> HttpResponse:
    """Begin a bag (or come back to the one already begun)."""
    actor = actor_of(request)
    origin = queries.organisation_of(actor) if actor.role == Role.PROVIDER else point_here(request)
    form = _open_form(request, origin if isinstance(origin, Point) else None)
    if origin is None or not form.is_valid():
        messages.error(request, _("Оберіть, куди їде пакет."))
        return redirect("consignments:home")
    try:
        bag = services.open_bag(actor=actor, at=clock.now(), origin=origin, destination=form.destination())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("consignments:home")
    return redirect("consignments:bag", number=bag.number)


@require_GET
@role_required(*EVERYBODY)
def scan(request: HttpRequest) -> HttpResponse:
    """A bag's number opens the bag, a case's number says where its papers are."""
    text = request.GET.get("text", "")
    found = rules.read_scan(text)
    if found is not None and found.kind == "bag":
        return redirect("consignments:bag", number=found.number)
    try:
        case = queries.find_case(actor_of(request), text, today=clock.today())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("consignments:home")
    is_provider = actor_of(request).role == Role.PROVIDER
    return redirect("consignments:provider_case" if is_provider else "consignments:case", number=case.number)


def _open_form(request: HttpRequest, origin: Point | None) -> OpenBagForm:
    code, today = actor_of(request).hromada_code, clock.today()
    points = [point for point in queries.points_to_send(code) if point != origin]
    providers = [] if actor_of(request).role == Role.PROVIDER else list(queries.providers_to_send(code, on=today))
    return OpenBagForm(request.POST or None, points=points, providers=providers)


def _waiting(point: Point) -> list[dict[str, object]]:
    today = clock.today()
    return [
        {
            "name": each.name,
            "to": OpenBagForm.key(each.place),
            "rows": shown.case_rows(each.cases, today=today),
            "count": len(each.cases),
        }
        for each in queries.waiting_for_bag(point)
    ]
