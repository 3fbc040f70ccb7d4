"""What was destroyed, told outside the database: a backup made before the act must not bring it back.

A line of JSON each, with numbers only, no word about people. It lies in the data folder, goes into every backup, and a
restoring reads both copies. Public face: the desk writes it, operations replay it.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

NAME: Final = "destroyed.jsonl"


@dataclass(frozen=True, kw_only=True)
class Destroyed:
    hromada: str
    act: str
    case: str
    at: str


def path() -> Path:
    return Path(settings.HOME) / NAME


def add(lines: Iterable[Destroyed]) -> None:
    """Append and put on the disk."""
    said = "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
    with os.fdopen(os.open(path(), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "w") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())


def read(place: Path | None = None) -> Iterator[Destroyed]:
    """Lines in order; a torn last one is left out."""
    place = place or path()
    if not place.exists():
        return
    for line in place.read_text(encoding="utf-8").splitlines():
        try:
            yield Destroyed(**json.loads(line))
        except (ValueError, TypeError):
            continue


def join(other: Path) -> None:
    """Add what another copy knows and ours does not."""
    known = set(read())
    unknown = [line for line in read(other) if line not in known]
    if unknown:
        add(unknown)
