"""What pages of the centre share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.common.actors import Actor
from vikno.common.errors import Refusal

DESK = tuple(sorted(DESK_ROLES))
READERS = (Role.OFFICER, Role.HEAD)
ROWS = 50


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def done(request: HttpRequest, form: forms.Form, act: Callable[[], Any], said: str = "") -> bool:
    """One changing call: what was done is said, a refusal stays on its form; «not found» stays a 404."""
    try:
        act()
    except Refusal as refusal:
        if isinstance(refusal, Http404):
            raise
        form.add_error(None, str(refusal))
        return False
    if said:
        messages.success(request, said)
    return True


def answer(request: HttpRequest, act: Callable[[], Any], *, said: str, to: str) -> HttpResponse:
    """Do what a button without a form asks, and go on to a page with the outcome said."""
    try:
        act()
    except Refusal as refusal:
        if isinstance(refusal, Http404):
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(to)
