"""Interruptions: what is in force, one of them, those that were."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from vikno.common.actors import Actor
from vikno.common.spans import Span
from vikno.continuity import policies, rules
from vikno.continuity.enums import NEEDS_A_CALL, Cause
from vikno.continuity.errors import NoSuchInterruption
from vikno.continuity.models import Interruption, InterruptionBooking, InterruptionPoint, InterruptionService
from vikno.network.models import Point


def in_force(hromada_code: str, *, at: datetime) -> list[Interruption]:
    """What is interrupted now in a hromada, with its points. Two queries, one when nothing is."""
    rows = Interruption.objects.filter(_lasting(at), hromada_id=hromada_code)
    return list(_with_points(rows).order_by("-began_at", "-pk"))


def holding_at(point: Point, *, at: datetime) -> list[InterruptionPoint]:
    """What interruptions in force do at one point."""
    rows = InterruptionPoint.objects.filter(_lasting(at, "interruption__"), hromada_id=point.hromada_id, point=point)
    return list(rows.select_related("interruption").order_by("pk"))


def services_stopped(listed: Iterable[Interruption]) -> list[tuple[int, Interruption]]:
    """Keys of services that interruptions have stopped, each with the one that has. One query."""
    by_key = {one.pk: one for one in listed}
    rows = InterruptionService.objects.filter(
        interruption__in=by_key, hromada_id__in={one.hromada_id for one in by_key.values()}
    )
    return [(service, by_key[of]) for service, of in rows.order_by("pk").values_list("service_id", "interruption_id")]


def newest(actor: Actor) -> QuerySet[Interruption]:
    """All of them, the newest first."""
    return _with_points(policies.visible(actor)).order_by("-began_at", "-pk")


def interruption_of(actor: Actor, pk: int) -> Interruption:
    """One with its points. Refusals: NoSuchInterruption, for a foreign one too."""
    found = newest(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuchInterruption
    return found


def calls_of(interruption: Interruption) -> QuerySet[InterruptionBooking]:
    """Whom a person has to tell, those told already last; names wiped with the booking are not shown."""
    rows = _bookings(interruption).filter(reach__in=NEEDS_A_CALL)
    return rows.order_by("called_at", "booking__starts_at", "pk")


def bookings_in_doubt_or_fallen(interruption: Interruption) -> list[InterruptionBooking]:
    """Every booking it has touched, by time."""
    return list(_bookings(interruption).order_by("booking__starts_at", "pk"))


def touched_by_others(point: Point, *, at: datetime) -> set[int]:
    """Bookings of a point whose people know of an interruption in force."""
    rows = InterruptionBooking.objects.filter(
        _lasting(at, "interruption__"), hromada_id=point.hromada_id, booking__point=point
    )
    return set(rows.values_list("booking_id", flat=True))


def durations(listed: Iterable[Interruption], *, at: datetime) -> tuple[dict[str, float], float]:
    """Hours by cause, and of all of them together; what overlaps is counted once."""
    by_cause: dict[str, list[Span]] = {}
    for one in listed:
        by_cause.setdefault(one.cause, []).append(Span(one.began_at, one.over_at(at)))
    spans = [span for each in by_cause.values() for span in each]
    named = {str(Cause(cause).label): rules.hours_of(of_cause) for cause, of_cause in sorted(by_cause.items())}
    return named, rules.hours_of(spans)


def _bookings(interruption: Interruption) -> QuerySet[InterruptionBooking]:
    rows = InterruptionBooking.objects.filter(hromada_id=interruption.hromada_id, interruption=interruption)
    return rows.select_related(
        "booking__point__settlement", "booking__service", "booking__resource__settlement", "booking__hromada"
    )


def _with_points(rows: QuerySet[Interruption]) -> QuerySet[Interruption]:
    touches = InterruptionPoint.objects.select_related("point").order_by("pk")
    return rows.prefetch_related(Prefetch("touches", touches))


def _lasting(at: datetime, prefix: str = "") -> Q:
    return Q(**{f"{prefix}ended_at__isnull": True, f"{prefix}lapses_at__gt": at, f"{prefix}began_at__lte": at})
