"""Files people bring (U1): refused or made harmless, within memory and time, never shown while unlooked at."""

import errno
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from PIL import Image

from vikno.accounts.enums import Role
from vikno.audit import queries as audit
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.documents import cleaning, rules, scanner, services, storage
from vikno.documents.enums import FileSource, FileState
from vikno.documents.errors import (
    FileInfected,
    FileLost,
    FileNotFound,
    FileTooLarge,
    MayNotKeepFiles,
    NoRoomForFiles,
)
from vikno.documents.models import StoredFile
from vikno.documents.tests import hostile, samples
from vikno.documents.tests.clamd import clamd_at, clamd_on_loopback
from vikno.documents.tests.conftest import OURS, THEIRS, actor

HOSTILE = list(hostile.files())
TRACES = (b"evil-script", b"evil.exe", b"evil.example", b"alert(", hostile.EICAR, hostile.PLACE.encode(), b"MZ")
_MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=open('/dev/null', 'wb'), stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": done.returncode, "kb": used.ru_maxrss, "seconds": used.ru_utime + used.ru_stime}))
"""


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def keep(content: bytes, name: str = "скан.jpg", *, by: Actor | None = None, code: str = OURS) -> StoredFile:
    return services.keep_file(
        stream=io.BytesIO(content), name=name, declared_size=len(content), source=FileSource.UPLOAD,
        actor=by or actor(Role.OFFICER), at=samples.AT, hromada_code=code,
    )  # fmt: skip


def read(file: StoredFile, *, by: Actor | None = None) -> bytes:
    return services.give_file(file=file, actor=by or actor(Role.OFFICER), at=samples.AT)


def on_disk() -> list[Path]:
    return [path for path in storage.folder().parent.rglob("*") if path.is_file()]


def test_there_are_sixty_of_them() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("each", HOSTILE, ids=lambda each: ascii(each.name)[:40])
def test_a_hostile_file_is_refused_or_made_harmless(hromada: str, each: hostile.Hostile) -> None:
    started = time.monotonic()
    outcome, file = _outcome(each)
    kept = read(file) if file else b""
    assert time.monotonic() - started < 10
    if each.outcome == "kept or refused":
        assert outcome in ("kept", hostile.DAMAGED, "documents.file_too_heavy")
    else:
        assert outcome == each.outcome
    unpacked = _unpacked(kept) if kept.startswith(b"%PDF") else kept
    assert not [trace for trace in TRACES if trace in unpacked]
    assert len(on_disk()) == (1 if kept else 0)
    if file:
        assert [path.name for path in on_disk()] == [file.storage_name]
        assert not set("./\\") & set(file.storage_name)
        assert len(file.original_name) <= 200
        assert not set("\x00\u202e/\\") & set(file.original_name)


def _outcome(each: hostile.Hostile) -> tuple[str, StoredFile | None]:
    try:
        return "kept", keep(each.content, each.name)
    except Refusal as refusal:
        return (refusal.code, None) if str(refusal) and "{" not in str(refusal) else ("words are not filled", None)


def _unpacked(content: bytes) -> bytes:
    """A PDF with every stream opened, so that nothing hides in a packed one."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as book:
        acting = {"/OpenAction", "/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/XFA", "/Launch", "/URI", "/EF"}
        for thing in book.objects:
            if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                assert not acting & set(thing.keys()), repr(thing)
        book.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, qdf=True)
    return out.getvalue()


@pytest.mark.parametrize(
    "each",
    [
        h
        for h in HOSTILE
        if rules.kind_of(h.content[:64]) and len(h.content) <= rules.MOST_BYTES and "name" not in h.name
    ],
    ids=lambda each: ascii(each.name)[:40],
)
def test_reading_it_stays_within_memory_and_time(tmp_path: Path, each: hostile.Hostile) -> None:
    assert _used(each.content, tmp_path)["kb"] <= 200 * 1024


@pytest.mark.parametrize(
    "make",
    [
        lambda: hostile.jpeg((8000, 6000)), lambda: hostile.jpeg((14000, 14000)), lambda: hostile.png((5000, 7100)),
        lambda: hostile.jpeg((5900, 6000), progressive=True),
    ],
    ids=["48 MP", "196 MP", "36 MP png", "35 MP progressive"],
)  # fmt: skip
def test_large_honest_pictures_fit(tmp_path: Path, make: Callable[[], bytes]) -> None:
    used = _used(make(), tmp_path)
    assert (used["code"], used["kb"] <= 200 * 1024, used["seconds"] < 10) == (0, True, True), used


def _used(content: bytes, folder: Path) -> dict[str, Any]:
    """What the process that reads a file took, counted by a small one that starts it."""
    kind = rules.kind_of(content[:64])
    assert kind is not None
    place = folder / "content"
    place.write_bytes(content)
    with open(place, "rb") as source:
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, sys.executable, "-I", str(cleaning.CHILD), kind.value],
            stdin=source, capture_output=True, check=True, timeout=20,
        )  # fmt: skip
    used: dict[str, Any] = json.loads(done.stdout)
    return used


def test_a_photograph_stands_upright_and_forgets_its_place(hromada: str) -> None:
    file = keep(hostile.photo_with_place())
    with Image.open(io.BytesIO(read(file))) as picture:
        assert picture.size == (40, 80)
        assert not picture.getexif()
        assert not {"exif", "comment", "icc_profile"} & set(picture.info)
    assert (file.media_type, file.pages, file.state) == ("image/jpeg", 1, FileState.KEPT)


def test_a_declared_size_is_refused_unread(hromada: str) -> None:
    class Unread:
        def read(self, size: int = -1, /) -> bytes:
            raise AssertionError("read before its size was looked at")

    with pytest.raises(FileTooLarge):
        services.keep_file(
            stream=Unread(), name="x.pdf", declared_size=rules.MOST_BYTES + 1, source=FileSource.UPLOAD,
            actor=actor(Role.OFFICER), at=samples.AT, hromada_code=OURS,
        )  # fmt: skip


def test_a_stream_that_lies_about_its_size_is_not_read_to_the_end(hromada: str) -> None:
    class Endless:
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += size
            return (b"\xff\xd8\xff" + bytes(size))[:size]

    stream = Endless()
    with pytest.raises(FileTooLarge):
        services.keep_file(
            stream=stream, name="x.jpg", declared_size=None, source=FileSource.MAIL, actor=actor(Role.OFFICER),
            at=samples.AT, hromada_code=OURS,
        )  # fmt: skip
    assert stream.given <= rules.MOST_BYTES + 1
    assert not on_disk()


def test_an_upload_larger_than_allowed_is_dropped_on_the_way() -> None:
    from vikno.documents.uploads import dropped

    body = {
        "files": [SimpleUploadedFile("велика.pdf", bytes(rules.MOST_BYTES + 10)), SimpleUploadedFile("a.pdf", b"1")]
    }
    request = RequestFactory().post("/", body)
    assert [file.name for file in request.FILES.getlist("files")] == ["a.pdf"]
    assert dropped(request) == ["велика.pdf"]
    request.close()  # as a handler does at the end: a file on the disk is let go of


def test_a_multipage_tiff_becomes_a_pdf(hromada: str) -> None:
    sheets = [Image.new("1", (100, 140), 1) for _ in range(3)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], compression="group4")
    file = keep(out.getvalue(), "скан.tif")
    assert (file.media_type, file.pages) == ("application/pdf", 3)


def test_the_row_keeps_both_hashes_and_the_journal_knows(hromada: str) -> None:
    file = keep(hostile.pdf(), "довідка.pdf")
    assert storage.sha256_of(io.BytesIO(hostile.pdf())) != file.sha256 != file.received_sha256
    read(file)
    actions = [entry.action for entry in audit.entries_about(file, hromada_code=OURS)]
    assert actions == ["file.kept", "file.read"]


def test_bytes_changed_on_the_disk_are_not_given_out(hromada: str) -> None:
    file = keep(hostile.jpeg())
    storage.path_of(file.storage_name).write_bytes(hostile.png())
    with pytest.raises(FileLost):
        read(file)
    storage.path_of(file.storage_name).unlink()
    with pytest.raises(FileLost):
        read(file)


@pytest.mark.parametrize(("role", "code"), [(Role.COURIER, OURS), (Role.STEWARD, OURS), (Role.OFFICER, THEIRS)])
def test_a_stranger_keeps_nothing(hromada: str, role: str, code: str) -> None:
    with pytest.raises(MayNotKeepFiles):
        keep(hostile.jpeg(), by=actor(role, hromada_code=code))
    assert (StoredFile.objects.count(), on_disk()) == (0, [])


def test_a_neighbour_gets_nothing(hromada: str) -> None:
    file = keep(hostile.jpeg())
    with pytest.raises(FileNotFound):
        read(file, by=actor(Role.OFFICER, hromada_code=THEIRS))
    tenancy.bind(THEIRS)
    assert not StoredFile.objects.exists()


# ---- R5: the disk is full --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["receiving", "naming"])
def test_a_full_disk_lists_nothing(hromada: str, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    kept = keep(hostile.png())
    monkeypatch.setattr(storage, "copy" if where == "receiving" else "keep", full)
    with pytest.raises(NoRoomForFiles, match="немає місця"):
        keep(hostile.jpeg())
    monkeypatch.undo()
    assert [file.pk for file in StoredFile.objects.all()] == [kept.pk]
    assert [path.name for path in on_disk()] == [kept.storage_name]
    assert read(kept)
    assert keep(hostile.jpeg()).state == FileState.KEPT


@pytest.mark.skipif(os.geteuid() != 0 or not Path("/bin/mount").exists(), reason="mounting asks for root")
def test_a_really_full_disk_lists_nothing_and_heals(hromada: str, settings: Any, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        settings.MEDIA_ROOT = small / "files"
        kept = keep(hostile.png())
        noise = os.urandom(700 * 700 * 3)
        picture = io.BytesIO()
        Image.frombytes("RGB", (700, 700), noise).save(picture, "JPEG", quality=95)
        answers = [_code_of(lambda: keep(picture.getvalue())) for _ in range(5)]
        assert answers[-1] == NoRoomForFiles.code
        listed = {file.storage_name for file in StoredFile.objects.all()}
        assert listed == {path.name for path in on_disk()}
        for file in StoredFile.objects.all():
            assert read(file)
        for file in StoredFile.objects.exclude(pk=kept.pk):
            storage.destroy(file.storage_name)
        assert keep(hostile.jpeg()).state == FileState.KEPT
    finally:
        subprocess.run(["umount", str(small)], check=True)


def _code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return "kept"


# ---- the antivirus ---------------------------------------------------------------------------------------------------


@pytest.fixture
def socket_path(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("av") / "s"
    settings.CLAMD = f"unix:{path}"
    return path


def _with_eicar() -> bytes:
    return hostile.pdf(lambda book: book.attachments.__setitem__("eicar.com", hostile.EICAR), compress_streams=False)


def test_the_antivirus_is_asked_about_what_came(hromada: str, socket_path: Path) -> None:
    with clamd_at(socket_path) as clamd:
        assert keep(hostile.jpeg()).looked_at == samples.AT
        with pytest.raises(FileInfected, match="Eicar-Test-Signature"):
            keep(_with_eicar(), "рахунок.pdf")
        assert clamd.looks == 2
    refused = StoredFile.objects.get(state=FileState.REFUSED)
    assert (refused.storage_name, refused.refusal) == ("", "Eicar-Test-Signature")
    assert len(on_disk()) == 1


@pytest.mark.parametrize("manner", ["down", "silent", "nonsense", "small"])
def test_no_answer_means_quarantine_and_release_is_by_itself(
    hromada: str, socket_path: Path, manner: str, signed_in: Callable[..., Client]
) -> None:
    if manner == "down":
        file = keep(hostile.jpeg())
    else:
        with clamd_at(socket_path) as clamd:
            clamd.manner = manner
            file = keep(hostile.jpeg())
    assert file.state == FileState.QUARANTINE
    with pytest.raises(FileNotFound):
        read(file)
    assert signed_in(Role.OFFICER).get(f"/documents/files/{file.pk}/").status_code == 404
    tenancy.bind(OURS)
    assert _release() == 1  # still away
    with clamd_at(socket_path):
        assert _release() == 0
    file.refresh_from_db()
    assert (file.state, file.looked_at) == (FileState.KEPT, samples.AT)
    assert read(file)


def test_what_waited_and_is_infected_loses_its_bytes(
    hromada: str, socket_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def through(source: Any, target: Any, *, kind: Any) -> cleaning.Cleaned:
        source.seek(0)
        target.write(source.read())
        target.flush()
        return cleaning.Cleaned("application/pdf", 1, 0)

    monkeypatch.setattr("vikno.documents.services.files.clean", through)  # as if taking apart had missed it
    file = keep(_with_eicar(), "рахунок.pdf")
    assert file.state == FileState.QUARANTINE
    with clamd_at(socket_path), django_capture_on_commit_callbacks(execute=True):
        assert _release() == 0
    file.refresh_from_db()
    assert (file.state, file.storage_name, on_disk()) == (FileState.REFUSED, "", [])
    with pytest.raises(FileNotFound):
        read(file)


@pytest.mark.enable_socket
def test_a_tcp_socket_is_spoken_to_the_same_way(settings: Any) -> None:
    with clamd_on_loopback() as (_clamd, address):
        settings.CLAMD = address
        assert scanner.answers()
        assert scanner.look(io.BytesIO(b"x" * 200_000)).opinion == scanner.Opinion.CLEAN
        assert scanner.look(io.BytesIO(hostile.EICAR)).virus == "Eicar-Test-Signature"
    assert not scanner.answers()
    assert scanner.look(io.BytesIO(b"x")).opinion == scanner.Opinion.AWAY
    settings.CLAMD = ""
    assert scanner.look(io.BytesIO(b"x")).opinion == scanner.Opinion.OFF


def _release() -> int:
    return services.release_waiting(hromada_code=OURS, actor=Actor.system(OURS), at=samples.AT)


# ---- the page --------------------------------------------------------------------------------------------------------


def test_it_is_saved_and_never_shown_by_the_site(hromada: str, signed_in: Callable[..., Client]) -> None:
    file = keep(hostile.jpeg(), "<b>фото</b>.jpg")
    answer = signed_in(Role.OFFICER).get(f"/documents/files/{file.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="skan-{file.pk}.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", [Role.COURIER, Role.PROVIDER, Role.STEWARD])
def test_others_get_the_answer_of_an_unknown_file(hromada: str, signed_in: Callable[..., Client], role: str) -> None:
    file = keep(hostile.jpeg())
    browser = signed_in(role)
    theirs, unknown = browser.get(f"/documents/files/{file.pk}/"), browser.get("/documents/files/99999999/")
    assert (theirs.status_code, theirs.content) == (404, unknown.content)
