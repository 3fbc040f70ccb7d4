"""What will happen, in numbers, before it does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from vikno.appointments import queries as appointments
from vikno.appointments.models import Booking
from vikno.common.clock import KYIV, midnight, today
from vikno.continuity import rules
from vikno.continuity.enums import Reach
from vikno.network.models import Point
from vikno.network.queries import today_hours
from vikno.notifications.enums import Channel
from vikno.notifications.queries import goes_by_itself
from vikno.queue import queries as queue


@dataclass(frozen=True, kw_only=True)
class PointPreview:
    """People at one point: who waits, whose time falls away, who is in doubt; of these whom nobody tells by itself."""

    point: Point
    waiting: int
    fall_away: int
    in_doubt: int
    to_call: int
    unreachable: int


def reach_of(booking: Booking) -> Reach:
    """How the person of a booking gets to know of something."""
    if not booking.contact or booking.channel == Channel.IN_PERSON:
        return Reach.NOBODY
    return Reach.BY_ITSELF if goes_by_itself(booking.channel, booking.contact) else Reach.BY_PHONE


def day_end(points: Sequence[Point], *, at: datetime) -> datetime:
    """When reception ends today at the last of the points; the day's end where hours are unknown or over."""
    closes = [hours.closes for listed in today_hours([p.pk for p in points], at).values() for hours in listed]
    last = datetime.combine(today(at), max(closes, default=time.min), tzinfo=KYIV)
    return last if last > at else midnight(today(at) + timedelta(days=1)) - timedelta(minutes=1)


def previews(
    points: Sequence[Point], *, effect: str, services: Collection[int], doubt: int, until: datetime | None,
    at: datetime,
) -> list[PointPreview]:  # fmt: skip
    """Two queries a point."""
    return [_preview(point, effect, services, doubt, until, at) for point in points]


def _preview(
    point: Point, effect: str, services: Collection[int], doubt: int, until: datetime | None, at: datetime
) -> PointPreview:
    fall, unsure = split_bookings(point, effect=effect, services=services, doubt=doubt, until=until, at=at)
    reaches = [reach_of(booking) for booking in (*fall, *unsure)]
    return PointPreview(
        point=point, waiting=len(queue.waiting_now(point, at=at)), fall_away=len(fall), in_doubt=len(unsure),
        to_call=reaches.count(Reach.BY_PHONE), unreachable=reaches.count(Reach.NOBODY),
    )  # fmt: skip


def split_bookings(
    point: Point, *, effect: str, services: Collection[int], doubt: int, until: datetime | None, at: datetime
) -> tuple[list[Booking], list[Booking]]:
    """Whose time falls away, and who is in doubt. Without an expected end the day is taken."""
    plan = rules.plan_of(effect, has_services=bool(services))
    end = until or midnight(today(at) + timedelta(days=1))
    latest = end + timedelta(minutes=doubt) if plan.all_fall_away and until else end
    booked = appointments.booked_in_office(point, since=at, until=latest)
    within = [each for each in booked if each.starts_at < end]
    if plan.all_fall_away:
        return within, [each for each in booked if each.starts_at >= end]
    if plan.named_fall_away:
        return [each for each in within if each.service_id in services], []
    return [], within if plan.all_in_doubt else []
