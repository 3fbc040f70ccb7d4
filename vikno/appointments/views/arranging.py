"""What the head arranges: who receives when, resources, doors, figures, minutes of services."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.models import User
from vikno.appointments import queries, services
from vikno.appointments.enums import TRAVELLING
from vikno.appointments.forms import (
    AbsenceForm,
    BreakForm,
    CapacityForm,
    DoorForm,
    MinutesForm,
    ResourceForm,
    TermsForm,
)
from vikno.appointments.views.common import HEAD, own_point, own_points, sides
from vikno.catalogue.queries import services_in_force
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.territories.queries import settlements_of

FORMS = ("door", "resource", "capacity", "absence", "break")


@require_GET
@role_required(*HEAD)
def duty(request: HttpRequest, point_id: int) -> HttpResponse:
    """Everything that decides how many times a point has."""
    return _duty(request, own_point(request, point_id))


@require_POST
@role_required(*HEAD)
def duty_add(request: HttpRequest, point_id: int, noun: str) -> HttpResponse:
    """One more line of one kind."""
    point = own_point(request, point_id)
    if noun not in FORMS:
        raise Http404
    form = _form(noun, point, _people(actor_of(request), point), request.POST)
    add = partial(_add, noun, form, point, actor_of(request))
    if form.is_valid() and done(request, add, _("Збережено."), form=form):
        return redirect("appointments:duty", point_id=point.pk)
    return _duty(request, point, **{noun: form})


@require_POST
@role_required(*HEAD)
def end(request: HttpRequest, noun: str, pk: int) -> HttpResponse:
    """A line holds no more."""
    acts: dict[str, Callable[..., Any]] = {
        "absence": lambda **who: services.end_absence(absence_id=pk, **who),
        "capacity": lambda **who: services.end_capacity(capacity_id=pk, **who),
        "resource": lambda **who: services.retire_resource(resource_id=pk, **who),
    }
    if noun not in acts:
        raise Http404
    done(request, lambda: acts[noun](actor=actor_of(request), at=clock.now()), _("Більше не діє."))
    point_id = request.POST.get("point", "")
    points = {str(point.pk): point.pk for point in own_points(request)}
    return redirect("appointments:duty", point_id=points[point_id]) if point_id in points else redirect(
        "appointments:day"
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*HEAD)
def terms(request: HttpRequest) -> HttpResponse:
    """Figures in force; a change is a new row from a day."""
    actor, today = actor_of(request), clock.today()
    form = TermsForm(posted(request), now=queries.terms_on(actor.hromada_code, on=today), today=today)
    if request.method == "POST" and form.is_valid():
        act = lambda: services.set_terms(actor=actor, at=clock.now(), **form.said())  # noqa: E731
        if done(request, act, _("Правила збережено."), form=form):
            return redirect("appointments:terms")
    return render(request, "appointments/terms.html", _terms_facts(request, form, _minutes_form(None)))


@require_POST
@role_required(*HEAD)
def minutes(request: HttpRequest) -> HttpResponse:
    """How long a service takes, from a day."""
    actor, today = actor_of(request), clock.today()
    form = _minutes_form(request.POST)
    if form.is_valid():
        act = lambda: services.set_minutes(actor=actor, at=clock.now(), **form.cleaned_data)  # noqa: E731
        if done(request, act, _("Тривалість збережено."), form=form):
            return redirect("appointments:terms")
    figures = TermsForm(now=queries.terms_on(actor.hromada_code, on=today), today=today)
    return render(request, "appointments/terms.html", _terms_facts(request, figures, form))


def _duty(request: HttpRequest, point: Point, **bound: forms.Form) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    people = _people(actor, point)
    made = {noun: bound.get(noun) or _form(noun, point, people, None) for noun in FORMS}
    facts = {
        "point": point, "points": own_points(request), "forms": made, "people": people,
        "sides": sides(request, "terms"), "travelling": TRAVELLING,
        "wrong": next((each for each in made.values() if each.is_bound), None),
        "resources": queries.resources_of(point, at=at),
        "capacities": queries.capacities_of(actor.hromada_code, point.pk, since=clock.today(at)),
        "absences": queries.absences_of(actor.hromada_code, [each.pk for each in people], since=at),
    }  # fmt: skip
    return render(request, "appointments/duty.html", facts)


def _people(actor: Actor, point: Point) -> list[User]:
    posted_here = queries.staff_of(actor.hromada_code, point.pk, on=clock.today())
    return list({row.user_id: row.user for row in posted_here}.values())


def _form(noun: str, point: Point, people: list[User], data: Any) -> Any:
    match noun:
        case "door":
            door = queries.door_of(str(point.hromada_id), point.pk)
            return DoorForm(data, initial={"door": door}, prefix=noun)
        case "resource":
            return ResourceForm(data, settlements=settlements_of(str(point.hromada_id)), prefix=noun)
        case "capacity":
            return CapacityForm(data, prefix=noun)
        case "absence":
            return AbsenceForm(data, people=people, prefix=noun)
        case _:
            return BreakForm(data, people=people, prefix=noun)


def _add(noun: str, form: Any, point: Point, actor: Actor) -> None:
    who = {"actor": actor, "at": clock.now()}
    match noun:
        case "door":
            services.set_door(point=point, door=form.cleaned_data["door"], **who)
        case "resource":
            services.add_resource(point=point, facts=form.facts(), **who)
        case "capacity":
            services.add_capacity(point=point, facts=form.facts(), **who)
        case "absence":
            services.add_absence(**form.said(), **who)
        case _:
            services.add_break(**form.said(), **who)


def _minutes_form(data: Any) -> MinutesForm:
    today = clock.today()
    return MinutesForm(data, services=services_in_force(on=today), initial={"valid_from": today}, prefix="minutes")


def _terms_facts(request: HttpRequest, form: TermsForm, minutes_form: MinutesForm) -> dict[str, Any]:
    return {
        "form": form, "minutes_form": minutes_form, "points": own_points(request),
        "rows": queries.minutes_rows(actor_of(request).hromada_code)[:100], "sides": sides(request, "terms"),
    }  # fmt: skip
