"""What every page of letters and messages needs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest

from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.correspondence import policies

DESK = tuple(sorted(policies.DESK))
READERS = tuple(sorted(policies.MAIL_READERS))


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def done(request: HttpRequest, act: Callable[[], Any], said: str, form: forms.Form | None = None) -> bool:
    """One changing call: what was done is said; a refusal stays on its form, or is said where there is none."""
    try:
        act()
    except Refusal as refusal:
        if isinstance(refusal, Http404):
            raise
        if form is None:
            messages.error(request, str(refusal))
        else:
            form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True
