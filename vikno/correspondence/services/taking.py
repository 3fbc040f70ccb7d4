"""A letter comes in: it, its files and their hashes, all or nothing, and once however often it is brought."""

import io
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.correspondence import rules
from vikno.correspondence.enums import Oddity
from vikno.correspondence.models import Attachment, Letter
from vikno.correspondence.pdf_text import text_of_pdf
from vikno.correspondence.reading import ReadFile, ReadLetter
from vikno.documents import services as documents
from vikno.documents.enums import FileSource


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a letter lies on the server: the pair of numbers never comes again in one folder."""

    mailbox: str
    uid_validity: int
    uid: int


@transaction.atomic
def take_letter(*, read: ReadLetter, place: Place, actor: Actor, at: datetime) -> Letter | None:
    """Store a letter with its files; None when it is here already. The caller marks it on the server afterwards.

    A file that is not taken is named with its reason: the letter itself is never refused.
    """
    if is_here(place, hromada_code=actor.hromada_code) or _is_known(read, hromada_code=actor.hromada_code):
        return None
    if read.message_id and _of(actor).filter(message_id=read.message_id).exists():
        read.note(Oddity.SAME_ID)
    letter = Letter(
        hromada_id=actor.hromada_code, mailbox=place.mailbox, uid_validity=place.uid_validity, uid=place.uid,
        message_id=read.message_id, digest=read.digest, sender=read.sender, sender_name=read.sender_name,
        subject=read.subject, sent_at=read.sent_at, received_at=at, text=read.text, size=read.size,
        oddities=[str(oddity) for oddity in read.oddities],
        file_numbers=rules.numbers_in("\n".join(filter(None, map(_words_of, read.files)))),
    )  # fmt: skip
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError:  # two importers at once: the other one has it
        return None
    for order, file in enumerate(read.files, start=1):
        _keep(letter, file, order=order, actor=actor, at=at)
    audit.record(
        actor=actor, action="letter.taken", subject=letter, at=at, hromada_code=actor.hromada_code,
        facts={"files": len(read.files), "oddities": letter.oddities},
    )  # fmt: skip
    return letter


def is_here(place: Place, *, hromada_code: str) -> bool:
    """Whether a letter of this place on the server is stored."""
    return Letter.objects.filter(
        hromada_id=hromada_code, mailbox=place.mailbox, uid_validity=place.uid_validity, uid=place.uid
    ).exists()


def _is_known(read: ReadLetter, *, hromada_code: str) -> bool:
    return Letter.objects.filter(hromada_id=hromada_code, digest=read.digest).exists()


def _of(actor: Actor) -> QuerySet[Letter]:
    return Letter.objects.filter(hromada_id=actor.hromada_code)


def _keep(letter: Letter, file: ReadFile, *, order: int, actor: Actor, at: datetime) -> None:
    kept, refusal = None, ""
    try:
        kept = documents.keep_file(
            stream=io.BytesIO(file.content), name=file.name, declared_size=len(file.content), source=FileSource.MAIL,
            actor=actor, at=at, hromada_code=actor.hromada_code,
        )  # fmt: skip
    except Refusal as reason:
        with override("uk"):  # what is recorded does not depend on the language of a screen
            refusal = str(reason)[:300] + " " + _("Файл лишився в листі на поштовому сервері.")
    Attachment.objects.create(
        hromada_id=letter.hromada_id, letter=letter, order=order, name=file.name, size=len(file.content), file=kept,
        refusal=refusal[:400],
    )  # fmt: skip


def _words_of(file: ReadFile) -> str:
    """The name of a file and, of a PDF, the text inside: where a number may stand."""
    return f"{file.name}\n{text_of_pdf(file.content)}"
