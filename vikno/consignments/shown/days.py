"""Ready rows of a day's reconciliation and of what a head looks after."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from vikno.common.actors import Actor
from vikno.common.components import StatusKind
from vikno.consignments import queries
from vikno.consignments.enums import LineState
from vikno.consignments.models import Bag
from vikno.consignments.shown.papers import bag_row, case_number_shown, case_row
from vikno.consignments.shown.trips import trip_rows
from vikno.network.models import Point

LINE_KINDS: dict[str, StatusKind] = {
    LineState.PRESENT: "done",
    LineState.MISSING: "late",
    LineState.EXTRA: "progress",
}


def day_facts(point: Point, *, on: date, now: datetime) -> dict[str, Any]:
    """The list of a day with what was ticked: unticked first, then missing and extra, then those here."""
    found, check = queries.reconciliation(point, on=on, now=now), queries.check_of(point, on=on)
    lines = {line.case_id: line for line in queries.lines_of(check)} if check is not None else {}
    here = {case.pk for case in found.here}
    extra = [line.case for line in lines.values() if line.case_id not in here]
    rows = []
    for case in (*found.here, *extra):
        line = lines.get(case.pk)
        rows.append(
            {
                "row": case_row(case, today=on), "is_ticked": line is not None,
                "found": line.get_found_display() if line else "",
                "kind": LINE_KINDS[line.found] if line else "neutral",
                "note": line.note if line else "", "is_extra": case.pk not in here,
                "order": 1 if line is None else 2 if line.found != LineState.PRESENT else 3,
            }
        )  # fmt: skip
    rows.sort(key=lambda each: each["order"])
    return {
        "day": found, "check": check, "rows": rows, "left": sum(not each["is_ticked"] for each in rows),
        "is_signed": check is not None and check.signed_at is not None,
    }  # fmt: skip


def late_rows(bags: Sequence[Bag], *, today: date) -> list[dict[str, Any]]:
    """Late bags, and since when the heads of both ends know."""
    alarms = queries.alarms_of(bags) if bags else {}
    return [{"row": bag_row(bag, today=today), "alarm": alarms.get(bag.pk)} for bag in bags]


def control_facts(actor: Actor, *, today: date) -> dict[str, Any]:
    """Everything that waits for the head."""
    found = queries.control(actor, today=today)
    return {
        "late_bags": late_rows(found.late_bags, today=today),
        "late_papers": [
            {
                "number": late.case.number, "number_shown": case_number_shown(late.case.number),
                "service": late.case.service.name, "point": late.point.name, "leave_by": late.leave_by,
                "mode": late.mode.mode.label if late.mode.scans_sent_at else "",
            }
            for late in found.late_papers
        ],
        "days": [
            {
                "point": each.point, "on": each.on, "waits": each.waits, "is_signed": each.is_signed,
                "check": each.check, "is_begun": each.check is not None,
            }
            for each in found.days
        ],
        "trips": trip_rows(found.open_trips),
        "losses": [
            {
                "number": loss.case.number, "number_shown": case_number_shown(loss.case.number),
                "last_held": loss.last_held, "declared_at": loss.declared_at, "paper_id": loss.paper_id,
            }
            for loss in found.losses
        ],
    }  # fmt: skip
