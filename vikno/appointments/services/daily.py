"""What is done by the clock: held times go back, offers go on, reminders go out, names are wiped."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from vikno.appointments.enums import EXPECTED, BookingState, WaitingState
from vikno.appointments.models import Booking, WaitingEntry
from vikno.appointments.queries import terms_on
from vikno.appointments.services import telling, writing
from vikno.appointments.services.locks import lock_point
from vikno.appointments.services.waiting import offer_freed
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.notifications import services as notifications

_AT_ONCE = 500


def settle_holds(*, hromada_code: str, at: datetime) -> int:
    """Held times whose wait is over go back, then to who waits; how many went back. A point is one transaction."""
    overdue = Q(pk__in=_points_with_overdue(hromada_code, at))
    waited = Q(pk__in=_points_with_waiting(hromada_code))
    points = list(Point.objects.filter(overdue | waited, hromada_id=hromada_code).order_by("pk"))
    return sum(_settle(point, hromada_code, at) for point in points)


@transaction.atomic
def _settle(point: Point, hromada_code: str, at: datetime) -> int:
    lock_point(point.pk)
    lapsed = writing.release_overdue(point_id=point.pk, hromada_code=hromada_code, at=at)
    offer_freed(point=point, at=at)
    return len(lapsed)


@transaction.atomic
def remind(*, hromada_code: str, at: datetime) -> int:
    """Remind of visits that come within the hours of reminding, each once; who booked within them is not told again."""
    hours = timedelta(hours=terms_on(hromada_code, on=clock.today(at)).remind_hours)
    rows = Booking.objects.select_for_update(of=("self",), skip_locked=True).filter(
        hromada_id=hromada_code, state__in=EXPECTED, reminded_at__isnull=True, starts_at__gt=at,
        starts_at__lte=at + hours, changed_at__lt=F("starts_at") - hours,
    )  # fmt: skip
    due = list(rows.select_related("point", "resource", "resource__settlement").order_by("starts_at", "pk")[:_AT_ONCE])
    for booking in due:
        telling.tell_reminder(booking, actor=Actor.system(hromada_code), at=at)
        booking.reminded_at = at
        booking.save(update_fields=["reminded_at"])
    return len(due)


@transaction.atomic
def wipe(*, hromada_code: str, at: datetime) -> int:
    """Names and contacts of visits that were long ago are wiped, with the messages about them; how many bookings."""
    keep = timedelta(days=terms_on(hromada_code, on=clock.today(at)).keep_days)
    rows = Booking.objects.select_for_update(skip_locked=True).filter(
        hromada_id=hromada_code, ends_at__lt=at - keep, wiped_at__isnull=True
    )
    old = list(rows.order_by("pk")[:_AT_ONCE])
    for booking in old:
        notifications.forget(about=booking, hromada_code=hromada_code)
        booking.name = booking.contact = booking.contact_key = booking.address = ""
        booking.wiped_at = at
        booking.save(update_fields=["name", "contact", "contact_key", "address", "wiped_at"])
    ended = Q(settled_at__lt=at - keep) | Q(until__lt=clock.today(at - keep))
    waited = WaitingEntry.objects.filter(ended, hromada_id=hromada_code, wiped_at__isnull=True)
    waited.exclude(state=WaitingState.WAITING).update(name="", contact="", contact_key="", wiped_at=at)
    return len(old)


def _points_with_overdue(hromada_code: str, at: datetime) -> list[int]:
    rows = Booking.objects.filter(hromada_id=hromada_code, state=BookingState.HELD, held_until__lte=at)
    return list(rows.order_by("point_id").values_list("point_id", flat=True).distinct())


def _points_with_waiting(hromada_code: str) -> list[int]:
    rows = WaitingEntry.objects.filter(hromada_id=hromada_code, state=WaitingState.WAITING)
    return list(rows.order_by("point_id").values_list("point_id", flat=True).distinct())
