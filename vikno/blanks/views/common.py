"""What every page of blanks needs: the actor, the people, one refused call told on its form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict

from vikno.accounts.enums import DESK_ROLES
from vikno.accounts.models import User
from vikno.blanks import policies
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal

DESK = tuple(sorted(DESK_ROLES))
KEEPERS = ("head",)


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def me_of(request: HttpRequest) -> User:
    user: User = request.user  # type: ignore[assignment]
    return user


def people_for(actor: Actor) -> list[User]:
    """Whom the keeper may choose; nobody for others: theirs is only their own."""
    if not policies.is_keeper(actor):
        return []
    found = {member.user_id: member.user for member in policies.holders(actor.hromada_code, on=clock.today())}
    return list(found.values())


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
