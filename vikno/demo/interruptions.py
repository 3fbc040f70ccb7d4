"""Interruptions of the demo, both over: an air alert two days ago and a morning without power before it."""

import uuid
from datetime import datetime, timedelta

from vikno.common import clock
from vikno.common.actors import Actor
from vikno.continuity import services
from vikno.continuity.enums import Cause, Effect
from vikno.continuity.services import InterruptionFacts
from vikno.network.models import Point

# (days ago, at what hour, cause, effect, minutes): after the demo's queue of those days went home.
_STORY = (
    (6, 8, Cause.POWER, Effect.RESTRICTED, 195),
    (2, 13, Cause.AIR_ALERT, Effect.CLOSED, 55),
)


def tell(*, point: Point, head: Actor, officer: Actor, at: datetime) -> None:
    """Begun by the officer, ended by the head."""
    for days, hour, cause, effect, minutes in _STORY:
        began_at = clock.midnight(clock.today(at) - timedelta(days=days)) + timedelta(hours=hour, minutes=7)
        facts = InterruptionFacts(
            cause=cause, effect=effect, points=[point], press=uuid.uuid4(), is_demo=True,
            expected_until=began_at + timedelta(minutes=60) if effect == Effect.CLOSED else None,
        )  # fmt: skip
        made = services.interrupt(facts=facts, actor=officer, at=began_at)
        services.end_interruption(interruption=made, actor=head, at=began_at + timedelta(minutes=minutes))
