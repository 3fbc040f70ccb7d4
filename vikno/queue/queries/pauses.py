"""When the queue of a point stood, or stands, still."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from vikno.common.clock import day_around, midnight
from vikno.common.compiled import compiled
from vikno.network.models import Point
from vikno.queue.models import QueuePause
from vikno.queue.rules import Still


def pauses_today(point: Point, *, at: datetime) -> list[QueuePause]:
    """Those of today, the one in force among them. One query."""
    return _at_point(str(point.hromada_id), point.pk, *day_around(at))


@compiled
def _at_point(hromada_code: str, point_id: int, since: datetime, until: datetime) -> QuerySet[QueuePause]:
    return _between(hromada_code, since, until).filter(point_id=point_id)


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
    rows = _between(hromada_code, midnight(since), midnight(until + timedelta(days=1)))
    for one in rows.filter(point_id__in=point_ids):
        found[one.point_id].append(Still(one.began_at, one.ends_at))
    return found


def _between(hromada_code: str, since: datetime, until: datetime) -> QuerySet[QueuePause]:
    rows = QueuePause.objects.filter(hromada_id=hromada_code, ends_at__gt=since, began_at__lt=until)
    return rows.order_by("began_at", "pk")
