"""What became of bookings over a period, reasons kept apart."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from vikno.appointments.enums import BookingState, CentreReason
from vikno.appointments.models import Booking, BookingEvent
from vikno.common import clock

_COUNTED = (
    BookingState.ATTENDED, BookingState.NO_SHOW, BookingState.CANCELLED_BY_PERSON, BookingState.CANCELLED_BY_CENTRE
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PointOutcomes:
    """Bookings of a point whose time fell in a period."""

    point_id: int
    point_name: str
    attended: int
    no_show: int
    by_person: int
    by_centre: int
    unmarked: int

    @property
    def total(self) -> int:
        return self.attended + self.no_show + self.by_person + self.by_centre + self.unmarked


def outcomes(hromada_code: str, point_ids: Collection[int], *, since: date, until: date) -> list[PointOutcomes]:
    """One line a point; bookings that came and nobody marked stand apart."""
    rows = Booking.objects.filter(
        hromada_id=hromada_code, point_id__in=point_ids, starts_at__gte=clock.midnight(since),
        starts_at__lt=clock.midnight(until + timedelta(days=1)),
    ).exclude(state__in=[BookingState.HELD, BookingState.LAPSED])  # fmt: skip
    found: dict[tuple[int, str], dict[str, int]] = {}
    counted = rows.values("point_id", "point__name", "state").annotate(n=Count("pk"))
    for row in counted.order_by("point__sort_key", "point_id", "state"):
        line = found.setdefault((row["point_id"], row["point__name"]), {})
        line[row["state"]] = row["n"]
    return [_line(point, name, counts) for (point, name), counts in found.items()]


def centre_reasons(hromada_code: str, point_ids: Collection[int], *, since: date, until: date) -> list[tuple[str, int]]:
    """Why the centre cancelled, the most frequent first, in words."""
    rows = BookingEvent.objects.filter(
        hromada_id=hromada_code, booking__point_id__in=point_ids, state=BookingState.CANCELLED_BY_CENTRE,
        starts_at__gte=clock.midnight(since), starts_at__lt=clock.midnight(until + timedelta(days=1)),
    )  # fmt: skip
    counted = rows.values_list("reason").annotate(n=Count("pk")).order_by("-n", "reason")
    return [(str(CentreReason(reason).label) if reason else "", n) for reason, n in counted]


def _line(point_id: int, name: str, counts: dict[str, int]) -> PointOutcomes:
    known = {state: counts.get(state, 0) for state in _COUNTED}
    return PointOutcomes(
        point_id=point_id, point_name=name, attended=known[BookingState.ATTENDED],
        no_show=known[BookingState.NO_SHOW], by_person=known[BookingState.CANCELLED_BY_PERSON],
        by_centre=known[BookingState.CANCELLED_BY_CENTRE],
        unmarked=sum(counts.values()) - sum(known.values()),
    )  # fmt: skip
