"""Days of points with their timetables as they stood."""

from django.db.models import QuerySet

from vikno.indicators.models import PlannedDay
from vikno.indicators.queries.spans import Span
from vikno.indicators.queries.values import Scope


def planned_days(scope: Scope, span: Span) -> QuerySet[PlannedDay]:
    """The newest first; a day off is not there."""
    rows = PlannedDay.objects.filter(hromada_id=scope.hromada, day__range=(span.since, span.until))
    if scope.point is not None:
        rows = rows.filter(point_id=scope.point)
    return rows.select_related("point").order_by("-day", "point__sort_key", "point")
