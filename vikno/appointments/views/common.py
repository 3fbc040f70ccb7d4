"""What every page of staff needs."""

from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.appointments import policies
from vikno.audit.places import POINT_KEY
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.components import NavItem
from vikno.network.models import Point

DESK = tuple(sorted(DESK_ROLES))
HEAD = (Role.HEAD.value,)


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


def sides(request: HttpRequest, current: str) -> list[NavItem]:
    """Pages of the room; those of the head for the head."""
    pages = [("day", _("День")), ("choose", _("Записати людину")), ("waiting", _("Список очікування")),
             ("calendars", _("Календарі"))]  # fmt: skip
    if policies.may_arrange(actor_of(request)):
        pages += [("terms", _("Правила")), ("report", _("Звіт"))]
    return [NavItem(reverse(f"appointments:{name}"), label, current=name == current) for name, label in pages]
