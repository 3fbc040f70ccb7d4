"""A wrong line is taken back by a line that reverses it; nothing is ever changed."""

from datetime import datetime

from django.db import transaction

from vikno.blanks import policies, queries
from vikno.blanks.enums import Act
from vikno.blanks.errors import AlreadyReversed, BlankNotFound, MovedSince, ReasonMissing
from vikno.blanks.models import Movement
from vikno.blanks.services.writing import Entry, lock, write
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import clean


@transaction.atomic
def reverse_movement(*, movement: Movement, reason: str, actor: Actor, at: datetime) -> Movement:
    """Take a line back, for a reason: its numbers lie again where they lay before it.

    Refusals: NotKeeper, BlankNotFound, ReasonMissing, AlreadyReversed, MovedSince, HappenedEarlier.
    """
    policies.require_keeper(actor)
    if not clean(reason):
        raise ReasonMissing
    lock(actor.hromada_code)
    wrong = Movement.objects.filter(pk=movement.pk, hromada_id=actor.hromada_code).first()
    if wrong is None:
        raise BlankNotFound
    if wrong.reverses_id is not None or hasattr(wrong, "reversal"):
        raise AlreadyReversed
    if not queries.may_reverse(wrong):
        raise MovedSince
    entry = Entry(
        kind=queries.kind_of(wrong.kind), series=wrong.series, spans=(wrong.span,), act=Act(wrong.act),
        origin=wrong.target, target=wrong.origin, on=today(at),
        facts={
            "reverses": wrong, "reason": clean(reason)[:300], "case": wrong.case, "act_record": wrong.act_record,
            "party": wrong.party, "document": wrong.document,
        },
    )  # fmt: skip
    return write(entry, actor=actor, at=at)[0]
