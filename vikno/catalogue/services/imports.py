"""A file of services, and the catalogue that comes with the product."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from vikno.catalogue import policies
from vikno.catalogue.errors import UnknownFormat
from vikno.catalogue.readers import Bundle, read_catalogue_file, read_seed
from vikno.catalogue.readers.seed import SEED, seed_edition
from vikno.catalogue.services.bundles import load_bundles
from vikno.catalogue.services.reports import ImportReport
from vikno.catalogue.services.taking import take_catalogue
from vikno.catalogue.services.words import load_popular_words
from vikno.catalogue.services.workflow_files import load_workflow_seed
from vikno.common.actors import Actor
from vikno.common.reports import Progress, silent
from vikno.common.tables import Problem, TableRefused

# The dump of the portal keeps its groups in a file of its own, beside the services.
GROUPS_BESIDE: Final = "igov-Subcategory.csv"
SEED_NAME: Final = "seed"


def import_services(
    *, path: Path, actor: Actor, at: datetime, cards: Path | None = None, progress: Progress = silent
) -> ImportReport:
    """Take a CSV, XLSX, XLS, ODS or JSON file of services whole, or refuse it whole with lines and reasons.

    cards: folder of HTML cards named by the numbers of services. A second import of the same file changes nothing,
    and the report says so.
    """
    beside = path.parent / GROUPS_BESIDE
    groups = beside if beside.is_file() and beside != path else None
    return _taken(
        lambda content: read_catalogue_file(content, cards=cards, groups=groups),
        content=path.read_bytes(), file_name=path.name, actor=actor, at=at, progress=progress,
    )  # fmt: skip


def import_upload(*, content: bytes, file_name: str, actor: Actor, at: datetime) -> ImportReport:
    """The same for a file sent through a page."""
    return _taken(read_catalogue_file, content=content, file_name=file_name, actor=actor, at=at, progress=silent)


def load_seed(*, actor: Actor, at: datetime) -> ImportReport:
    """The project's own catalogue with its technological cards, life-event bundles and popular words.

    A card that a newer release rewrote becomes a new version from today.
    """
    content = b"".join(path.read_bytes() for path in sorted(SEED.glob("*.toml")))
    report = _taken(
        lambda _: read_seed(), content=content, file_name=SEED_NAME, actor=actor, at=at, progress=silent
    )  # fmt: skip
    if not report.is_refused:
        load_workflow_seed(valid_from=seed_edition(), actor=actor, at=at)
        load_bundles(actor=actor, at=at)
        load_popular_words(actor=actor, at=at)
    return report


def _taken(
    read: Callable[[bytes], Bundle],
    *,
    content: bytes,
    file_name: str,
    actor: Actor,
    at: datetime,
    progress: Progress,
) -> ImportReport:
    """Read, decide and write in one transaction; a refusal of the file undoes it and becomes the report."""
    policies.require_may_import(actor)
    digest = hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            return take_catalogue(
                bundle=read(content), file_name=file_name, sha256=digest, actor=actor, at=at, progress=progress
            )
    except TableRefused as refusal:
        problems, total = list(refusal.problems), refusal.total
    except UnknownFormat as refusal:
        problems, total = [Problem(0, refusal.message)], 1
    return ImportReport(file_name=file_name, refused=problems, refused_total=total)
