"""Reading the journal."""

from django.db.models import Model, QuerySet

from vikno.audit.models import JournalEntry
from vikno.audit.rules import GENESIS, entry_hash


def entries_about(subject: Model, *, hromada_code: str) -> QuerySet[JournalEntry]:
    """What was done to one thing, oldest first."""
    return JournalEntry.objects.filter(
        hromada_code=hromada_code, subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).order_by("sequence")


def first_broken_link(hromada_code: str) -> int | None:
    """Sequence of the first entry whose hash does not follow, or None when the chain holds."""
    previous, expected = GENESIS, 1
    for entry in JournalEntry.objects.filter(hromada_code=hromada_code).order_by("sequence").iterator():
        digest = entry_hash(
            previous=previous, hromada_code=entry.hromada_code, sequence=entry.sequence, at=entry.at,
            actor_id=entry.actor_id, actor_role=entry.actor_role, action=entry.action,
            subject=(entry.subject_type, entry.subject_id), facts=entry.facts,
        )  # fmt: skip
        if entry.sequence != expected or digest != bytes(entry.hash):
            return entry.sequence
        previous, expected = digest, expected + 1
    return None
