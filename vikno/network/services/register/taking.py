"""Taking in the national register of centres: whole or nothing, twice the same as once."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.db.models import Max

from vikno.audit.services import announce, record
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.common.reports import SHOWN, Progress
from vikno.common.tables import TableRefused
from vikno.network import policies
from vikno.network.errors import CodifierMissing, EditionTooOld, RegisterRefused
from vikno.network.models import Point, RegisterEdition
from vikno.network.rules.placement import Placed
from vikno.network.rules.timetables import Question, Timetable
from vikno.network.services.register.adding import add_points
from vikno.network.services.register.changing import Edition, change_points, place_waiting
from vikno.network.services.register.gazetteer import load_gazetteer
from vikno.network.services.register.plan import Plan, Read, known_points, plan_of, read_all
from vikno.network.services.register.reading import edition_date, read_rows
from vikno.network.services.register.report import RegisterReport
from vikno.territories.models import Unit

_LOCK: Final = 0x4E455457  # "NETW"
_CHUNK: Final = 500


def import_network(
    *, path: Path, edition_on: dt.date | None, actor: Actor, at: dt.datetime, progress: Progress | None = None
) -> RegisterReport:
    """Take in a file of the national register (XLSX, XLS, ODS, CSV; one header row or two).

    edition_on: its date; told by the file's name, else today. Centres, points, states, hours, marks and the queue of
    places come of it; the same file again changes nothing. Raises `StewardOnly`; other refusals are in the report.
    """
    policies.require_may_import(actor)
    try:
        with transaction.atomic():
            return _take(path, edition_on or edition_date(path, at), actor, at, progress)
    except (TableRefused, RegisterRefused) as refusal:
        return RegisterReport(
            file_name=path.name, is_refused=True,
            refused=tuple(refusal.problems[:SHOWN]), refused_total=refusal.total,
        )  # fmt: skip


def _take(path: Path, day: dt.date, actor: Actor, at: dt.datetime, progress: Progress | None) -> RegisterReport:
    _alone()
    newest = RegisterEdition.objects.aggregate(day=Max("edition_on"))["day"]
    if newest is not None and day < newest:
        raise EditionTooOld(newest=f"{newest:%d.%m.%Y}")
    rows = read_rows(path)
    if not Unit.objects.filter(removed_on=None).exists():
        raise CodifierMissing
    gazetteer = load_gazetteer()
    reads = read_all(rows, gazetteer)
    plan = plan_of(reads, known_points(), gazetteer)
    edition = Edition(_since(day, at), at, f"За реєстром ЦНАП, редакція від {day:%d.%m.%Y}")
    _write(plan, edition, day, progress)
    now_placed = place_waiting(plan.unchanged)
    counts = _counts(plan, reads, edition)
    has_changed = not plan.is_empty or bool(now_placed)
    if has_changed or newest != day:
        _keep(path, day, counts, actor, at)
    return RegisterReport(file_name=path.name, edition_on=day, counts=counts, has_changed=has_changed)


def _alone() -> None:
    """One import at a time: what was compared must still be so when the differences are written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _since(day: dt.date, at: dt.datetime) -> dt.datetime:
    """States of an edition hold from its day, never from the future."""
    return min(dt.datetime.combine(day, dt.time(), KYIV), at)


def _write(plan: Plan, edition: Edition, day: dt.date, progress: Progress | None) -> None:
    total = len(plan.added) + len(plan.changed)
    for start in range(0, len(plan.added), _CHUNK):
        piece = plan.added[start : start + _CHUNK]
        add_points(piece, starts_at=edition.starts_at, at=edition.at, ground=edition.ground)
        _tell(progress, start + len(piece), total)
    for start in range(0, len(plan.changed), _CHUNK):
        change_points(plan.changed[start : start + _CHUNK], edition)
        _tell(progress, min(len(plan.added) + start + _CHUNK, total), total)
    Point.objects.filter(pk__in=[point.pk for point in plan.removed]).update(left_register_on=day)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _counts(plan: Plan, reads: Sequence[Read], edition: Edition) -> dict[str, int]:
    readings = [read.facts.timetable for read in reads]
    placed = sum(isinstance(read.outcome, Placed) for read in reads)
    return {
        "rows": len(reads),
        "added": len(plan.added),
        "changed": len(plan.changed),
        "unchanged": len(plan.unchanged),
        "removed": len(plan.removed),
        "placed": placed,
        "queued": len(reads) - placed,
        "timetables_read": sum(isinstance(reading, Timetable) for reading in readings),
        "timetables_queued": sum(isinstance(reading, Question) for reading in readings),
        "questions": sum(bool(read.questions) for read in reads),
        "kept_own": sum(edition.kept.values()),
    }


def _keep(path: Path, day: dt.date, counts: dict[str, int], actor: Actor, at: dt.datetime) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    kept = RegisterEdition.objects.create(
        file_name=path.name[:255], sha256=digest, edition_on=day, summary=counts, imported_at=at
    )
    facts = {"edition": day.isoformat(), **counts}
    record(actor=actor, action="network.imported", subject=kept, at=at, hromada_code=actor.hromada_code, facts=facts)
    announce(topic="network.imported", payload={"edition": kept.pk, **facts}, hromada_code="")
