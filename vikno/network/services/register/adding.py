"""New rows of the register become points, in bulk."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

from vikno.common import text
from vikno.network.enums import Cause, Mark, PeriodKind, PlacementState, TimetableState
from vikno.network.models import (
    AccessibilityMark,
    Centre,
    Equipment,
    OpeningPeriod,
    PlacementTask,
    Point,
    PointStatus,
)  # fmt: skip
from vikno.network.rules.placement import Outcome, Placed
from vikno.network.rules.timetables import Absent, Period, Question, Reading, Timetable
from vikno.network.services.register.plan import Read
from vikno.territories.models import Unit

BATCH: Final = 1000
SOURCE: Final = "register"


def add_points(reads: Sequence[Read], *, starts_at: dt.datetime, at: dt.datetime, ground: str) -> list[Point]:
    """Points with hours, marks, first state and queue entries; `ground` is what the first state stands on."""
    centres = _centres(reads)
    points = Point.objects.bulk_create(
        [_point(read, centre) for read, centre in zip(reads, centres, strict=True)], batch_size=BATCH
    )
    pairs = list(zip(points, reads, strict=True))
    write_periods((point, read.facts.timetable) for point, read in pairs)
    write_marks(pairs)
    PointStatus.objects.bulk_create(
        [
            PointStatus(
                point=point,
                state=read.facts.state,
                cause=Cause.OTHER,
                starts_at=starts_at,
                reason=ground,
                recorded_at=at,
            )
            for point, read in pairs
            if read.facts.state
        ],
        batch_size=BATCH,
    )
    write_tasks((point, read.outcome) for point, read in pairs)
    return points


def _point(read: Read, centre: Centre) -> Point:
    row, facts = read.row, read.facts
    return Point(
        centre=centre, kind=facts.kind, name=row.name, search_key=text.fold(row.name), sort_key=text.sort_key(row.name),
        register_code=row.code, address_text=row.address[:500], street_address=read.address.street_address[:300],
        postcode=read.address.postcode, phones=read.phones, website=facts.website, staff_total=facts.staff_total,
        floor_area=facts.floor_area, register_row=dict(row.cells), questions=read.questions,
        **place_of(read.outcome), **timetable_of(facts.timetable_text, facts.timetable),
    )  # fmt: skip


def place_of(outcome: Outcome) -> dict[str, str | None]:
    """Hromada and settlement of a point; a hromada may be certain where the settlement is not."""
    if isinstance(outcome, Placed):
        return {"hromada_id": outcome.hromada, "settlement_id": outcome.code}
    return {"hromada_id": outcome.hromada or None, "settlement_id": None}


def timetable_of(written: str, reading: Reading) -> dict[str, Any]:
    """Columns of a point that tell how its timetable was read."""
    found = {"timetable_text": written, "timetable_reason": "", "timetable_note": ""}
    match reading:
        case Timetable():
            return found | {"timetable_state": TimetableState.PARSED}
        case Absent():
            return found | {"timetable_state": TimetableState.ABSENT}
        case Question(reason, fragment):
            question = {"timetable_reason": reason, "timetable_note": fragment[:500]}
            return found | {"timetable_state": TimetableState.QUESTION} | question


def _centres(reads: Sequence[Read]) -> list[Centre]:
    """The centre of each row: one for a hromada, one of its own for a point whose hromada is not known."""
    hromadas = [place_of(read.outcome)["hromada_id"] for read in reads]
    by_hromada: dict[str, Centre] = {}
    for centre in Centre.objects.filter(hromada_id__in=set(filter(None, hromadas))).order_by("pk"):
        by_hromada.setdefault(centre.hromada_id or "", centre)
    missing = sorted({code for code in hromadas if code and code not in by_hromada})
    made = [Centre(hromada_id=code, **_described(code, reads, hromadas)) for code in missing]
    by_hromada |= dict(zip(missing, Centre.objects.bulk_create(made, batch_size=BATCH), strict=True))
    serving = Centre.serves.through
    serving.objects.bulk_create(
        [serving(centre_id=by_hromada[code].pk, unit_id=code) for code in missing], batch_size=BATCH
    )
    alone = [Centre(name=read.row.name) for read, code in zip(reads, hromadas, strict=True) if not code]
    own = iter(Centre.objects.bulk_create(alone, batch_size=BATCH))
    return [by_hromada[code] if code else next(own) for code in hromadas]


def _described(code: str, reads: Sequence[Read], hromadas: Sequence[str | None]) -> dict[str, str]:
    """A centre is called as its main office; where the register has none, by the hromada's name."""
    offices = [read for read, hromada in zip(reads, hromadas, strict=True) if hromada == code]
    main = next((read for read in offices if read.facts.kind == "main"), None)
    if main is None:
        return {"name": f"ЦНАП: {Unit.objects.get(pk=code).title}"}
    legal_form = text.clean(main.row.cells.get("formation_form", ""))[:200]
    return {
        "name": main.row.name,
        "register_code": main.row.code,
        "legal_form": legal_form,
        "website": main.facts.website,
        "email": main.facts.email[:254],
        "phone": ", ".join(main.phones)[:200],
    }


def write_periods(pairs: Iterable[tuple[Point, Reading]]) -> None:
    OpeningPeriod.objects.bulk_create(
        [
            OpeningPeriod(point=point, weekday=p.weekday, kind=PeriodKind(p.kind), opens=p.opens, closes=p.closes)
            for point, reading in pairs
            for p in periods_of(reading)
        ],
        batch_size=BATCH,
    )


def periods_of(reading: Reading) -> tuple[Period, ...]:
    """Hours that are certain; what was only suggested waits for a person."""
    return reading.periods if isinstance(reading, Timetable) else ()


def write_marks(pairs: Sequence[tuple[Point, Read]]) -> None:
    """Accessibility marks that the register says, and equipment that it says is there."""
    AccessibilityMark.objects.bulk_create(
        [
            AccessibilityMark(point=point, item=item, mark=Mark.YES if is_there else Mark.NO, source=SOURCE)
            for point, read in pairs
            for item, is_there in read.facts.marks.items()
        ],
        batch_size=BATCH,
    )
    Equipment.objects.bulk_create(
        [
            Equipment(point=point, kind=kind)
            for point, read in pairs
            for kind, is_there in read.facts.equipment.items()
            if is_there
        ],
        batch_size=BATCH,
    )


def write_tasks(pairs: Iterable[tuple[Point, Outcome]]) -> None:
    """A queue entry for each point that a person must place."""
    PlacementTask.objects.bulk_create(
        [PlacementTask(point=point, **task_of(outcome)) for point, outcome in pairs if not isinstance(outcome, Placed)],
        batch_size=BATCH,
    )


def task_of(outcome: Outcome) -> dict[str, Any]:
    """Columns of a queue entry."""
    if isinstance(outcome, Placed):
        raise ValueError("what is placed does not wait")
    ranked = [{"code": c.code, "score": c.score, "why": list(c.why)} for c in outcome.candidates]
    return {"reason": outcome.reason, "candidates": ranked, "state": PlacementState.WAITING}
