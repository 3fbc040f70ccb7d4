"""Recording what was done, and announcing it upward."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from vikno.audit import queries
from vikno.audit.models import DailyHead, JournalEntry, OutboxEvent
from vikno.audit.places import Place
from vikno.audit.rules import GENESIS, SCHEME, entry_hash, people_said
from vikno.common import clock
from vikno.common.actors import Actor

_CHAIN_LOCK = 0x56494B4E  # "VIKN": the class of our advisory locks on chains


# One look is one entry: a person opened, corrected and opened again within this time is one look, or a day of work
# would bury the journal in its own trace. Long enough for one visit at a desk, short enough to tell two visits apart.
LOOK = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Act:
    """One line to be written: `facts` are JSON values that identify and explain, never names, numbers or contacts."""

    action: str
    subject: Model
    facts: dict[str, Any] = field(default_factory=dict)


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
    act = Act(action=action, subject=subject, facts=facts or {})
    return record_all([act], actor=actor, at=at, hromada_code=hromada_code)[0]


# No savepoint of its own: what is not journalled must not be done, so a fault here undoes the whole act.
@transaction.atomic(savepoint=False)
def record_all(acts: Sequence[Act], *, actor: Actor, at: datetime, hromada_code: str) -> list[JournalEntry]:
    """Append what one press did as entries of a hromada's chain, in their order; three questions however many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_CHAIN_LOCK, hromada_code])
        # Asked after the lock: the statement sees what the one before in the chain has committed.
        cursor.execute(
            "SELECT sequence + 1, hash FROM audit_journalentry WHERE hromada_code = %s ORDER BY sequence DESC LIMIT 1",
            [hromada_code],
        )
        sequence, previous = cursor.fetchone() or (1, GENESIS)
    entries = []
    for place, act in enumerate(acts, start=sequence):
        named, recorded_at = (act.subject._meta.label_lower, str(act.subject.pk)), clock.now()
        digest = entry_hash(
            previous=bytes(previous), hromada_code=hromada_code, sequence=place, at=at, recorded_at=recorded_at,
            actor_id=actor.user_id, actor_role=actor.role, action=act.action, subject=named, facts=act.facts,
        )  # fmt: skip
        entries.append(JournalEntry(
            hromada_code=hromada_code, sequence=place, at=at, recorded_at=recorded_at, actor_id=actor.user_id,
            actor_role=actor.role, action=act.action, subject_type=named[0], subject_id=named[1], facts=act.facts,
            scheme=SCHEME, previous_hash=previous, hash=digest,
        ))  # fmt: skip
        previous = digest
    return JournalEntry.objects.bulk_create(entries)


def record_look(
    *, actor: Actor, action: str, subject: Model, at: datetime, hromada_code: str, place: Place
) -> JournalEntry | None:
    """Append a look at somebody's record; None when the same person's look at it is there already, `LOOK` ago or less.

    One query when it is there, four when it is not. Call it once the page is drawn: the chain of the hromada is
    locked from here to the end of the request, and colleagues wait.
    """
    known = JournalEntry.objects.filter(
        hromada_code=hromada_code, subject_type=subject._meta.label_lower, subject_id=str(subject.pk),
        action=action, actor_id=actor.user_id, actor_role=actor.role, at__gt=at - LOOK, at__lte=at,
    )  # fmt: skip
    if known.exists():
        return None
    return record(
        actor=actor, action=action, subject=subject, at=at, hromada_code=hromada_code, facts=place.as_facts()
    )  # fmt: skip


def record_shown(
    *,
    actor: Actor,
    action: str,
    subject: Model,
    at: datetime,
    hromada_code: str,
    people: Iterable[int],
    place: Place,
    asked: Mapping[str, Any],
) -> JournalEntry:
    """Append one entry for a page that showed many people: what kind of question, how many, whom by key.

    `asked` says what was looked for without the words typed: they may be somebody's name. Once a page, after it is
    drawn, like a look.
    """
    said = people_said(people)
    facts = {**{name: value for name, value in asked.items() if value not in ("", None)}, **place.as_facts(), **said}
    return record(actor=actor, action=action, subject=subject, at=at, hromada_code=hromada_code, facts=facts)


@transaction.atomic
def take_head(*, hromada_code: str, at: datetime) -> DailyHead | None:
    """Keep the end of a chain as the head of the day in Kyiv; None when it is kept already or nothing was added.

    The caller tells it outside: a head that stays on the machine proves nothing.
    """
    end, before = queries.last_entry(hromada_code), queries.heads_of(hromada_code).first()
    if end is None or (before is not None and before.sequence >= end.sequence):
        return None
    head, is_new = DailyHead.objects.get_or_create(
        hromada_code=hromada_code, on=clock.today(at),
        defaults={"sequence": end.sequence, "hash": bytes(end.hash), "taken_at": at},
    )  # fmt: skip
    return head if is_new else None


def announce(*, topic: str, payload: dict[str, Any], hromada_code: str) -> None:
    """Leave word in the outbox; it is kept only if the surrounding transaction is."""
    OutboxEvent.objects.create(topic=topic, payload=payload, hromada_code=hromada_code, created_at=clock.now())
