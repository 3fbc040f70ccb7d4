"""A row that differs from the edition before: the register's change is taken, a person's own edit is kept.

For each fact three values are compared: the register's old one, its new one, and ours. Ours yields only where it still
equals the old one.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from vikno.common import text
from vikno.network.enums import Cause, Mark, PlacementState, RegisterQuestion
from vikno.network.models import AccessibilityMark, OpeningPeriod, PlacementTask, Point, PointStatus
from vikno.network.rules import status as moves
from vikno.network.rules.addresses import parse_address
from vikno.network.rules.placement import Placed
from vikno.network.rules.register import Facts, RegisterRow, facts_of
from vikno.network.services.placements import centre_of_hromada
from vikno.network.services.register.adding import (
    SOURCE,
    periods_of,
    place_of,
    task_of,
    timetable_of,
    write_periods,
)  # fmt: skip
from vikno.network.services.register.plan import Read

_PLAIN: Final = ("name", "kind", "website", "staff_total", "floor_area")
_WRITTEN: Final = (
    *("centre", "kind", "name", "search_key", "sort_key", "hromada", "settlement", "address_text", "street_address"),
    *("postcode", "phones", "website", "staff_total", "floor_area", "timetable_text", "timetable_state"),
    *("timetable_reason", "timetable_note", "register_row", "left_register_on", "questions"),
)


@dataclass(slots=True)
class Edition:
    """What every change of one file shares."""

    starts_at: dt.datetime
    at: dt.datetime
    ground: str
    kept: Counter[int] = field(default_factory=Counter)  # point → own edits kept


def change_points(pairs: Sequence[tuple[Point, Read]], edition: Edition) -> None:
    """Take the register's changes into the points."""
    for point, read in pairs:
        _change(point, read, edition)
    Point.objects.bulk_update([point for point, _ in pairs], _WRITTEN, batch_size=500)


def _change(point: Point, read: Read, edition: Edition) -> None:
    old = facts_of(RegisterRow(0, _with_required(point.register_row)))
    _take_plain(point, old, read, edition)
    _take_address(point, old, read, edition)
    _take_timetable(point, old, read.facts, edition)
    _take_state(point, old, read.facts, edition)
    _take_marks(point, old, read.facts)
    point.search_key, point.sort_key = text.fold(point.name), text.sort_key(point.name)
    point.register_row, point.left_register_on = dict(read.row.cells), None
    own = [RegisterQuestion.EDITED_HERE] if edition.kept[point.pk] else []
    point.questions = [str(question) for question in (*read.questions, *own)]


def _with_required(row: dict[str, str]) -> dict[str, str]:
    return {"code": "", "name": "", "address": "", **row}


def _take_plain(point: Point, old: Facts, read: Read, edition: Edition) -> None:
    for name in _PLAIN:
        _take(point, name, getattr(old, name), getattr(read.facts, name), edition)
    _take(point, "phones", list(old.phones), list(read.facts.phones), edition, written=read.phones)


def _take(point: Point, name: str, old: Any, new: Any, edition: Edition, *, written: Any = None) -> None:
    """`written`: what is stored for the new value, where it is not the value itself."""
    if old == new:
        return
    own = getattr(point, name)
    if own == old or own in (None, "", []):
        setattr(point, name, new if written is None else written)
    elif own != new:
        edition.kept[point.pk] += 1


def _take_address(point: Point, old: Facts, read: Read, edition: Edition) -> None:
    if old.address == read.facts.address and old.name == read.facts.name:
        return
    if old.address != read.facts.address:
        before = parse_address(old.address)
        _take(point, "street_address", before.street_address, read.address.street_address[:300], edition)
        _take(point, "postcode", before.postcode, read.address.postcode, edition)
        point.address_text = read.facts.address[:500]
        _place_again(point, read)


def _place_again(point: Point, read: Read) -> None:
    """A new address is placed anew; what a person settled for the old one does not hold for it."""
    found = place_of(read.outcome)
    task = PlacementTask.objects.filter(point=point).first()
    if isinstance(read.outcome, Placed):
        if task:
            task.delete()
    elif task:
        for name, value in {**task_of(read.outcome), "chosen": None, "settled_by": None, "settled_at": None}.items():
            setattr(task, name, value)
        task.save()
    else:
        PlacementTask.objects.create(point=point, **task_of(read.outcome))
    point.settlement_id = found["settlement_id"]
    if found["hromada_id"] and found["hromada_id"] != point.hromada_id:
        point.hromada_id = found["hromada_id"]
        point.centre = centre_of_hromada(found["hromada_id"], named=point.name)


def place_waiting(pairs: Sequence[tuple[Point, Read]]) -> int:
    """Points whose address now can be decided, by a newer codifier. Returns how many."""
    waiting = PlacementTask.objects.filter(
        point__in=[p for p, read in pairs if isinstance(read.outcome, Placed)],
        state__in=[PlacementState.WAITING, PlacementState.SKIPPED],
    )
    decided = set(waiting.values_list("point_id", flat=True))
    placed = [(point, read) for point, read in pairs if point.pk in decided]
    for point, read in placed:
        _place_again(point, read)
    Point.objects.bulk_update([p for p, _ in placed], ["settlement", "hromada", "centre"], batch_size=500)
    return len(placed)


def _take_timetable(point: Point, old: Facts, new: Facts, edition: Edition) -> None:
    if old.timetable_text == new.timetable_text:
        return
    current = [(p.weekday, p.opens, p.closes, p.kind) for p in OpeningPeriod.objects.filter(point=point).order_by("pk")]
    was = [(p.weekday, p.opens, p.closes, p.kind) for p in periods_of(old.timetable)]
    if sorted(current) != sorted(was):
        edition.kept[point.pk] += 1
        point.timetable_text = new.timetable_text
        return
    OpeningPeriod.objects.filter(point=point).delete()
    write_periods([(point, new.timetable)])
    for name, value in timetable_of(new.timetable_text, new.timetable).items():
        setattr(point, name, value)


def _take_state(point: Point, old: Facts, new: Facts, edition: Edition) -> None:
    if old.state == new.state or not new.state:
        return
    current = PointStatus.objects.filter(point=point, ends_at=None).first()
    if current is not None and (current.state != old.state or not _may_end(current, new.state, edition)):
        edition.kept[point.pk] += current.state != new.state
        return
    if current is not None:
        PointStatus.objects.filter(pk=current.pk).update(ends_at=edition.starts_at)
    PointStatus.objects.create(
        point=point, state=new.state, cause=Cause.OTHER, starts_at=edition.starts_at, reason=edition.ground,
        recorded_at=edition.at,
    )  # fmt: skip


def _may_end(current: PointStatus, state: str, edition: Edition) -> bool:
    return current.starts_at < edition.starts_at and moves.may_follow(current.state, state)


def _take_marks(point: Point, old: Facts, new: Facts) -> None:
    """Marks that the register gave and nobody has checked since."""
    for item, is_there in new.marks.items():
        if old.marks.get(item) == is_there:
            continue
        mark = Mark.YES if is_there else Mark.NO
        found, is_new = AccessibilityMark.objects.get_or_create(
            point=point, item=item, defaults={"mark": mark, "source": SOURCE}
        )
        if not is_new and found.source == SOURCE:
            AccessibilityMark.objects.filter(pk=found.pk).update(mark=mark)
