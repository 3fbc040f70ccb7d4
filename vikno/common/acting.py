"""What a page that changes something asks of its request, and how one changing call is told to whoever pressed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict

from vikno.common.actors import Actor
from vikno.common.errors import Refusal


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in actor; the view's guard has let nobody else in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty POST too; None while the form is only being opened."""
    return request.POST if request.method == "POST" else None


def done(request: HttpRequest, act: Callable[[], Any], said: object = "", *, form: forms.Form | None = None) -> bool:
    """One changing call: `said` tells that it was done; a refusal stays on its form, or is told where there is none.

    A refusal that is a 404 stays the page of an unknown address.
    """
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
    if said:
        messages.success(request, str(said))
    return True
