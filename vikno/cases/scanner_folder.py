"""The folder a scanner writes to: each file is taken in, laid into the case its name or its code says, and removed.

A folder belongs to a point. What names no case waits for a person; what is refused moves to `не взято` beside, with the
reason in a text file. Public face: the command line and the clock call `take_folder`.
"""

import re
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from vikno.cases import services
from vikno.cases.models import Case
from vikno.cases.rules import number_read
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.documents import services as documents
from vikno.documents.enums import FileSource
from vikno.documents.models import StoredFile
from vikno.network.models import Point

REFUSED: Final = "не взято"
QUIET_SECONDS: Final = 5  # a scanner may still be writing
_NUMBER: Final = re.compile(r"(?<!\d)\d{2}[-_ ]?\d{4}[-_ ]?\d{6}[-_ ]?\d(?!\d)")


@dataclass
class FolderReport:
    """Files laid into cases, files that wait for a person, files refused (name → reason)."""

    attached: int = 0
    waiting: int = 0
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        return 2 if self.refused else 0

    def __str__(self) -> str:
        lines = [_("Додано до справ: {n}").format(n=self.attached), _("Чекають людини: {n}").format(n=self.waiting)]
        return "\n".join([*lines, *(f"{name}: {reason}" for name, reason in self.refused.items())])

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def folders() -> Path:
    """Where folders of points are."""
    return Path(settings.HOME) / "scanner"


def folder_of(point: Point) -> Path:
    """Where the scanner of a point writes: `scanner/<key of the point>` in the data folder."""
    return folders() / str(point.pk)


def take_folder(*, folder: Path, point: Point, at: datetime) -> FolderReport:
    """Take every finished file of a folder. Bind the point's hromada first; each file is its own savepoint.

    Run again after a power cut it takes nothing twice: bytes already known are only removed from the folder.
    """
    report, began = FolderReport(), time.time()
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or not path.is_file() or path.name.startswith("."):
            continue
        if began - path.stat().st_mtime < QUIET_SECONDS:
            continue
        try:
            _take(path, point=point, at=at, report=report)
        except Refusal as refusal:
            report.refused[path.name] = str(refusal)
            _set_aside(path, str(refusal))
        else:
            transaction.on_commit(lambda done=path: done.unlink(missing_ok=True))  # type: ignore[misc]
    return report


def _take(path: Path, *, point: Point, at: datetime, report: FolderReport) -> None:
    code = str(point.hromada_id)
    actor = Actor.system(code)
    known = documents.known_already(path, hromada_code=code)
    if known is not None:
        return
    with open(path, "rb") as stream:
        file = documents.keep_file(
            stream=stream, name=path.name, declared_size=path.stat().st_size, source=FileSource.SCANNER, actor=actor,
            at=at, hromada_code=code, point_id=point.pk,
        )  # fmt: skip
    case = _case_named(path.stem, file, hromada_code=code)
    if case is None:
        report.waiting += 1
        return
    services.attach_file(case=case, file=file, actor=actor, at=at)
    report.attached += 1


def _case_named(stem: str, file: StoredFile, *, hromada_code: str) -> Case | None:
    """By the name of the file, else by the code on its first page."""
    said = [match.replace("_", "-") for match in _NUMBER.findall(stem)]
    for text in said or documents.codes_on_first_page(file):
        number = number_read(text)
        ours = Case.objects.filter(hromada_id=hromada_code, destroyed_at__isnull=True)
        case = number and ours.filter(number=number).first()
        if case:
            return case
    return None


def _set_aside(path: Path, reason: str) -> None:
    place = path.parent / REFUSED
    place.mkdir(exist_ok=True)
    path.rename(place / path.name)
    (place / f"{path.name}.txt").write_text(reason + "\n", encoding="utf-8")
