"""Reading printed forms."""

from vikno.common.actors import Actor
from vikno.documents import policies
from vikno.documents.errors import DocumentNotFound
from vikno.documents.models import GeneratedDocument


def access_document(pk: int, *, actor: Actor) -> GeneratedDocument:
    """Fetch and authorise in one place; unknown, foreign and forbidden are the same DocumentNotFound."""
    document = GeneratedDocument.objects.filter(pk=pk, hromada_id=actor.hromada_code).first()
    if document is None:
        raise DocumentNotFound
    policies.require_may_read(actor, document)
    return document
