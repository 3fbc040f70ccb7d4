"""What every page of staff needs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.appointments import policies
from vikno.audit.places import POINT_KEY
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.components import NavItem
from vikno.common.errors import Refusal
from vikno.network.models import Point

DESK = tuple(sorted(DESK_ROLES))
HEAD = (Role.HEAD.value,)


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def own_points(request: HttpRequest) -> list[Point]:
    """Points whose day the person sees, the point of duty first."""
    found = list(policies.visible_points(actor_of(request), on=clock.today()))
    duty = request.session.get(POINT_KEY)
    return sorted(found, key=lambda point: point.pk != duty)


def own_point(request: HttpRequest, point_id: int) -> Point:
    """One of them; anything else is as unknown."""
    point = next((each for each in own_points(request) if each.pk == point_id), None)
    if point is None:
        raise Http404
    return point


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as unreadable:
        raise Http404 from unreadable


def done(request: HttpRequest, form: forms.Form | None, act: Callable[[], Any], said: str) -> bool:
    """One changing call: what was done is said, a refusal stays on its form, or is told; «not found» stays a 404."""
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


def sides(request: HttpRequest, current: str) -> list[NavItem]:
    """Pages of the room; those of the head for the head."""
    pages = [("day", _("День")), ("choose", _("Записати людину")), ("waiting", _("Список очікування")),
             ("calendars", _("Календарі"))]  # fmt: skip
    if policies.may_arrange(actor_of(request)):
        pages += [("terms", _("Правила")), ("report", _("Звіт"))]
    return [NavItem(reverse(f"appointments:{name}"), label, current=name == current) for name, label in pages]
