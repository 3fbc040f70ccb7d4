"""Whole files are made once and kept until what they tell of changes: a repeat costs one query and no memory."""

import datetime as dt
import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final

from django.conf import settings

type Write = Callable[[IO[bytes]], None]
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it lies on the disk. `changed_at`: when its content was first this."""

    path: Path
    sha256: str
    changed_at: dt.datetime
    size: int


def kept(name: str, write: Write, *, state: str, at: dt.datetime) -> Kept:
    """The file of a state: the one on the disk if nothing has changed, else a new one.

    While one process writes, others give the file of before; where there is none yet, they wait.
    """
    found = _read(name, state=state)
    if found is not None:
        return found
    with _writing(name, is_patient=last(name) is None) as is_ours:
        found = _read(name, state=state) or (None if is_ours else last(name))
        return found if found is not None else _written(name, write, state=state, at=at)


def last(name: str) -> Kept | None:
    """The newest file of a name, whatever has changed since."""
    return _read(name, state="")


def _folder() -> Path:
    folder = Path(settings.OPENDATA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _read(name: str, *, state: str) -> Kept | None:
    try:
        told = json.loads((_folder() / f"{name}.json").read_text())
        path = _folder() / told["file"]
        size = path.stat().st_size
    except (OSError, ValueError, KeyError):
        return None
    if state and told["state"] != state:
        return None
    return Kept(path, told["sha256"], dt.datetime.fromisoformat(told["changed_at"]), size)


def _written(name: str, write: Write, *, state: str, at: dt.datetime) -> Kept:
    """Write beside, then put in place: nobody reads half a file."""
    before = last(name)
    with NamedTemporaryFile(dir=_folder(), delete=False) as draft:
        try:
            write(draft)
            draft.flush()
            digest = _digest(Path(draft.name))
        except BaseException:
            os.unlink(draft.name)
            raise
    path = _folder() / f"{digest[:16]}-{name}"
    os.replace(draft.name, path)
    changed_at = before.changed_at if before and before.sha256 == digest else at
    _tell(name, {"file": path.name, "state": state, "sha256": digest, "changed_at": changed_at.isoformat()})
    # The one of before stays: somebody may have read its name and not yet opened it.
    for old in _folder().glob(f"*-{name}"):
        if old != path and (before is None or old != before.path):
            old.unlink(missing_ok=True)
    return Kept(path, digest, changed_at, path.stat().st_size)


def _tell(name: str, told: dict[str, str]) -> None:
    with NamedTemporaryFile("w", dir=_folder(), delete=False) as draft:
        json.dump(told, draft)
    os.replace(draft.name, _folder() / f"{name}.json")


def _digest(path: Path) -> str:
    with path.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


@contextmanager
def _writing(name: str, *, is_patient: bool) -> Iterator[bool]:
    """Only one process writes a file. True: it is this one."""
    with (_folder() / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if is_patient else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
