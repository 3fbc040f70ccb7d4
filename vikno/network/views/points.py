"""The own network: a list, one point, and what is to be looked at."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import posted
from vikno.network import policies, queries, services
from vikno.network.errors import MayNotFound
from vikno.network.forms import NetworkFilterForm, PointForm
from vikno.network.queries import Filters
from vikno.network.views.common import form_view, page_facts, page_of
from vikno.network.views.shown import point_facts, question_words
from vikno.territories.queries import settlements_of

READERS = (Role.OFFICER, Role.STAROSTA, Role.HEAD, Role.STEWARD)


@require_GET
@role_required(*READERS)
def points(request: StaffRequest) -> HttpResponse:
    """Points of the own hromada; the steward sees the whole country."""
    form = NetworkFilterForm(request.GET)
    at = clock.now()
    filters = Filters(hromada=request.actor.hromada_code, **form.chosen())
    found = queries.public_points(filters, at=at, on=clock.today(at))
    page = page_of(request, found)
    today = queries.opening_of([point.pk for point in page], at)
    rows = [{"point": point, "today": today[point.pk], "tag": queries.state_tag(today[point.pk])} for point in page]
    facts = {
        "rows": rows,
        "page": page,
        "form": form,
        "questions": queries.points_with_questions(filters.hromada).count(),
    }
    may_add = policies.may_found(request.actor, request.actor.hromada_code)
    return render(request, "network/points.html", {**facts, "may_add": may_add, "is_filtered": form.has_changed()})


@require_GET
@role_required(*READERS)
def point(request: StaffRequest, pk: int) -> HttpResponse:
    """One point, as those who work there see it."""
    found = queries.point(pk)
    if found is None or (request.actor.hromada_code and found.hromada_id != request.actor.hromada_code):
        raise Http404
    at = clock.now()
    facts = page_facts(request, found, "point") | point_facts(found, at)
    return render(request, "network/point.html", {**facts, "may_edit": policies.may_edit(request.actor, found)})


@form_view
@role_required(Role.HEAD)
def point_new(request: StaffRequest) -> HttpResponse:
    """Add a point to the own network."""
    centre = queries.centre_of(request.actor.hromada_code)
    if centre is None:
        raise Http404
    form = PointForm(posted(request), settlements=settlements_of(request.actor.hromada_code))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_point(actor=request.actor, at=clock.now(), centre=centre, **form.facts())
        except MayNotFound as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("network:hours", made.pk)
    return render(request, "network/point_new.html", {"form": form})


@require_GET
@role_required(Role.HEAD, Role.STEWARD)
def questions(request: StaffRequest) -> HttpResponse:
    """What the register says that cannot be so: timetables first of all."""
    found = queries.points_with_questions(request.actor.hromada_code)
    page = page_of(request, found)
    page.object_list = [{"point": row, "questions": question_words(row)} for row in page]
    return render(request, "network/questions.html", {"page": page})
