"""A file somebody brought, made harmless in a process of its own.

Pictures are drawn anew: no place, no second file inside. PDFs lose everything that acts. The process that reads
them holds at most 180 MB of data, works at most 10 seconds and knows nothing else: what a file breaks is that alone.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from vikno.documents.errors import FileDamaged, FileEncrypted, FileTooHeavy, FileTooManyPages, PictureTooLarge
from vikno.documents.rules import MediaKind

CHILD: Final = Path(__file__).with_name("child.py")
DIGITS: Final = Path(__file__).with_name("digits.py")
SECONDS: Final = 10
_REFUSALS: Final = {
    "damaged": FileDamaged,
    "encrypted": FileEncrypted,
    "heavy": FileTooHeavy,
    "pages": FileTooManyPages,
    "pixels": PictureTooLarge,
}


@dataclass(frozen=True)
class Cleaned:
    """What was written: its media type, its pages, and how many things that act were taken out."""

    media_type: str
    pages: int
    removed: int


def clean(source: IO[bytes], target: IO[bytes], *, kind: MediaKind) -> Cleaned:
    """Write a harmless copy of `source` to `target`; both are real files, read and written from their beginning.

    Refusals: FileDamaged, FileEncrypted, FileTooHeavy, FileTooManyPages, PictureTooLarge.
    """
    source.seek(0)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD), kind.value],
            stdin=source, stdout=target, stderr=subprocess.PIPE, env={}, cwd="/", timeout=SECONDS + 2, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise FileTooHeavy from error
    said = done.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1]
    if done.returncode == 0:
        return Cleaned(**json.loads(said))
    if done.returncode < 0:  # ended by a limit of the system
        raise FileTooHeavy
    if said == "disk":
        raise OSError(28, "No space left on device")
    raise _REFUSALS.get(said, FileDamaged)


def codes_on(content: IO[bytes]) -> list[str]:
    """Runs of digits in the codes on the first page of a cleaned file; nothing found is an empty list."""
    content.seek(0)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(DIGITS)],
            stdin=content, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={}, cwd="/", timeout=SECONDS + 2,
            check=False,
        )  # fmt: skip
        said = json.loads(done.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1])
    except (subprocess.TimeoutExpired, ValueError):
        return []
    return [each for each in said if isinstance(each, str) and each.isdigit()] if isinstance(said, list) else []
