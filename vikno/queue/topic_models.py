"""Topics of consultations as a hromada has them: rows that are added, the newest of a day holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vikno.territories.models import Unit


class TopicRow(models.Model):
    """How a topic is named, where it stands and whether it is offered, from a day on. Consultations keep the code."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40)
    name = models.CharField(_("назва"), max_length=60)
    name_en = models.CharField(_("назва англійською"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField()
    is_hidden = models.BooleanField(default=False)
    valid_from = models.DateField(_("діє з"))
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [models.UniqueConstraint("hromada", "code", "valid_from", name="topic_once_a_day")]

    def __str__(self) -> str:
        return self.name
