"""Where the bytes of files lie: under the data folder, outside anything that is served, under random names.

A file is written aside, flushed to the disk and only then given its name; a row that names it comes after. So what is
listed is whole, and a full disk or a power cut leaves at most bytes that no row names (`forgotten` finds these).
"""

import hashlib
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

from django.conf import settings

INCOMING: Final = ".incoming"
_PIECE: Final = 1 << 18
_AGE_SECONDS: Final = 24 * 60 * 60


class Incoming(Protocol):
    """What an upload, an open file and `io.BytesIO` have in common."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class Shelf:
    """A folder of kept files of one room, by its title."""

    title: str

    def folder(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.title

    def path_of(self, name: str) -> Path:
        """Where a random name leads; ValueError for anything that is not one."""
        if len(name) != 32 or not set(name) <= set("0123456789abcdef"):
            raise ValueError("not a name of ours")
        return self.folder() / name[:2] / name

    def keep(self, draft: IO[bytes]) -> str:
        """Give a written file its random name, on the disk for good. OSError leaves nothing behind."""
        draft.flush()
        os.fsync(draft.fileno())
        name = secrets.token_hex(16)
        target = self.path_of(name)
        for place in (self.folder(), target.parent):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(draft.name, 0o600)
        os.replace(draft.name, target)
        _sync(target.parent)
        return name

    def remove(self, name: str) -> bool:
        """Take a file away; whether there was one."""
        path = self.path_of(name)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        _sync(path.parent)
        return True

    def destroy(self, name: str) -> bool:
        """Overwrite once and remove; whether there was anything. A disk with its own mind may keep old blocks."""
        path = self.path_of(name)
        try:
            with open(path, "r+b") as file:
                left = path.stat().st_size
                while left > 0:
                    left -= file.write(b"\0" * min(_PIECE, left))
                file.flush()
                os.fsync(file.fileno())
        except FileNotFoundError:
            return False
        return self.remove(name)

    def forgotten(self, known: frozenset[str]) -> list[str]:
        """Names on the disk, older than a day, that no row knows."""
        oldest = time.time() - _AGE_SECONDS
        found = [path for path in self.folder().glob("??/*") if path.name not in known]
        names = []
        for path in found:
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    names.append(path.name)
        return sorted(names)


@contextmanager
def aside() -> Iterator[IO[bytes]]:
    """A file beside the kept ones, gone at the end: for what is not yet known to be good."""
    place = Path(settings.MEDIA_ROOT) / INCOMING
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place, delete=False) as draft:
        try:
            yield draft
        finally:
            Path(draft.name).unlink(missing_ok=True)


def sha256_of(source: IO[bytes]) -> str:
    source.seek(0)
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def copy(source: Incoming, target: IO[bytes], *, most: int) -> int:
    """Copy at most `most` + 1 bytes: one more than allowed says that there is more. Bytes written."""
    written = 0
    while piece := source.read(min(_PIECE, most + 1 - written)):
        target.write(piece)
        written += len(piece)
        if written > most:
            break
    target.flush()
    return written


def free_bytes() -> int:
    place = Path(settings.MEDIA_ROOT)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return shutil.disk_usage(place).free


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
