"""When the queue of a point stood, or stands, still."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from vikno.common.clock import midnight, today
from vikno.network.models import Point
from vikno.queue.models import QueuePause
from vikno.queue.rules import Still


def pauses_today(point: Point, *, at: datetime) -> list[QueuePause]:
    """Those of today, the one in force among them. One query."""
    return list(_between(point.hromada_id or "", [point.pk], today(at), today(at)))


def pause_in_force(pauses: Iterable[QueuePause], *, at: datetime) -> QueuePause | None:
    """The one that holds at a moment."""
    return next((one for one in pauses if one.began_at <= at < one.ends_at), None)


def stills(pauses: Iterable[QueuePause]) -> list[Still]:
    """The same as the rules read them."""
    return [Still(one.began_at, one.ends_at) for one in pauses]


def stills_by_point(
    hromada_code: str, point_ids: Sequence[int], *, since: date, until: date
) -> Mapping[int, list[Still]]:
    """Standstills of several points over days, both ends inside. One query."""
    found: dict[int, list[Still]] = defaultdict(list)
    for one in _between(hromada_code, point_ids, since, until):
        found[one.point_id].append(Still(one.began_at, one.ends_at))
    return found


def _between(hromada_code: str, point_ids: Sequence[int], since: date, until: date) -> Iterable[QueuePause]:
    rows = QueuePause.objects.filter(
        hromada_id=hromada_code, point_id__in=point_ids, ends_at__gt=midnight(since),
        began_at__lt=midnight(until + timedelta(days=1)),
    )  # fmt: skip
    return rows.order_by("began_at", "pk")
