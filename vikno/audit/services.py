"""Recording what was done, and announcing it upward."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from vikno.audit.models import JournalEntry, OutboxEvent
from vikno.audit.rules import GENESIS, entry_hash
from vikno.common import clock
from vikno.common.actors import Actor

_CHAIN_LOCK = 0x56494B4E  # "VIKN": the class of our advisory locks on chains


@transaction.atomic
def record(
    *,
    actor: Actor,
    action: str,
    subject: Model,
    at: datetime,
    hromada_code: str,
    facts: dict[str, Any] | None = None,
) -> JournalEntry:
    """Append one entry to a hromada's chain ("" = the national chain).

    `facts` are JSON values that identify and explain, never names, numbers or contacts of people: the journal
    outlives them. Chains are serialised by an advisory lock held to the end of the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_CHAIN_LOCK, hromada_code])
    last = JournalEntry.objects.filter(hromada_code=hromada_code).order_by("-sequence").first()
    sequence, previous = (last.sequence + 1, bytes(last.hash)) if last else (1, GENESIS)
    named = (subject._meta.label_lower, str(subject.pk))
    digest = entry_hash(
        previous=previous, hromada_code=hromada_code, sequence=sequence, at=at, actor_id=actor.user_id,
        actor_role=actor.role, action=action, subject=named, facts=facts or {},
    )  # fmt: skip
    return JournalEntry.objects.create(
        hromada_code=hromada_code, sequence=sequence, at=at, recorded_at=clock.now(), actor_id=actor.user_id,
        actor_role=actor.role, action=action, subject_type=named[0], subject_id=named[1], facts=facts or {},
        previous_hash=previous, hash=digest,
    )  # fmt: skip


def announce(*, topic: str, payload: dict[str, Any], hromada_code: str) -> None:
    """Leave word in the outbox; it is kept only if the surrounding transaction is."""
    OutboxEvent.objects.create(topic=topic, payload=payload, hromada_code=hromada_code, created_at=clock.now())
