"""Sides of one point: which pages of it an actor may open."""

from django.urls import reverse
from django.utils.translation import gettext as _

from vikno.common.actors import Actor
from vikno.common.components import NavItem
from vikno.network import policies
from vikno.network.models import Point


def sides_of(actor: Actor, point: Point, current: str) -> list[NavItem]:
    """The point itself is for everybody of the hromada; the rest for those who may change it."""
    sides = [("point", _("Точка"))]
    if policies.may_edit(actor, point):
        sides += [
            ("status", _("Стан")),
            ("hours", _("Години")),
            ("offerings", _("Послуги")),
            ("equipment", _("Обладнання")),
            ("accessibility", _("Доступність")),
            ("people", _("Працівники")),
            ("details", _("Дані")),
        ]
    elif policies.may_set_hours(actor, point):
        sides.append(("question", _("Години")))
    return [
        NavItem(reverse(f"network:{name}", args=[point.pk]), label, current=name == current) for name, label in sides
    ]
