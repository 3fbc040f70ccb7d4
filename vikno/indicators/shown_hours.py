"""Hours of days in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Fact, Part
from vikno.indicators.models import PlannedDay
from vikno.indicators.queries import Value, hours_of_days, labels_of
from vikno.indicators.shown import amount, of_what, with_decimals


@dataclass(frozen=True, kw_only=True)
class Day:
    """A point on a day; `lost` is empty where everything was kept."""

    day: date
    point: str
    timetable: str
    kept: str
    lost: str


def days(hromada: str, plans: Sequence[PlannedDay], value: Value, *, at: datetime) -> dict[str, Any]:
    """Rows of a page and the share that all of them come to. `at`: as far as what lasts is counted."""
    found = {(one.point, one.day): one.hours for one in hours_of_days(hromada, _cells(plans), at)}
    words, one = labels_of(Part.LOSS, [], fact=Fact.SHUT), INDICATORS["hours_kept"]
    rows = []
    for plan in plans:
        kept = found[plan.point_id, plan.day]
        lost = kept.lost.items() if kept else ()
        rows.append(
            Day(
                day=plan.day, point=plan.point.name,
                timetable=", ".join(f"{opens}–{closes}" for opens, closes in plan.hours) or _("графік невідомий"),
                kept=with_decimals(kept.kept / 60, 1) if kept else "—",
                lost=", ".join(f"{words[why]}: {with_decimals(minutes / 60, 1)}" for why, minutes in lost),
            )
        )  # fmt: skip
    return {"rows": rows, "now": amount(one, value), "of": of_what(one, value), "unit": one.unit}


def _cells(plans: Sequence[PlannedDay]) -> set[tuple[int, date]]:
    return {(plan.point_id, plan.day) for plan in plans}
