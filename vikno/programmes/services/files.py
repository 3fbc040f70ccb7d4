"""Files as answers: taken in as every file of the house is, bound to the proposal by key and hash, given out by it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.documents import services as documents
from vikno.documents.enums import FileSource
from vikno.documents.models import StoredFile
from vikno.programmes.errors import NoSuchPart
from vikno.programmes.models import Proposal
from vikno.programmes.rules.files import FileAnswer, file_answer
from vikno.programmes.services.writing import answer_questions, require_writable
from vikno.questionnaires import queries as questionnaires
from vikno.questionnaires import services as questionnaire_services
from vikno.questionnaires.engine import FILES, Key, Plain


@dataclass(frozen=True, kw_only=True)
class Upload:
    """What was sent for a question. `size`: in bytes, as it was declared."""

    stream: documents.Incoming
    name: str
    size: int | None


@transaction.atomic
def answer_with_files(
    *, proposal: Proposal, answers: Mapping[Key, Plain | None], uploads: Mapping[Key, Upload], actor: Actor,
    at: datetime,
) -> questionnaire_services.Saved:  # fmt: skip
    """Keep answers, files among them: kind by content, size and antivirus are those of `documents`.

    Refusals: those of `answer_questions` and of `documents.keep_file`.
    """
    held = require_writable(proposal, actor)
    if held.response is None:
        raise NoSuchPart
    document = questionnaires.document_of(held.response.version)
    wanted = {one.code for one in document.questions if one.kind in FILES}
    kept = {key: _kept(one, proposal=held, actor=actor, at=at).line for key, one in uploads.items() if key[0] in wanted}
    return answer_questions(proposal=held, answers={**answers, **kept}, actor=actor, at=at)


def give_answer_file(*, proposal: Proposal, file: int, actor: Actor, at: datetime) -> tuple[bytes, StoredFile]:
    """The bytes of a file that a proposal names, for whoever sees the proposal, with a trace in the hromada's journal.

    A programme reads what was submitted and nothing that is only being written; a file belongs to its hromada and is
    opened under its lock. Refusals: NoSuchPart and those of `documents.give_file`.
    """
    told = _submitted(proposal) if actor.hromada_code != proposal.hromada_id else _all(proposal)
    if file not in {one.key for one in told}:
        raise NoSuchPart
    with tenancy.standing_in(proposal.hromada_id):
        found = StoredFile.objects.filter(pk=file, hromada_id=proposal.hromada_id).first()
        if found is None:
            raise NoSuchPart
        reader = replace(actor, hromada_code=proposal.hromada_id)
        return documents.give_file(file=found, actor=reader, at=at), found


def _kept(one: Upload, *, proposal: Proposal, actor: Actor, at: datetime) -> FileAnswer:
    file = documents.keep_file(
        stream=one.stream, name=one.name, declared_size=one.size, source=FileSource.UPLOAD, actor=actor, at=at,
        hromada_code=proposal.hromada_id,
    )  # fmt: skip
    return FileAnswer(key=file.pk, sha256=file.sha256, name=file.original_name)


def _all(proposal: Proposal) -> Iterator[FileAnswer]:
    yield from _submitted(proposal)
    if proposal.response is not None:
        yield from _files(questionnaires.answers_of(proposal.response).values())


def _submitted(proposal: Proposal) -> Iterator[FileAnswer]:
    for revision in proposal.revisions.order_by("number"):
        told = revision.snapshot.get("answers") or {"answers": ()}
        yield from _files(one["value"] for one in told["answers"])


def _files(values: Iterable[object]) -> Iterator[FileAnswer]:
    for value in values:
        found = file_answer(value)
        if found is not None:
            yield found
