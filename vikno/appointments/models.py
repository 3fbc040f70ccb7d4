"""Figures, resources, duty, bookings and their history, the waiting list."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.appointments.enums import TAKING, BookingState, CentreReason, Door, Origin, ResourceKind, WaitingState
from vikno.appointments.rules.secrets import number_formatted
from vikno.catalogue.enums import EquipmentNeed
from vikno.catalogue.models import PublicService
from vikno.network.enums import Weekday
from vikno.network.models import Point
from vikno.notifications.enums import Channel, Language
from vikno.territories.models import Unit


class TimeRange(Func):
    """tstzrange(from, to): the end is outside."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


def _row_of_hromada() -> "models.ForeignKey[Unit]":
    return models.ForeignKey(Unit, models.PROTECT, related_name="+")


class TermsRow(models.Model):
    """Figures of a hromada from a day; the newest row that has begun holds. Rows are added, never changed."""

    hromada = _row_of_hromada()
    valid_from = models.DateField(_("діють з"))
    horizon_days = models.PositiveSmallIntegerField(_("на скільки днів наперед записують"))
    notice_minutes = models.PositiveSmallIntegerField(_("не пізніше ніж за скільки хвилин"))
    step_minutes = models.PositiveSmallIntegerField(_("крок часу, хвилин"))
    default_minutes = models.PositiveSmallIntegerField(_("звичайна тривалість, хвилин"))
    hold_minutes = models.PositiveSmallIntegerField(_("скільки хвилин час чекає на код"))
    offer_minutes = models.PositiveSmallIntegerField(_("скільки хвилин чекає пропозиція зі списку"))
    offers_most = models.PositiveSmallIntegerField(_("скільки пропозицій можна пропустити"))
    open_most = models.PositiveSmallIntegerField(_("відкритих записів на один контакт"))
    day_most = models.PositiveSmallIntegerField(_("записів на один контакт у день"))
    code_tries = models.PositiveSmallIntegerField(_("скільки разів можна помилитися в коді"))
    address_hour_most = models.PositiveSmallIntegerField(_("записів з однієї мережевої адреси за годину"))
    remind_hours = models.PositiveSmallIntegerField(_("за скільки годин нагадувати"))
    keep_days = models.PositiveSmallIntegerField(_("через скільки днів стирати імена"))
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["hromada", "-valid_from", "-id"], name="booking_terms_newest")]

    def __str__(self) -> str:
        return f"{self.valid_from:%d.%m.%Y}"


class StandardMinutes(models.Model):
    """How long a service takes in a hromada, from a day."""

    hromada = _row_of_hromada()
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("хвилин"))
    valid_from = models.DateField(_("діє з"))
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["service", "-valid_from", "-pk"]
        verbose_name_plural = "standard minutes"
        constraints = [models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="standard_minutes_in_range")]
        indexes = [models.Index(fields=["hromada", "service", "-valid_from"], name="standard_minutes_newest")]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.minutes}"


class PointDoor(models.Model):
    """Who may book a point; the newest row holds. Rows are added, never changed."""

    hromada = _row_of_hromada()
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    door = models.CharField(_("хто записується"), max_length=10, choices=Door)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["hromada", "point", "-id"], name="point_door_newest")]

    def __str__(self) -> str:
        return self.get_door_display()


class Resource(models.Model):
    """What is booked: a desk, a piece of equipment, a stop of the mobile centre, a day of home visits.

    What travels has a window of its own and needs no desk; `road_minutes` are added to each visit.
    """

    hromada = _row_of_hromada()
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    kind = models.CharField(_("що це"), max_length=20, choices=ResourceKind)
    name = models.CharField(_("назва"), max_length=120)
    equipment = models.CharField(_("обладнання"), max_length=30, choices=EquipmentNeed, blank=True)
    settlement = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("де"), max_length=200, blank=True)
    opens_at = models.DateTimeField(_("з"), null=True, blank=True)
    closes_at = models.DateTimeField(_("до"), null=True, blank=True)
    road_minutes = models.PositiveSmallIntegerField(_("хвилин на дорогу"), default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["point", "kind", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[ResourceKind.DESK, ResourceKind.EQUIPMENT], opens_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__gt=F("opens_at")) & ~Q(place=""),
                name="travelling_resource_has_its_window",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ResourceKind.EQUIPMENT) | ~Q(equipment=""), name="equipment_resource_says_which"
            ),
        ]
        indexes = [models.Index(fields=["hromada", "point"], name="resource_of_point")]

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """Somebody does not receive: from a moment to a moment, or within hours of a weekday. Why is not kept.

    `weekday` None: the whole span. Otherwise a break: each such weekday between two hours, until it is ended.
    """

    hromada = _row_of_hromada()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("з"), null=True, blank=True)
    ends_at = models.DateTimeField(_("до"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("день тижня"), choices=Weekday, null=True, blank=True)
    break_from = models.TimeField(_("перерва з"), null=True, blank=True)
    break_to = models.TimeField(_("перерва до"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="taken back: nothing of it holds any more")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__isnull=True, break_from__isnull=True, ends_at__gt=F("starts_at"))
                | Q(weekday__isnull=False, starts_at__isnull=True, break_to__gt=F("break_from")),
                name="absence_or_break_in_order",
            )
        ]
        indexes = [models.Index(fields=["hromada", "user"], name="absence_of_person")]

    def __str__(self) -> str:
        return f"{self.user_id}"


class ServiceStop(models.Model):
    """Hours in which one service is not given at a point, say because its register is down; the rest is booked on."""

    hromada = _row_of_hromada()
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="service_stop_in_order"),
        ]
        indexes = [models.Index(fields=["hromada", "point", "service", "-ends_at"], name="service_stop_newest")]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.starts_at:%d.%m.%Y %H:%M}"


class Capacity(models.Model):
    """How many people receive in certain hours of a date or of a weekday, whatever the postings say."""

    hromada = _row_of_hromada()
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    on = models.DateField(_("дата"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("день тижня"), choices=Weekday, null=True, blank=True)
    opens = models.TimeField(_("з"))
    closes = models.TimeField(_("до"))
    staff = models.PositiveSmallIntegerField(_("скільки людей приймає"))
    reason = models.CharField(_("чому"), max_length=20, choices=CentreReason, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "capacities"
        constraints = [
            models.CheckConstraint(
                condition=Q(on__isnull=True, weekday__isnull=False) | Q(on__isnull=False, weekday__isnull=True),
                name="capacity_of_a_date_or_weekday",
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="capacity_in_order"),
        ]
        indexes = [models.Index(fields=["hromada", "point"], name="capacity_of_point")]

    def __str__(self) -> str:
        return f"{self.staff}"


class PublicNumber(models.Model):
    """Whose a number of a booking or of a calendar is: asked before the hromada is known. Nothing else is here."""

    number = models.CharField(max_length=9, primary_key=True, db_collation="C")
    hromada_code = models.CharField(max_length=19)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class WaitingEntry(models.Model):
    """Somebody waits for a free time at a point within some days."""

    hromada = _row_of_hromada()
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="+")
    name = models.CharField(_("ім'я"), max_length=120, blank=True)
    channel = models.CharField(max_length=20, choices=Channel)
    contact = models.CharField(_("контакт"), max_length=254, blank=True)
    contact_key = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=5, choices=Language, default=Language.UKRAINIAN)
    since = models.DateField(_("з"))
    until = models.DateField(_("до"))
    state = models.CharField(max_length=10, choices=WaitingState, default=WaitingState.WAITING)
    offers = models.PositiveSmallIntegerField(_("скільки пропозицій було"), default=0)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["offers", "created_at", "pk"]
        verbose_name_plural = "waiting entries"
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="waiting_period_in_order"),
            models.UniqueConstraint(
                "point", "service", "contact_key", condition=Q(state=WaitingState.WAITING) & ~Q(contact_key=""),
                name="waits_once",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["hromada", "point", "state", "offers", "created_at"], name="waiting_in_turn")]

    def __str__(self) -> str:
        return f"{self.since:%d.%m}–{self.until:%d.%m}"


class Booking(models.Model):
    """A time that somebody has, or had. Moved, it stays the same: `sequence` counts what calendars must learn."""

    hromada = _row_of_hromada()
    number = models.CharField(_("номер запису"), max_length=9, unique=True, db_collation="C")
    salt = models.UUIDField(default=uuid.uuid4, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, editable=False, help_text="of the event in calendars")
    sequence = models.PositiveSmallIntegerField(default=0)
    point = models.ForeignKey(Point, models.PROTECT, related_name="bookings")
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="+")
    station = models.ForeignKey(Resource, models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField(_("час"))
    ends_at = models.DateTimeField()
    state = models.CharField(_("стан"), max_length=10, choices=BookingState)
    held_until = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(_("як записано"), max_length=10, choices=Origin)
    waiting = models.ForeignKey(WaitingEntry, models.PROTECT, null=True, blank=True, related_name="bookings")
    name = models.CharField(_("ім'я"), max_length=120, blank=True)
    channel = models.CharField(max_length=20, choices=Channel)
    contact = models.CharField(_("контакт"), max_length=254, blank=True)
    contact_key = models.CharField(max_length=64, blank=True)
    address = models.CharField(_("куди приїхати"), max_length=300, blank=True)
    language = models.CharField(max_length=5, choices=Language, default=Language.UKRAINIAN)
    reminded_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    wiped_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_in_order"),
            models.CheckConstraint(
                condition=Q(state=BookingState.HELD, held_until__isnull=False) | ~Q(state=BookingState.HELD),
                name="booking_held_until_a_moment",
            ),
            ExclusionConstraint(
                name="resource_is_booked_once",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=TAKING),
            ),
            ExclusionConstraint(
                name="station_is_booked_once",
                expressions=[
                    ("station", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=TAKING, station__isnull=False),
            ),
        ]
        indexes = [
            # What a search of free times reads lies in the index itself.
            models.Index(
                fields=["hromada", "point", "starts_at"],
                name="booking_by_day",
                include=["ends_at", "resource", "station", "state", "held_until"],
            ),
            models.Index(fields=["hromada", "contact_key"], condition=~Q(contact_key=""), name="booking_of_contact"),
            models.Index(fields=["held_until"], condition=Q(state=BookingState.HELD), name="booking_held"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number_shown(self) -> str:
        """`123-456-789`."""
        return number_formatted(self.number)


class BookingEvent(models.Model):
    """A line of the history of a booking: what it became, for when, by whom and why. Rows are added only."""

    hromada = _row_of_hromada()
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=BookingState)
    starts_at = models.DateTimeField()
    reason = models.CharField(_("причина"), max_length=20, choices=CentreReason, blank=True)
    at = models.DateTimeField()
    by_id_of_user = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["hromada", "state", "at"], name="booking_event_by_state")]

    def __str__(self) -> str:
        return self.get_state_display()


class Feed(models.Model):
    """A calendar behind a secret link: of a point's resource, or of all a point. Ending it breaks the link."""

    hromada = _row_of_hromada()
    number = models.CharField(max_length=9, unique=True, db_collation="C")
    salt = models.UUIDField(default=uuid.uuid4, editable=False)
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.number
