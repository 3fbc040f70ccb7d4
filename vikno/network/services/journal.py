"""One way to load a point for a change, and to record what was done."""

from datetime import datetime
from typing import Any

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.network.errors import NoSuchPoint
from vikno.network.models import Point


def point_for_change(point_id: int) -> Point:
    """The point, locked until the transaction ends: changes of one point go one after another."""
    point = Point.objects.select_for_update(of=("self",)).filter(pk=point_id).first()
    if point is None:
        raise NoSuchPoint
    return point


def record(actor: Actor, action: str, point: Point, at: datetime, **facts: Any) -> None:
    audit.record(actor=actor, action=action, subject=point, at=at, hromada_code=actor.hromada_code, facts=facts)
