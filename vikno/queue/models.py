"""The queue of a point: what one waits for, windows and who sits at them, tickets and their calls, consultations.

A ticket names nobody. An officer's note and a phone number for a message are wiped when the day is closed.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.network.models import Point
from vikno.queue.enums import Channel, IssuedBy, PauseKind, PressureKind, Purpose, State, Turn
from vikno.queue.group_models import GroupQueue as GroupQueue
from vikno.queue.kiosk_models import Kiosk as Kiosk
from vikno.queue.kiosk_models import NumberBlock as NumberBlock
from vikno.queue.pause_models import QueuePause as QueuePause
from vikno.queue.rules import BUSY, ENDED, number_shown
from vikno.queue.topic_models import TopicRow as TopicRow
from vikno.territories.models import Unit

_BUSY = sorted(BUSY)
_ENDED = sorted(ENDED)


class QueueRuleRow(models.Model):
    """How the queue of a hromada (or of one point) is kept from a day on."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="+", help_text="None: every point")
    valid_from = models.DateField(_("діє з"))
    longest_wait_minutes = models.PositiveSmallIntegerField(_("найдовше очікування, хвилин"))
    overdue_one_in = models.PositiveSmallIntegerField(_("кожен який виклик — тому, хто чекає найдовше"))
    booking_late_minutes = models.PositiveSmallIntegerField(_("запис чекає на запізнілого, хвилин"))
    booking_ahead_minutes = models.PositiveSmallIntegerField(_("запис випереджає живу чергу, хвилин"))
    cap_minutes = models.PositiveSmallIntegerField(_("незакритий візит рахувати не довшим, хвилин"))
    pause_after_minutes = models.PositiveSmallIntegerField(_("радити паузу після, хвилин"))
    pause_minutes = models.PositiveSmallIntegerField(_("тривалість паузи, хвилин"))
    pressure_entries = models.PositiveSmallIntegerField(_("радити паузу після стількох записів про напруження"))
    pressure_window_minutes = models.PositiveSmallIntegerField(_("за скільки хвилин їх рахувати"))
    source = models.CharField(_("підстава"), max_length=200)
    is_confirmed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    longest_wait_minutes__gt=0, overdue_one_in__gt=0, cap_minutes__gt=0, pressure_entries__gt=0
                ),
                name="queue_rule_is_positive",
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%d.%m.%Y}"


class PriorityClass(models.Model):
    """Who goes sooner, and by how many minutes, between two days."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40)
    name = models.CharField(_("назва"), max_length=80)
    name_en = models.CharField(_("назва англійською"), max_length=80, blank=True)
    head_start_minutes = models.PositiveSmallIntegerField(_("ніби прийшли раніше на, хвилин"))
    order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    source = models.CharField(_("підстава"), max_length=200, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="priority_period_in_order"
            ),
            models.UniqueConstraint(
                "hromada", "code", condition=Q(valid_to__isnull=True), name="priority_in_force_once"
            ),
        ]

    def __str__(self) -> str:
        is_ukrainian = (get_language() or "uk").startswith("uk")
        return self.name if is_ukrainian or not self.name_en else self.name_en


class QueueService(models.Model):
    """A group of services with one queue at a point. A lane of its own holds a surge apart from the ordinary queue."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="queue_services")
    name = models.CharField(_("назва черги"), max_length=80)
    lane = models.SlugField(_("лінія"), max_length=20, blank=True, help_text='"": the ordinary one; "surge"')
    one_in = models.PositiveSmallIntegerField(
        _("у спільному вікні не частіше, ніж кожен який виклик"), default=1, help_text="1: no limit"
    )
    order = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(_("працює"), default=True)
    purposes = ArrayField(
        models.CharField(max_length=10, choices=Purpose), default=list, blank=True,
        help_text="of a kiosk without a link: who comes for this goes here",
    )  # fmt: skip

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint("point", "name", name="queue_service_once_at_a_point"),
            models.CheckConstraint(condition=Q(one_in__gt=0), name="queue_service_is_called"),
        ]

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """«Вікно»: a place where people are served."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="counters")
    name = models.CharField(_("номер вікна"), max_length=12)
    order = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(_("працює"), default=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint("point", "name", name="counter_once_at_a_point")]

    def __str__(self) -> str:
        return self.name


class CounterService(models.Model):
    """What a window serves; a window without rows serves everything."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    counter = models.ForeignKey(Counter, models.CASCADE, related_name="serves")
    service = models.ForeignKey(QueueService, models.CASCADE, related_name="served_at")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("counter", "service", name="counter_serves_once")]

    def __str__(self) -> str:
        return f"{self.counter_id}: {self.service_id}"


class Shift(models.Model):
    """Who sits at a window, from a moment to a moment."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="shifts")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_capped = models.BooleanField(default=False, help_text="nobody ended it; the closing of the day did")

    class Meta:
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint("counter", condition=Q(ended_at__isnull=True), name="one_officer_at_a_counter"),
            models.UniqueConstraint("user", condition=Q(ended_at__isnull=True), name="one_counter_for_an_officer"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="shift_in_order"
            ),
        ]
        indexes = [models.Index(fields=["hromada", "counter", "-began_at"], name="shift_of_counter")]

    def __str__(self) -> str:
        return f"{self.counter_id}: {self.user_id}"


class Pause(models.Model):
    """A window does not call for a while."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    shift = models.ForeignKey(Shift, models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=10, choices=PauseKind)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint("shift", condition=Q(ended_at__isnull=True), name="one_pause_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="pause_in_order"
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)


class DayNumbers(models.Model):
    """The last number given for a purpose on a day at a point."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    day = models.DateField()
    purpose = models.CharField(max_length=10, choices=Purpose)
    last = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-day", "purpose"]
        constraints = [models.UniqueConstraint("point", "day", "purpose", name="numbers_of_a_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.purpose}"


class Ticket(models.Model):
    """A person in the queue, as a number. `token` makes a second press, or a replay of a kiosk, harmless.

    `waits_since` and `turn_at` say where one stands (rules.turns); `queued_at` is when they last began to wait.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4)
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="tickets")
    service = models.ForeignKey(QueueService, models.PROTECT, related_name="tickets")
    priority = models.ForeignKey(PriorityClass, models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    purpose = models.CharField(max_length=10, choices=Purpose)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    issued_by = models.CharField(max_length=10, choices=IssuedBy, default=IssuedBy.RECEPTION)
    arrived_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    waits_since = models.DateTimeField()
    turn_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    booked_for = models.DateTimeField(null=True, blank=True)
    booking_key = models.UUIDField(null=True, blank=True)
    is_late = models.BooleanField(default=False, help_text="a booking missed by more than the allowed minutes")
    is_capped = models.BooleanField(default=False, help_text="nobody closed it; the closing of the day did")
    for_counter = models.ForeignKey(Counter, models.PROTECT, null=True, related_name="+", help_text="only this one")
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, related_name="+", help_text="where it stands now")
    note = models.CharField(_("примітка"), max_length=100, blank=True)
    phone = models.CharField(max_length=16, blank=True, help_text="E.164, for one message; wiped with the note")
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["day", "purpose", "number"]
        constraints = [
            models.UniqueConstraint("point", "day", "purpose", "number", name="ticket_number_once_a_day"),
            models.UniqueConstraint("counter", condition=Q(state__in=_BUSY), name="one_ticket_at_a_counter"),
            models.CheckConstraint(
                condition=Q(state__in=_BUSY, counter__isnull=False) | ~Q(state__in=_BUSY) & Q(counter__isnull=True),
                name="ticket_at_a_counter_while_served",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_ENDED, closed_at__isnull=False)
                | ~Q(state__in=_ENDED) & Q(closed_at__isnull=True),
                name="ticket_ended_at_a_moment",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="ticket_has_a_number"),
        ]
        indexes = [
            models.Index(
                fields=["hromada", "point", "day"],
                condition=Q(state__in=[State.WAITING, State.POSTPONED, *_BUSY]),
                name="ticket_live",
            ),
            models.Index(fields=["hromada", "point", "day", "state"], name="ticket_of_day"),
        ]

    def __str__(self) -> str:
        return self.number_shown

    @property
    def number_shown(self) -> str:
        return number_shown(self.purpose, self.number)


class Call(models.Model):
    """A ticket called to a window: by which rule, when the person came, how it ended. `press` is the press of a key."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="calls")
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="calls")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    press = models.UUIDField(unique=True, default=uuid.uuid4)
    turn = models.CharField(max_length=10, choices=Turn)
    lane = models.SlugField(max_length=20, blank=True)
    queued_at = models.DateTimeField(help_text="from when this wait is counted")
    called_at = models.DateTimeField()
    last_called_at = models.DateTimeField(help_text="grows with every recall")
    times = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True, help_text="the move that ended it")
    is_start_assumed = models.BooleanField(default=False, help_text="«почати» was not pressed: counted from the call")
    is_capped = models.BooleanField(default=False)

    class Meta:
        ordering = ["-called_at", "-pk"]
        constraints = [
            models.UniqueConstraint("ticket", condition=Q(ended_at__isnull=True), name="ticket_called_to_one_counter"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="") | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="call_ended_by_a_move",
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "point", "-last_called_at"], name="call_of_point_newest"),
            models.Index(fields=["hromada", "counter", "-called_at"], name="call_of_counter_newest"),
            models.Index(fields=["hromada", "user", "-called_at"], name="call_of_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} → {self.counter_id}"


class Consultation(models.Model):
    """Somebody was told something: about what, by which channel. Of whom is never kept."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="consultations")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="consultations")
    press = models.UUIDField(unique=True, default=uuid.uuid4)
    topic = models.SlugField(_("тема"), max_length=40)
    channel = models.CharField(_("канал"), max_length=10, choices=Channel)
    day = models.DateField()
    happened_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["hromada", "day", "point"], name="consultation_of_day")]

    def __str__(self) -> str:
        return f"{self.topic}, {self.channel}"


class PressureEntry(models.Model):
    """An officer says that work was hard, and of which kind. No words: in words there is a person."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("що сталося"), max_length=12, choices=PressureKind)
    day = models.DateField()
    happened_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["hromada", "day", "point"], name="pressure_of_day")]

    def __str__(self) -> str:
        return str(self.kind)
