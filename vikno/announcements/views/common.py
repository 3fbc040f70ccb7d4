"""What pages of the room share: where a role works, the announcement or 404, a refusal as an error of the form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.views.decorators.http import require_http_methods

from vikno.accounts.access import StaffRequest
from vikno.accounts.enums import Role
from vikno.common import acting
from vikno.common.actors import Actor
from vikno.common.editions import is_as_seen, one_at_a_time

ROWS = 50


@dataclass(frozen=True, slots=True)
class Addresses:
    """Names of the pages for whoever works: the same pages at three addresses."""

    list: str
    new: str
    announcement: str
    edit: str
    publication: str
    withdrawal: str
    removal: str


_NAMES = ("list", "new", "announcement", "edit", "publication", "withdrawal", "removal")
OF_HROMADA = Addresses(*(f"announcements:{name}" for name in _NAMES))
OF_PROGRAMME = Addresses(*(f"announcements:programme_{name}" for name in _NAMES))
NATIONAL = Addresses(*(f"announcements:national_{name}" for name in _NAMES))


def addresses_of(actor: Actor) -> Addresses:
    if actor.role == Role.PROGRAMME:
        return OF_PROGRAMME
    return OF_HROMADA if actor.hromada_code else NATIONAL


def form_view[View: Callable[..., Any]](view: View) -> View:
    """A page with a form: GET shows it, posts to it come one after another."""
    return require_http_methods(["GET", "HEAD", "POST"])(one_at_a_time(view))  # type: ignore[return-value]


def attempt(request: StaffRequest, form: forms.Form, change: Callable[[], object], *, done: str) -> bool:
    """Do the change; a refusal becomes an error of the form and what was typed stays. So does a clash of two edits."""
    return is_as_seen(request, form) and acting.done(request, change, done, form=form)
