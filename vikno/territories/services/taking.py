"""The frame of every import: permission, one at a time, whole or nothing, an edition and a journal entry."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from vikno.audit.services import announce, record
from vikno.common.actors import Actor
from vikno.common.errors import Words
from vikno.common.reports import SHOWN
from vikno.common.tables import Problem, TableRefused
from vikno.territories.enums import EditionKind
from vikno.territories.errors import ImportRefused
from vikno.territories.models import Edition
from vikno.territories.policies import require_may_import
from vikno.territories.services.report import ImportReport

_LOCK: Final = 0x54455252  # "TERR"
_PIECE: Final = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was handed in: a file or a folder, by whom and when."""

    path: Path
    actor: Actor
    at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What the import of one kind found and did."""

    counts: Mapping[str, int]
    has_changed: bool
    kind: EditionKind | None = None
    edition_on: dt.date | None = None
    refused: Sequence[Problem] = ()
    notes: Sequence[Words] = ()


def take_in(kind: EditionKind, given: Given, work: Callable[[], Taken]) -> ImportReport:
    """Run `work` in one transaction, alone, and report. A refusal rolls everything back and becomes the report.

    kind: what the file is taken for; the work may find that it is another.
    """
    require_may_import(given.actor)
    try:
        with transaction.atomic():
            _alone()
            taken = work()
            kind = taken.kind or kind
            if taken.has_changed:
                _keep(kind, given, taken)
                _refresh_statistics()
    except (TableRefused, ImportRefused) as refusal:
        return ImportReport(
            kind=kind, file_name=given.path.name, is_refused=True,
            refused=tuple(refusal.problems[:SHOWN]), refused_total=refusal.total,
        )  # fmt: skip
    return ImportReport(
        kind=kind, file_name=given.path.name, edition_on=taken.edition_on, counts=taken.counts,
        refused=tuple(taken.refused[:SHOWN]), refused_total=len(taken.refused), notes=tuple(taken.notes),
        has_changed=taken.has_changed,
    )  # fmt: skip


def _alone() -> None:
    """One import at a time: what was compared must still be so when the differences are written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _keep(kind: EditionKind, given: Given, taken: Taken) -> None:
    edition = Edition.objects.create(
        kind=kind, edition_on=taken.edition_on or given.at.date(), file_name=given.path.name[:255],
        sha256=digest(given.path), summary={**taken.counts, "refused": len(taken.refused)}, imported_at=given.at,
    )  # fmt: skip
    facts = {"kind": str(kind), "edition": edition.edition_on.isoformat(), **edition.summary}
    record(actor=given.actor, action="territories.imported", subject=edition, at=given.at, hromada_code="", facts=facts)
    announce(topic="territories.imported", payload={"edition": edition.pk, **facts}, hromada_code="")


def _refresh_statistics() -> None:
    """Let the planner know at once what is in the tables: a search must not wait for autovacuum to notice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT territories_refresh_statistics()")


def digest(path: Path) -> str:
    """SHA-256 of a file, or of the names and contents of the files in a folder, in hex."""
    whole = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            whole.update(file.name.encode() if path.is_dir() else b"")
            with file.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    whole.update(piece)
    return whole.hexdigest()
