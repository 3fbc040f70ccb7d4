"""Files people bring: looked at, made harmless, kept, given out, let out of quarantine."""

import errno
import io
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import transaction

from vikno.audit import services as audit
from vikno.audit.places import NOWHERE, Place
from vikno.common.actors import Actor
from vikno.common.shelves import Incoming
from vikno.documents import policies, rules, scanner, storage, tasks
from vikno.documents.cleaning import Cleaned, clean, codes_on
from vikno.documents.enums import FileSource, FileState
from vikno.documents.errors import (
    AntivirusAway,
    FileEmpty,
    FileInfected,
    FileLost,
    FileNotFound,
    FileTooLarge,
    HeicNotTaken,
    KindNotTaken,
    NoRoomForFiles,
)
from vikno.documents.models import StoredFile
from vikno.documents.rules import MediaKind
from vikno.documents.scanner import Opinion

_MEGABYTE = 1024 * 1024
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def keep_file(
    *,
    stream: Incoming,
    name: str,
    declared_size: int | None,
    source: FileSource,
    actor: Actor,
    at: datetime,
    hromada_code: str,
    point_id: int | None = None,
) -> StoredFile:
    """Take one file in: size, kind by content, antivirus, a harmless copy, the row. KEPT, or QUARANTINE while the
    antivirus does not answer; nothing in quarantine is shown.

    `declared_size` in bytes when known: a larger one is refused unread, and no more than the limit is read anyway.
    `name` is kept as text only. Refusals, each with words for the person: MayNotKeepFiles, FileTooLarge, FileEmpty,
    KindNotTaken, HeicNotTaken, FileDamaged, FileEncrypted, FileTooHeavy, FileTooManyPages, PictureTooLarge,
    FileInfected (a row of the refusal stays), NoRoomForFiles.
    """
    policies.require_may_keep_files(actor, hromada_code=hromada_code)
    shown = rules.name_shown(name)
    if declared_size is not None and declared_size > rules.MOST_BYTES:
        raise FileTooLarge(name=shown, megabytes=rules.MOST_BYTES // _MEGABYTE)
    file = StoredFile(
        hromada_id=hromada_code, original_name=shown, source=source, kept_at=at, kept_by_id=actor.user_id,
        point_id=point_id,
    )  # fmt: skip
    try:
        with storage.aside() as received, storage.aside() as harmless:
            kind = _received(stream, received, shown)
            file.received_sha256 = storage.sha256_of(received)
            verdict = scanner.look(received)
            if verdict.opinion != Opinion.INFECTED:
                _describe(file, clean(received, harmless, kind=kind), harmless)
                file.state = FileState.QUARANTINE if verdict.opinion == Opinion.AWAY else FileState.KEPT
                file.looked_at = at if verdict.opinion == Opinion.CLEAN else None
                file.storage_name = storage.keep(harmless)
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise NoRoomForFiles(name=shown) from error
        raise
    if verdict.opinion == Opinion.INFECTED:
        _write_refusal(file, virus=verdict.virus, actor=actor, at=at)
        raise FileInfected(name=shown, virus=verdict.virus)
    return _write(file, actor=actor, at=at)


def require_harmless(content: bytes, *, name: str) -> None:
    """The antivirus's word about bytes that another room keeps and cannot put in quarantine: no answer, no file.

    Says nothing where no antivirus is named. Refusals: FileInfected, AntivirusAway.
    """
    verdict, shown = scanner.look(io.BytesIO(content)), rules.name_shown(name)
    if verdict.opinion == Opinion.INFECTED:
        raise FileInfected(name=shown, virus=verdict.virus)
    if verdict.opinion == Opinion.AWAY:
        raise AntivirusAway(name=shown)


def give_file(*, file: StoredFile, actor: Actor, at: datetime, place: Place = NOWHERE) -> bytes:
    """The bytes of a kept file for a reader the room above has let in, with a trace of the look in the journal.

    FileNotFound for what is not shown; FileLost when the bytes are not those that were kept.
    """
    if not file.is_shown or file.hromada_id != actor.hromada_code:
        raise FileNotFound
    try:
        with open(storage.path_of(file.storage_name), "rb") as kept:
            if storage.sha256_of(kept) != file.sha256:
                raise FileLost(name=file.original_name)
            kept.seek(0)
            content = kept.read()
    except FileNotFoundError as error:
        raise FileLost(name=file.original_name) from error
    audit.record_look(
        actor=actor, action="file.read", subject=file, at=at, hromada_code=file.hromada_id, place=place
    )  # fmt: skip
    return content


def release_waiting(*, hromada_code: str, actor: Actor, at: datetime) -> int:
    """Ask the antivirus again about everything in quarantine; how many still wait.

    Clean files are shown from now on; infected ones lose their bytes and keep their row. Bind the hromada first.
    """
    waiting = StoredFile.objects.filter(hromada_id=hromada_code, state=FileState.QUARANTINE).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        if not _released(pk, hromada_code=hromada_code, actor=actor, at=at):
            return waiting.count()
    return 0


@transaction.atomic
def _released(pk: int, *, hromada_code: str, actor: Actor, at: datetime) -> bool:
    """False when the antivirus is still away."""
    file = StoredFile.objects.select_for_update(of=("self",)).get(pk=pk, hromada_id=hromada_code)
    if file.state != FileState.QUARANTINE:
        return True
    path = storage.path_of(file.storage_name)
    if not path.exists():
        return True  # lost on the disk: it stays unseen, the self-check names it
    with open(path, "rb") as kept:
        verdict = scanner.look(kept)
    if verdict.opinion == Opinion.AWAY:
        return False
    name = file.storage_name
    if verdict.opinion == Opinion.INFECTED:
        file.state, file.storage_name, file.refusal = FileState.REFUSED, "", verdict.virus
        transaction.on_commit(lambda: storage.destroy(name))
    else:
        file.state = FileState.KEPT
        file.looked_at = at if verdict.opinion == Opinion.CLEAN else None
    file.save(update_fields=["state", "storage_name", "refusal", "looked_at"])
    audit.record(
        actor=actor, action=f"file.{'refused' if file.state == FileState.REFUSED else 'released'}", subject=file,
        at=at, hromada_code=hromada_code, facts={"virus": file.refusal, "antivirus": str(verdict.opinion)},
    )  # fmt: skip
    return True


def _received(stream: Incoming, draft: IO[bytes], shown: str) -> MediaKind:
    """The file on our disk, no longer than allowed, and its kind by content."""
    size = storage.copy(stream, draft, most=rules.MOST_BYTES)
    if size > rules.MOST_BYTES:
        raise FileTooLarge(name=shown, megabytes=rules.MOST_BYTES // _MEGABYTE)
    if size == 0:
        raise FileEmpty(name=shown)
    draft.seek(0)
    head = draft.read(rules.HEAD_BYTES)
    if rules.is_heic(head):
        raise HeicNotTaken(name=shown)
    kind = rules.kind_of(head)
    if kind is None:
        raise KindNotTaken(name=shown)
    return kind


def _describe(file: StoredFile, cleaned: Cleaned, harmless: IO[bytes]) -> None:
    file.media_type, file.pages, file.removed = cleaned.media_type, cleaned.pages, cleaned.removed
    file.size = Path(harmless.name).stat().st_size
    with open(harmless.name, "rb") as written:
        file.sha256 = storage.sha256_of(written)


@transaction.atomic
def _write(file: StoredFile, *, actor: Actor, at: datetime) -> StoredFile:
    file.save(force_insert=True)
    audit.record(
        actor=actor, action="file.kept", subject=file, at=at, hromada_code=file.hromada_id,
        facts={"sha256": file.sha256, "source": str(file.source), "state": str(file.state)},
    )  # fmt: skip
    if file.state == FileState.QUARANTINE:
        tasks.release_later(file.hromada_id)
    return file


@transaction.atomic
def _write_refusal(file: StoredFile, *, virus: str, actor: Actor, at: datetime) -> None:
    file.state, file.refusal = FileState.REFUSED, virus
    file.save(force_insert=True)
    audit.record(
        actor=actor, action="file.refused", subject=file, at=at, hromada_code=file.hromada_id,
        facts={"virus": virus, "received_sha256": file.received_sha256},
    )  # fmt: skip


def codes_on_first_page(file: StoredFile) -> list[str]:
    """Runs of digits in the codes on the first page; for whoever knows which numbers mean what."""
    if not file.storage_name:
        return []
    with open(storage.path_of(file.storage_name), "rb") as kept:
        return codes_on(kept)


def known_already(source: Path, *, hromada_code: str) -> StoredFile | None:
    """The same bytes taken from a scanner before: a folder is read again after a power cut."""
    with open(source, "rb") as content:
        digest = storage.sha256_of(content)
    same = StoredFile.objects.filter(
        hromada_id=hromada_code, received_sha256=digest, source=FileSource.SCANNER, destroyed_at__isnull=True
    )
    return same.order_by("-pk").first()
