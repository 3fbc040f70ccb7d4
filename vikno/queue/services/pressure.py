"""An officer says that work is hard: kinds, no words."""

from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.network.models import Point
from vikno.queue import policies
from vikno.queue.enums import PressureKind
from vikno.queue.models import PressureEntry


@transaction.atomic
def record_pressure(
    *, point: Point, kind: PressureKind, actor: Actor, at: datetime, is_demo: bool = False
) -> PressureEntry:
    """Write it down. Refusals: NotYourPoint."""
    policies.require_may_serve(actor, point, at=at)
    made = PressureEntry.objects.create(
        hromada_id=actor.hromada_code,
        point=point,
        user_id=actor.user_id,
        kind=kind,
        day=today(at),
        happened_at=at,
        is_demo=is_demo,
    )
    audit.record(
        actor=actor, action="queue.pressure", subject=made, at=at, hromada_code=made.hromada_id,
        facts={"kind": str(kind), "point": point.pk},
    )  # fmt: skip
    return made
