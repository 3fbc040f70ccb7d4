"""Bookings: one by its number, a day of a point, who waits."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from vikno.appointments.enums import EXPECTED, TAKING, TRAVELLING, BookingState, WaitingState
from vikno.appointments.errors import BookingNotFound
from vikno.appointments.models import Booking, BookingEvent, Feed, PublicNumber, WaitingEntry
from vikno.appointments.rules import secrets
from vikno.common import clock, tenancy
from vikno.common.rows import the_one
from vikno.network.models import Point


@contextmanager
def working_for_point(hromada_code: str) -> Iterator[None]:
    """A stranger's request works for the hromada of the point it asks about; what was bound before comes back."""
    with tenancy.standing_in(hromada_code):
        yield


def hromada_of_number(number: str) -> str:
    """Whose a number of a booking or a calendar is; "" for an unknown one."""
    found = PublicNumber.objects.filter(number=number).values_list("hromada_code", flat=True)
    return next(iter(found), "")


def keys() -> tuple[str, ...]:
    """The site's keys, the present one first."""
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


def code_of(booking: Booking) -> str:
    return secrets.code_of(key=settings.SECRET_KEY, number=booking.number, salt=str(booking.salt))


def link_of(row: Booking | Feed) -> str:
    return secrets.link_of(key=settings.SECRET_KEY, number=row.number, salt=str(row.salt))


def code_fits(booking: Booking, code: str) -> bool:
    salt = str(booking.salt)
    made = [secrets.code_of(key=key, number=booking.number, salt=salt) for key in keys()]
    return secrets.fits(secrets.code_read(code), made)


def link_fits(row: Booking | Feed, secret: str) -> bool:
    salt = str(row.salt)
    return secrets.fits(secret, [secrets.link_of(key=key, number=row.number, salt=salt) for key in keys()])


def booking_of_number(hromada_code: str, number: str) -> Booking | None:
    """A booking with what its page shows. The hromada is bound by the caller."""
    return the_one(_full(Booking.objects.filter(hromada_id=hromada_code, number=number)))


def access_booking(hromada_code: str, pk: int) -> Booking:
    """BookingNotFound for an unknown and a foreign one alike."""
    found = the_one(_full(Booking.objects.filter(hromada_id=hromada_code, pk=pk)))
    if found is None:
        raise BookingNotFound
    return found


def booking_typed(hromada_code: str, point_id: int, typed: str, *, on: date) -> Booking | None:
    """Of a day of a point, the booking whose number was typed; None for a mistyped, an unknown and a foreign one."""
    number = secrets.number_read(typed)
    return the_one(_full(_on_day(hromada_code, point_id, on).filter(number=number))) if number else None


def booking_of_key(hromada_code: str, point_id: int, uid: UUID, *, on: date) -> Booking | None:
    """Of a day of a point, the booking a ticket was given for."""
    return the_one(_on_day(hromada_code, point_id, on).filter(uid=uid).order_by("pk"))


def received_on(hromada_code: str, point_id: int, day: date) -> QuerySet[Booking]:
    """Who is expected on a day, came or did not come, by time; whoever cancelled or has not confirmed is left out."""
    shown = (*EXPECTED, BookingState.ATTENDED, BookingState.NO_SHOW)
    rows = _on_day(hromada_code, point_id, day).filter(state__in=shown)
    return rows.select_related("service").order_by("starts_at", "pk")


def days_unmarked(hromada_code: str, *, since: date, before: date) -> list[tuple[int, date]]:
    """Points and past days with somebody of whom nobody has said whether they came."""
    rows = Booking.objects.filter(
        hromada_id=hromada_code, state__in=EXPECTED, starts_at__gte=clock.midnight(since),
        starts_at__lt=clock.midnight(before),
    )  # fmt: skip
    found = rows.order_by("point_id", "starts_at").values_list("point_id", "starts_at")
    return list(dict.fromkeys((point, clock.today(starts_at)) for point, starts_at in found))


def day_of_point(hromada_code: str, point_id: int, day: date) -> QuerySet[Booking]:
    """Who comes on a day, by time; those who cancelled are left out."""
    shown = (*TAKING, BookingState.NO_SHOW)
    return _full(_on_day(hromada_code, point_id, day).filter(state__in=shown)).order_by("starts_at", "resource", "pk")


def expected_on(hromada_code: str, point_id: int, day: date) -> QuerySet[Booking]:
    """Whom a cancelled day touches."""
    return _full(_on_day(hromada_code, point_id, day).filter(state__in=[BookingState.HELD, *EXPECTED]))


def expected_between(hromada_code: str, point_id: int, *, since: datetime, until: datetime) -> QuerySet[Booking]:
    """Whom some hours touch: visits that begin after the one moment and before the other."""
    rows = Booking.objects.filter(hromada_id=hromada_code, point_id=point_id, starts_at__gt=since, starts_at__lt=until)
    return _full(rows.filter(state__in=[BookingState.HELD, *EXPECTED]))


def booked_in_office(
    point: Point, *, since: datetime, until: datetime, services: Collection[int] | None = None
) -> list[Booking]:
    """The same without those who are visited at home or met on the way; `services`: only these."""
    rows = expected_between(str(point.hromada_id), point.pk, since=since, until=until)
    in_office = [each for each in rows if each.resource.kind not in TRAVELLING]
    return [each for each in in_office if services is None or each.service_id in services]


def open_of_contact(hromada_code: str, contact_key: str, *, at: datetime) -> QuerySet[Booking]:
    """Bookings of a telephone or an address that are still to come."""
    rows = Booking.objects.filter(hromada_id=hromada_code, contact_key=contact_key, ends_at__gt=at)
    return rows.filter(Q(state__in=EXPECTED) | Q(state=BookingState.HELD, held_until__gt=at)).order_by(
        "starts_at", "pk"
    )


def waiting_of_point(hromada_code: str, point_ids: Sequence[int]) -> QuerySet[WaitingEntry]:
    """Who waits, in the order of offers."""
    rows = WaitingEntry.objects.filter(hromada_id=hromada_code, point_id__in=point_ids, state=WaitingState.WAITING)
    return rows.select_related("service", "point").order_by("offers", "created_at", "pk")


def feed_of_number(hromada_code: str, number: str) -> Feed | None:
    rows = Feed.objects.filter(hromada_id=hromada_code, number=number, ended_at__isnull=True)
    return the_one(rows.select_related("point", "resource"))


def feeds_of(hromada_code: str, *, user_id: int | None) -> QuerySet[Feed]:
    """Calendars of a person that are in use."""
    rows = Feed.objects.filter(hromada_id=hromada_code, made_by_id=user_id, ended_at__isnull=True)
    return rows.select_related("point", "resource").order_by("-pk")


def bookings_of_feed(feed: Feed, *, at: datetime) -> QuerySet[Booking]:
    """A month behind and all that is ahead, the cancelled among them: calendars must learn that they are."""
    rows = Booking.objects.filter(
        hromada_id=feed.hromada_id, point_id=feed.point_id, starts_at__gte=at - timedelta(days=30)
    ).exclude(state__in=[BookingState.HELD, BookingState.LAPSED])
    if feed.resource_id is not None:
        rows = rows.filter(Q(resource_id=feed.resource_id) | Q(station_id=feed.resource_id))
    return rows.select_related("service", "point", "resource", "point__settlement").order_by("starts_at", "pk")


def _on_day(hromada_code: str, point_id: int, day: date) -> QuerySet[Booking]:
    since, until = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    return Booking.objects.filter(hromada_id=hromada_code, point_id=point_id, starts_at__gte=since, starts_at__lt=until)


def _full(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    events = BookingEvent.objects.order_by("pk")
    related = rows.select_related("point", "point__settlement", "service", "resource", "station", "waiting", "hromada")
    return related.prefetch_related(Prefetch("events", events)).order_by("starts_at", "pk")
