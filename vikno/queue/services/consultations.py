"""A consultation is counted: topic and channel, two keys."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.network.models import Point
from vikno.queue import policies, queries
from vikno.queue.enums import Channel
from vikno.queue.errors import QueueNotFound, TooLateToUndo
from vikno.queue.models import Consultation


@transaction.atomic
def record_consultation(
    *, point: Point, topic: str, channel: Channel, press: UUID, actor: Actor, at: datetime, is_demo: bool = False
) -> Consultation:
    """Count one; given in person to whoever stands at the actor's window, it belongs to that visit.

    The same press again changes nothing. Refusals: NotYourPoint, TopicUnknown.
    """
    policies.require_may_serve(actor, point, at=at)
    known = Consultation.objects.filter(hromada_id=point.hromada_id, press=press).first()
    if known is not None:
        return known
    queries.topic_of(point.hromada_id or "", topic, on=today(at))
    shift = queries.open_shift(actor, at=at)
    state = queries.counter_state(shift.counter) if shift and shift.counter.point_id == point.pk else None
    with_visit = state is not None and channel == Channel.IN_PERSON
    made = Consultation.objects.create(
        hromada_id=actor.hromada_code, point=point, user_id=actor.user_id, topic=topic, channel=channel, press=press,
        ticket=state[0] if state and with_visit else None, day=today(at), happened_at=at, is_demo=is_demo,
    )  # fmt: skip
    _record(made, "consulted", actor=actor, at=at)
    return made


@transaction.atomic
def cancel_consultation(*, consultation: Consultation, actor: Actor, at: datetime) -> Consultation:
    """Take one's own entry back the same day; taken back already, nothing changes.

    Refusals: QueueNotFound, TooLateToUndo.
    """
    ours = Consultation.objects.select_for_update().filter(hromada_id=actor.hromada_code or None)
    now = ours.filter(pk=consultation.pk).first()
    if now is None:
        raise QueueNotFound
    if now.user_id != actor.user_id or now.day != today(at):
        raise TooLateToUndo
    if now.cancelled_at is None:
        now.cancelled_at = at
        now.save(update_fields=["cancelled_at"])
        _record(now, "consultation_cancelled", actor=actor, at=at)
    return now


def _record(made: Consultation, what: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, action=f"queue.{what}", subject=made, at=at, hromada_code=made.hromada_id,
        facts={"topic": made.topic, "channel": made.channel, "point": made.point_id},
    )  # fmt: skip
