"""What the pages share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from vikno.accounts.enums import DESK_ROLES
from vikno.common import acting
from vikno.common.shared_pages import shelf

DESK = tuple(sorted(DESK_ROLES))


def done(request: HttpRequest, act: Callable[[], Any], said: str = "", *, form: forms.Form | None = None) -> bool:
    """One changing call. Public pages this worker keeps are drawn anew at once, those of others within seconds."""
    is_done = acting.done(request, act, said, form=form)
    if is_done:
        shelf.empty()
    return is_done
