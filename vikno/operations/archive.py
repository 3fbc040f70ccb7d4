"""The archive of a backup: a tar of parts and, last, a manifest with the SHA-256 of each.

The manifest comes last so that an archive cut anywhere has none, and is written under another name until it is
on the disk whole.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from vikno.operations.errors import ArchiveDamaged, NotAnArchive

FORMAT = 2
MANIFEST = "manifest.json"
_PIECE = 1 << 20


def write(target: Path, parts: Iterable[tuple[str, Path]], facts: dict[str, Any]) -> None:
    """Write an archive readable by its owner only. A part that vanished meanwhile is left out."""
    partial = target.with_suffix(".partial")
    try:
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600), "w+b") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                digests = dict(added for name, path in parts if (added := _add(tar, name, path)))
                _add_manifest(tar, {"format": FORMAT, **facts, "sha256": digests})
            file.flush()
            os.fsync(file.fileno())
        check(partial)
        partial.replace(target)
        _sync(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def check(archive: Path) -> dict[str, Any]:
    """Read the whole archive and compare every part with its hash; the manifest. Writes nothing."""
    with _opened(archive) as tar:
        found: dict[str, str] = {}
        manifest: dict[str, Any] | None = None
        for member in tar:
            content = tar.extractfile(member) if member.isreg() else None
            if content is None:
                raise ArchiveDamaged(reason=_("у ній зайва частина {name}").format(name=member.name))
            if member.name == MANIFEST:
                manifest = _unsealed(content.read())
            else:
                found[member.name] = _digest(content)
    return _fitting(archive, manifest, found)


def _digest(content: IO[bytes]) -> str:
    whole = hashlib.sha256()
    while piece := content.read(_PIECE):
        whole.update(piece)
    return whole.hexdigest()


def unpack(archive: Path, folder: Path) -> None:
    """Take the parts out into a folder. Names that would leave it are refused."""
    with _opened(archive) as tar:
        tar.extractall(folder, filter="data")


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(archive, "r:") as tar:
            yield tar
    except (tarfile.ReadError, EOFError) as error:
        if not _looks_like_tar(archive):
            raise NotAnArchive(name=archive.name) from error
        raise ArchiveDamaged(reason=_("її обрізано або вона не читається")) from error
    except (tarfile.TarError, ValueError, KeyError) as error:
        raise ArchiveDamaged(reason=_("вона не читається")) from error


def _looks_like_tar(archive: Path) -> bool:
    with open(archive, "rb") as file:
        return file.read(262)[257:] == b"ustar"


def _fitting(archive: Path, manifest: dict[str, Any] | None, found: dict[str, str]) -> dict[str, Any]:
    if manifest is None:
        if "database.dump" in found:
            raise ArchiveDamaged(reason=_("її обрізано: немає опису"))
        raise NotAnArchive(name=archive.name)
    if manifest.get("format") != FORMAT:
        raise ArchiveDamaged(reason=_("невідомий формат {format}").format(format=manifest.get("format")))
    for name, digest in manifest["sha256"].items():
        if found.pop(name, None) != digest:
            raise ArchiveDamaged(reason=_("частина {name} не така, як була").format(name=name))
    if found:
        raise ArchiveDamaged(reason=_("у ній зайва частина {name}").format(name=min(found)))
    return manifest


def _add(tar: tarfile.TarFile, name: str, path: Path) -> tuple[str, str] | None:
    try:
        file = open(path, "rb")  # noqa: SIM115  closed below
    except (FileNotFoundError, IsADirectoryError):
        return None
    with file:
        info = tar.gettarinfo(arcname=name, fileobj=file)
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        heard = _Listening(file)
        tar.addfile(info, heard)
    return name, heard.hash.hexdigest()


class _Listening:
    """A file whose bytes are hashed as they are read."""

    def __init__(self, file: io.BufferedReader) -> None:
        self.file, self.hash = file, hashlib.sha256()

    def read(self, size: int = _PIECE) -> bytes:
        piece = self.file.read(size)
        self.hash.update(piece)
        return piece


def _add_manifest(tar: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    content = _told({**manifest, "seal": hashlib.sha256(_told(manifest)).hexdigest()})
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))


def _unsealed(content: bytes) -> dict[str, Any]:
    """The manifest, if it is word for word what was sealed."""
    manifest: dict[str, Any] = json.loads(content)
    seal = manifest.pop("seal", None)
    if manifest.get("format") == FORMAT and hashlib.sha256(_told(manifest)).hexdigest() != seal:
        raise ArchiveDamaged(reason=_("опис не такий, як був"))
    return manifest


def _told(manifest: dict[str, Any]) -> bytes:
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()


def _sync(folder: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
