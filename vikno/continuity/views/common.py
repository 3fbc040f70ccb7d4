"""What the pages share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict

from vikno.accounts.enums import DESK_ROLES
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.common.shared_pages import shelf

DESK = tuple(sorted(DESK_ROLES))


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def done(request: HttpRequest, act: Callable[[], Any], said: str = "", *, form: forms.Form | None = None) -> bool:
    """One changing call: a refusal is told on its form or above the page; «not found» stays a 404.

    Public pages this worker keeps are drawn anew at once; other workers draw theirs within seconds.
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
    shelf.empty()
    if said:
        messages.success(request, said)
    return True
