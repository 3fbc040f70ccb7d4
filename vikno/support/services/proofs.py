"""Proofs lie with the hromada; a programme reads one through the row that shares it, and the hromada sees who did."""

from dataclasses import replace
from datetime import datetime

from vikno.audit.places import NOWHERE, Place
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.documents.enums import FileSource
from vikno.documents.models import StoredFile
from vikno.documents.services import Incoming, give_file, keep_file
from vikno.support import policies
from vikno.support.errors import NoSuchThing
from vikno.support.models import AssetIncident, MilestoneStep


def keep_proof(*, stream: Incoming, name: str, size: int | None, actor: Actor, at: datetime) -> StoredFile:
    """A file of the head. Refusals: those of `documents.services.keep_file`."""
    return keep_file(
        stream=stream, name=name, declared_size=size, source=FileSource.UPLOAD, actor=actor, at=at,
        hromada_code=actor.hromada_code,
    )  # fmt: skip


def proof_of(
    *, row: MilestoneStep | AssetIncident, actor: Actor, at: datetime, place: Place = NOWHERE
) -> tuple[StoredFile, bytes]:
    """The bytes for whoever sees the row. Refusals: NoSuchThing, FileNotFound, FileLost."""
    if row.proof_id is None or not policies.visible(actor, type(row)._default_manager.filter(pk=row.pk)).exists():
        raise NoSuchThing
    with tenancy.standing_in(row.hromada_id):
        file = StoredFile.objects.filter(pk=row.proof_id, hromada_id=row.hromada_id).first()
        if file is None:
            raise NoSuchThing
        reader = replace(actor, hromada_code=row.hromada_id)
        return file, give_file(file=file, actor=reader, at=at, place=place)
