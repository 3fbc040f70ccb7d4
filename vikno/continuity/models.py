"""Interruptions of work: what happened, where, what was done, whom it touched. Nobody is named here but staff."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.appointments.models import Booking
from vikno.catalogue.models import PublicService
from vikno.continuity.enums import Cause, Effect, Reach, StepKind, Touch
from vikno.network.models import Point, PointStatus, ProviderAvailability
from vikno.territories.models import Unit


class Interruption(models.Model):
    """An air alert, a power cut, a register that is down. Nobody ends it: it is over with the day of its expected end.

    `press`: the press of a key; a second one begins nothing.
    """

    press = models.UUIDField(unique=True)
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    cause = models.CharField(_("що сталося"), max_length=12, choices=Cause)
    words = models.CharField(_("своїми словами"), max_length=200, blank=True)
    began_at = models.DateTimeField()
    expected_until = models.DateTimeField(null=True, blank=True)
    lapses_at = models.DateTimeField(help_text="over by itself, if nobody has ended it")
    ended_at = models.DateTimeField(null=True, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    begun_by_name = models.CharField(max_length=200)
    ended_by_name = models.CharField(max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="interruption_in_order"
            ),
            models.CheckConstraint(condition=Q(lapses_at__gt=F("began_at")), name="interruption_lapses_later"),
            models.CheckConstraint(condition=~Q(cause=Cause.OTHER) | ~Q(words=""), name="other_cause_has_words"),
        ]
        indexes = [models.Index(fields=["hromada", "-began_at"], name="interruption_newest")]

    def __str__(self) -> str:
        return f"{self.get_cause_display()}: {self.words}" if self.words else self.get_cause_display()

    def is_in_force(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.lapses_at

    def over_at(self, at: datetime) -> datetime:
        """When it ended, or the moment itself while it lasts."""
        return self.ended_at or min(self.lapses_at, at)


class InterruptionPoint(models.Model):
    """What an interruption does at one point."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    interruption = models.ForeignKey(Interruption, models.CASCADE, related_name="touches")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    effect = models.CharField(_("що з точкою"), max_length=12, choices=Effect)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["interruption", "pk"]
        constraints = [models.UniqueConstraint("interruption", "point", name="interruption_touches_once")]
        indexes = [models.Index(fields=["hromada", "point"], name="interruption_of_point")]

    def __str__(self) -> str:
        return f"{self.point_id}: {self.get_effect_display()}"


class PointHold(models.Model):
    """The state a point was put into while interruptions last, and the state that follows it.

    `is_given_up`: somebody set another state meanwhile, and theirs stands.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.OneToOneField(Point, models.PROTECT, related_name="+")
    held = models.ForeignKey(PointStatus, models.SET_NULL, null=True, related_name="+")
    resumes = models.ForeignKey(PointStatus, models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField()
    is_given_up = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.point_id}"


class InterruptionService(models.Model):
    """A service that is not given while an interruption lasts, and what was told of it."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    interruption = models.ForeignKey(Interruption, models.CASCADE, related_name="services")
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="+")
    told = models.ForeignKey(ProviderAvailability, models.PROTECT, null=True, related_name="+", help_text="by a head")
    before = models.ForeignKey(ProviderAvailability, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["interruption", "pk"]

    def __str__(self) -> str:
        return str(self.service)


class InterruptionBooking(models.Model):
    """A booking that fell away or is in doubt, and how the person gets to know."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    interruption = models.ForeignKey(Interruption, models.CASCADE, related_name="bookings")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="+")
    touch = models.CharField(max_length=12, choices=Touch)
    reach = models.CharField(max_length=12, choices=Reach)
    told_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    called_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["interruption", "booking__starts_at", "pk"]
        constraints = [models.UniqueConstraint("interruption", "booking", name="interruption_touches_booking_once")]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.get_touch_display()}"


class InterruptionStep(models.Model):
    """One line of what was done. Added only."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    interruption = models.ForeignKey(Interruption, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=StepKind)
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="+")
    count = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["interruption", "at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
