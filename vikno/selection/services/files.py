"""A file of a proposal for its expert: the vault's trace names nobody to the hromada, the programme's journal does.

A phase that hides who applies closes files; one that somebody has read and found without names is opened by name.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.documents.models import StoredFile
from vikno.programmes import services as programmes
from vikno.programmes.enums import Phase
from vikno.programmes.models import Proposal
from vikno.selection import policies, queries, rules
from vikno.selection.errors import AlreadyThere, NothingToMark, ReasonMissing
from vikno.selection.models import NamelessFile
from vikno.selection.services.journal import record

NAMELESS: Final = "Експерт програми"


@transaction.atomic
def read_file(*, number: str, file: int, actor: Actor, at: datetime) -> tuple[bytes, StoredFile]:
    """The bytes of a file and its row. Refusals: MayNotReview, NoSuchProposal and those of `documents.give_file`.

    The hromada's journal says that an expert has read it and not who: its head reads that journal. Who it was stands
    in the chain of the country.
    """
    seen = policies.access_file(actor, number, file)
    nobody = replace(actor, user_id=None, membership_id=None, name=NAMELESS)
    content, kept = programmes.give_answer_file(proposal=seen.assignment.proposal, file=file, actor=nobody, at=at)
    record(seen.assignment, "file_read", actor=actor, at=at, number=number, file=file, sha256=kept.sha256)
    return content, kept


@transaction.atomic
def mark_nameless(*, number: str, file: int, actor: Actor, at: datetime) -> NamelessFile:
    """Say that a file was read through and names nobody: its experts open it though who applies is hidden.

    Refusals: MayNotRun, NoSuchRow, NothingToMark, AlreadyThere.
    """
    proposal, found = queries.file_run_by(actor, number, file)
    if rules.files_are(policies.hidden_in(proposal.call_id, Phase.REVIEW)) != rules.FileAccess.MARKED:
        raise NothingToMark
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    if NamelessFile.objects.filter(proposal=proposal, file=found.key, revoked_at__isnull=True).exists():
        raise AlreadyThere
    made = NamelessFile.objects.create(
        proposal=proposal, file=found.key, marked_at=at, marked_by_name=actor.name
    )  # fmt: skip
    record(made, "file_marked_nameless", actor=actor, at=at, number=number, file=found.key)
    return made


@transaction.atomic
def unmark_nameless(*, mark: NamelessFile, reason: str, actor: Actor, at: datetime) -> NamelessFile:
    """Close a file again, because. What was read meanwhile stays in the journal. Refusals: MayNotRun, NoSuchRow,
    ReasonMissing.
    """
    found = queries.mark_run_by(actor, mark.pk)
    if not clean(reason):
        raise ReasonMissing
    found.revoked_at, found.revoked_by_name, found.revoked_because = at, actor.name, clean(reason)[:500]
    found.save(update_fields=["revoked_at", "revoked_by_name", "revoked_because"])
    record(found, "file_mark_revoked", actor=actor, at=at, number=found.proposal.number, file=found.file)
    return found
