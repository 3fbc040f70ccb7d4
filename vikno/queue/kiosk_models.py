"""A device that gives tickets by itself, and the numbers set aside for it in case the link goes."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.network.models import Point
from vikno.queue.enums import Purpose
from vikno.territories.models import Unit


class Kiosk(models.Model):
    """A device an officer made a kiosk of. Its cookie carries `secret`, signed; once taken away it opens nothing."""

    secret = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="kiosks")
    name = models.CharField(_("назва"), max_length=60)
    prints = models.BooleanField(_("є принтер"), default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")), name="kiosk_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


class NumberBlock(models.Model):
    """Numbers of a day that only one kiosk may give."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kiosk = models.ForeignKey(Kiosk, models.PROTECT, related_name="blocks")
    day = models.DateField()
    purpose = models.CharField(max_length=10, choices=Purpose)
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["day", "purpose", "first"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="number_block_in_order")]
        indexes = [models.Index(fields=["hromada", "kiosk", "day"], name="number_block_of_day")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.first}–{self.last}"
