"""What every page of money needs: the actor, and one refused call told on its form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict

from vikno.accounts.enums import DESK_ROLES
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.payments import policies

DESK = tuple(sorted(DESK_ROLES))
READERS = tuple(sorted(policies.LEDGER_READERS))
KEEPERS = tuple(sorted(policies.ACCOUNT_KEEPERS))


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; None while the form is only being opened."""
    return request.POST if request.method == "POST" else None


def done(request: HttpRequest, form: forms.Form, act: Callable[[], Any], said: str) -> bool:
    """One changing call: what was done is said, a refusal stays on its form; «not found» stays a 404."""
    try:
        act()
    except Refusal as refusal:
        if isinstance(refusal, Http404):
            raise
        form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True
