"""What a hromada tells about its own centre: powers taken over on trial, the functional model."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.models import PublicService, ServiceGroup
from vikno.practices.models.cards import Practice
from vikno.territories.models import Unit


class Pilot(models.Model):
    """Powers taken over from a day on, by which decision, with which services. Told to everybody."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True, related_name="pilots")
    title = models.CharField(_("пілот"), max_length=200)
    powers = models.TextField(_("які повноваження взяли"), max_length=4000)
    decision = models.CharField(_("рішення"), max_length=300)
    starts_on = models.DateField(_("з"))
    ends_on = models.DateField(_("до"), null=True, blank=True)
    services = models.ManyToManyField(PublicService, blank=True, related_name="+")
    told_at = models.DateTimeField()
    told_by_name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="pilot_in_order"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(decision=""), name="pilot_has_its_decision"),
        ]

    def __str__(self) -> str:
        return self.title


class ModelLine(models.Model):
    """What a hromada decided about a group of services: who is to decide, by which decision, until when."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    group = models.ForeignKey(ServiceGroup, models.PROTECT, related_name="+")
    decides = models.CharField(_("хто має вирішувати"), max_length=300, blank=True)
    decision = models.CharField(_("яке рішення потрібне"), max_length=300, blank=True)
    due_on = models.DateField(_("до якого дня"), null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["hromada", "group"]
        constraints = [models.UniqueConstraint("hromada", "group", name="model_line_once")]

    def __str__(self) -> str:
        return f"{self.hromada_id}: {self.group_id}"
