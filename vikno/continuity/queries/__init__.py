"""Everything that is read about interruptions."""

from vikno.continuity.queries.causes import CauseRow, cause_row, notices
from vikno.continuity.queries.interruptions import (
    bookings_in_doubt_or_fallen,
    calls_of,
    durations,
    holding_at,
    in_force,
    interruption_of,
    newest,
    services_stopped,
    touched_by_others,
)
from vikno.continuity.queries.previews import PointPreview, day_end, previews, reach_of
from vikno.continuity.queries.services import services_by_authority

__all__ = [
    "CauseRow",
    "PointPreview",
    "bookings_in_doubt_or_fallen",
    "calls_of",
    "cause_row",
    "day_end",
    "durations",
    "holding_at",
    "in_force",
    "interruption_of",
    "newest",
    "notices",
    "previews",
    "reach_of",
    "services_by_authority",
    "services_stopped",
    "touched_by_others",
]
