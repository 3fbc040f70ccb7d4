"""Support that was given: hours, visits, trainings, things. Rows are added; a wrong one is corrected by a row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.support.enums import ActivityKind
from vikno.support.models.base import Money, Shared
from vikno.support.models.memoranda import Memorandum


class SupportActivity(Shared, Money):
    """One line of the ledger. `corrects`: the line it stands instead of; hours 0 take a line back.

    `exception`: why it was given while the memorandum was not in force.
    """

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="activities")
    kind = models.CharField(_("вид"), max_length=20, choices=ActivityKind)
    on = models.DateField(_("день"))
    hours = models.DecimalField(_("години"), max_digits=6, decimal_places=2)
    is_visit = models.BooleanField(_("виїзд до громади"), default=False)
    people = models.PositiveSmallIntegerField(_("скільки людей"), default=0)
    who = models.CharField(_("хто надав"), max_length=200)
    note = models.CharField(_("про що"), max_length=1000)
    amount = models.DecimalField(_("вартість"), max_digits=14, decimal_places=2, default=0)
    exception = models.CharField(_("виняток"), max_length=300, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    correction_reason = models.CharField(_("чому виправлено"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "support activities"
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=0, hours__lte=1000), name="activity_hours_sane"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="activity_amount_sane"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="activity_rate_positive"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction_reason="")
                | Q(corrects__isnull=False) & ~Q(correction_reason=""),
                name="activity_correction_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-on", "-id"], name="activity_of_programme"),
            models.Index(fields=["memorandum", "-on", "-id"], name="activity_of_memorandum"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}: {self.note}"
