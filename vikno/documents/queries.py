"""Reading printed forms and files."""

from vikno.common.actors import Actor
from vikno.documents import policies
from vikno.documents.errors import DocumentNotFound, FileNotFound
from vikno.documents.models import GeneratedDocument, StoredFile


def access_document(pk: int, *, actor: Actor) -> GeneratedDocument:
    """Fetch and authorise in one place; unknown, foreign and forbidden are the same DocumentNotFound."""
    document = GeneratedDocument.objects.filter(pk=pk, hromada_id=actor.hromada_code).first()
    if document is None:
        raise DocumentNotFound
    policies.require_may_read(actor, document)
    return document


def access_file(pk: int, *, actor: Actor) -> StoredFile:
    """A kept file by its own address, for desk roles of its hromada; anything else is the same FileNotFound."""
    file = StoredFile.objects.filter(pk=pk, hromada_id=actor.hromada_code).first()
    if file is None or not file.is_shown or actor.role not in policies.READERS:
        raise FileNotFound
    return file
