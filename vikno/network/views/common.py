"""What every page of the room needs: the point or 404, a refusal as an error of the form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from vikno.accounts.access import StaffRequest
from vikno.common.components import NavItem
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.common.errors import Refusal
from vikno.network import queries
from vikno.network.errors import NoSuchPoint
from vikno.network.models import Point
from vikno.network.views.sides import sides_of

ROWS = 50


def form_view[View: Callable[..., HttpResponse]](view: View) -> View:
    """A page with a form: GET shows it, posts to it come one after another."""
    return require_http_methods(["GET", "HEAD", "POST"])(one_at_a_time(view))  # type: ignore[return-value]


def point_or_404(request: StaffRequest, pk: int) -> Point:
    """A point the actor may change; a foreign one answers as an unknown one."""
    try:
        return queries.editable_point(pk, request.actor)
    except NoSuchPoint:
        raise Http404 from None


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def attempt(request: HttpRequest, form: forms.Form, change: Callable[[], object], *, done: str) -> bool:
    """Do the change; a refusal becomes an error of the form and what was typed stays. So does a clash of two edits."""
    if not is_as_seen(request, form):
        return False
    try:
        change()
    except NoSuchPoint:
        raise Http404 from None
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, done)
    return True


def answer(request: HttpRequest, change: Callable[[], object], *, done: str, to: Any) -> HttpResponse:
    """Do the change of a button without a form, and go on to a page with the outcome said."""
    try:
        change()
    except NoSuchPoint:
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(*to) if isinstance(to, tuple) else redirect(to)


def page_facts(request: StaffRequest, point: Point, current: str) -> dict[str, Any]:
    """The point and the sides of it, for every page about one point."""
    sides: list[NavItem] = sides_of(request.actor, point, current)
    return {"point": point, "sides": sides}
