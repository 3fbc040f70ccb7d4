"""What must lie at a point at day's end: ticked by scan or by hand, signed, printed. And what a head looks after."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.cases import services as cases
from vikno.cases.duty import points_of_duty
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.consignments import queries, services, shown
from vikno.consignments.enums import LineState, TickedBy
from vikno.consignments.forms import DayForm, SignatureForm
from vikno.consignments.views.common import DESK, HEADS, point_here

MONTH = timedelta(days=31)  # older days are in the archive


@require_GET
@role_required(*DESK)
def day(request: HttpRequest) -> HttpResponse:
    """The list of a day; today's is ticked and signed here."""
    points, point = points_of_duty(request), point_here(request)
    if point is None:
        return render(request, "consignments/no_point.html")
    first = {"on": f"{clock.today():%d.%m.%Y}", "point": str(point.pk)}
    form = DayForm({**first, **request.GET.dict()}, points=points, initial=first)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or clock.today()
    on = max(min(on, clock.today()), clock.today() - MONTH)
    facts = shown.day_facts(point, on=on, now=clock.now())
    facts |= {
        "form": form, "point": point, "is_today": on == clock.today(), "typed": request.GET.get("typed", ""),
        "signature": SignatureForm(initial={"signed_name": actor_of(request).name}),
    }  # fmt: skip
    answer = render(request, "consignments/day.html", facts)
    people = [case.applicant_id for case in facts["day"].here]
    cases.record_people_shown(people=people, actor=actor_of(request), at=clock.now(), place=place_of(request))
    return answer


@require_POST
@role_required(*DESK)
def day_ticks(request: HttpRequest) -> HttpResponse:
    """One case is here (scanned, typed or pressed), or is not."""
    actor, point = actor_of(request), point_here(request)
    if point is None:
        return redirect("consignments:day")
    text, note = request.POST.get("text", ""), request.POST.get("note", "")
    is_missing = "missing" in request.POST
    by = TickedBy.HAND if is_missing or "by_hand" in request.POST else TickedBy.SCAN
    try:
        case = queries.find_case(actor, text, today=clock.today())
        line = services.tick_case(
            point=point, case=case, found=LineState.MISSING if is_missing else LineState.PRESENT, by=by, note=note,
            actor=actor, at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = {
            LineState.PRESENT: _("Справа {number} на місці."), LineState.MISSING: _("Записано: справи {number} немає."),
            LineState.EXTRA: _("Справи {number} немає у списку. Вона тут понад облік."),
        }[LineState(line.found)]  # fmt: skip
        add = messages.success if line.found == LineState.PRESENT else messages.warning
        add(request, said.format(number=shown.case_number_shown(case.number)))
    return redirect(f"{reverse('consignments:day')}?point={point.pk}")


@require_POST
@role_required(*DESK)
def day_signature(request: HttpRequest) -> HttpResponse:
    """Sign today's list."""
    actor, point, now = actor_of(request), point_here(request), clock.now()
    if point is None:
        return redirect("consignments:day")
    name = request.POST.get("signed_name", "")
    try:
        services.sign_day(point=point, on=clock.today(now), signed_name=name, actor=actor, at=now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Звірку підписано. Її можна надрукувати."))
    return redirect(f"{reverse('consignments:day')}?point={point.pk}")


@require_GET
@role_required(*HEADS)
def control(request: HttpRequest) -> HttpResponse:
    """Late bags and papers, unsigned days, trips left open, losses: what waits for the head."""
    actor, today = actor_of(request), clock.today()
    return render(request, "consignments/control.html", shown.control_facts(actor, today=today))
