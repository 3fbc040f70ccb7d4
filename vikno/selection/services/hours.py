"""What the clock does to decisions: they are published at their hour, or it is said why not."""

from datetime import datetime
from functools import partial

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.programmes import services as programmes
from vikno.selection import letters
from vikno.selection.enums import DecisionState
from vikno.selection.errors import RunReplaced, Withdrawn
from vikno.selection.models import Decision
from vikno.selection.services.journal import record
from vikno.selection.services.publishing import publish_held


def programmes_with_due(*, at: datetime) -> list[int]:
    """Organisations whose decisions have come to their hour, or passed it while nothing ran."""
    rows = Decision.objects.filter(state=DecisionState.EMBARGOED, publish_at__lte=at)
    return sorted(set(rows.values_list("organisation_id", flat=True)))


def publish_due(*, organisation_id: int, at: datetime) -> int:
    """Publish what is due of a bound programme, each whole or not at all; how many. Twice is once.

    One that cannot be published any more keeps no other waiting: it is held back, and the programme is told once.
    """
    due = Decision.objects.filter(organisation_id=organisation_id, state=DecisionState.EMBARGOED, publish_at__lte=at)
    return sum(_publish_or_hold(pk, at=at) for pk in due.order_by("publish_at", "pk").values_list("pk", flat=True))


def _publish_or_hold(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        rows = Decision.objects.select_for_update(of=("self",)).select_related("call", "run")
        held = rows.filter(pk=pk, state=DecisionState.EMBARGOED, publish_at__lte=at).first()
        if held is None:  # a person was quicker, or moved the hour
            return False
        try:
            with transaction.atomic():
                publish_held(held, actor=Actor.system(), at=at)
        except (RunReplaced, Withdrawn) as refusal:
            _hold_back(pk, refusal, at=at)
            return False
        return True


def _hold_back(pk: int, refusal: Refusal, *, at: datetime) -> None:
    held = Decision.objects.select_related("call").get(pk=pk)
    if held.held_back_at is not None:
        return
    held.held_back_at = at
    held.save(update_fields=["held_back_at"])
    record(held, "decision_held_back", actor=Actor.system(), at=at, number=held.number, because=refusal.code)
    told = partial(letters.held_back_notice, call=held.call.number, why=refusal)
    programmes.write_to_programme(held.organisation_id, told, about=held, actor=Actor.system(), at=at)
