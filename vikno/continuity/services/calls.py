"""Somebody telephoned a person whom nothing reaches by itself."""

from datetime import datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.continuity import policies
from vikno.continuity.enums import StepKind
from vikno.continuity.errors import CallNotFound
from vikno.continuity.models import Interruption, InterruptionBooking
from vikno.continuity.services.writing import step
from vikno.notifications import services as notifications
from vikno.notifications.enums import NEEDS_A_PERSON
from vikno.notifications.queries import messages_about


@transaction.atomic
def record_call(*, interruption: Interruption, pk: int, actor: Actor, at: datetime) -> InterruptionBooking:
    """The person knows: their messages that waited for somebody are marked as told. Again: nothing changes.

    Refusals: CallNotFound, NotYourPoints.
    """
    rows = InterruptionBooking.objects.select_for_update(of=("self",)).filter(
        hromada_id=interruption.hromada_id, interruption=interruption, pk=pk
    )
    row = rows.select_related("booking__point").first()
    if row is None:
        raise CallNotFound
    policies.require_may_interrupt(actor, [row.booking.point], at=at)
    if row.called_at is not None:
        return row
    row.called_at, row.called_by_name = at, actor.name
    row.save(update_fields=["called_at", "called_by_name"])
    waiting = messages_about(row.booking, hromada_code=str(row.hromada_id)).filter(
        told_at=None, delivery__in=NEEDS_A_PERSON
    )
    for message in waiting:
        notifications.mark_told(message=message, actor=actor, at=at, proof="телефоном, під час перебою")
    step(interruption, StepKind.CALLED, actor=actor, at=at, point=row.booking.point)
    return row
