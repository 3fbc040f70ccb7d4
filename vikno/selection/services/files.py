"""A file of a proposal for its expert: the vault's trace names nobody to the hromada, the programme's journal does."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction

from vikno.common.actors import Actor
from vikno.documents.models import StoredFile
from vikno.programmes import services as programmes
from vikno.selection import policies
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
