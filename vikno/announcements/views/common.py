"""What pages of the room share: where a role works, the announcement or 404, a refusal as an error of the form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from vikno.accounts.access import StaffRequest
from vikno.common.actors import Actor
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.common.errors import Refusal

ROWS = 50


@dataclass(frozen=True, slots=True)
class Addresses:
    """Names of the pages for whoever works: a head's and the steward's are the same pages at two addresses."""

    list: str
    new: str
    announcement: str
    edit: str
    publication: str
    withdrawal: str


_NAMES = ("list", "new", "announcement", "edit", "publication", "withdrawal")
OF_HROMADA = Addresses(*(f"announcements:{name}" for name in _NAMES))
NATIONAL = Addresses(*(f"announcements:national_{name}" for name in _NAMES))


def addresses_of(actor: Actor) -> Addresses:
    return OF_HROMADA if actor.hromada_code else NATIONAL


def form_view[View: Callable[..., Any]](view: View) -> View:
    """A page with a form: GET shows it, posts to it come one after another."""
    return require_http_methods(["GET", "HEAD", "POST"])(one_at_a_time(view))  # type: ignore[return-value]


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def attempt(request: StaffRequest, form: forms.Form, change: Callable[[], object], *, done: str) -> bool:
    """Do the change; a refusal becomes an error of the form and what was typed stays. So does a clash of two edits."""
    if not is_as_seen(request, form):
        return False
    try:
        change()
    except Refusal as refusal:
        if isinstance(refusal, Http404):
            raise
        form.add_error(None, str(refusal))
        return False
    messages.success(request, done)
    return True


def press(request: StaffRequest, change: Callable[[], object], *, done: str) -> None:
    """Do what a button without a form asks, and say the outcome on the next page."""
    try:
        change()
    except Refusal as refusal:
        if isinstance(refusal, Http404):
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
