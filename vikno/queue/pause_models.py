"""The whole queue of a point stands still: an air alert, no power. The time in it is nobody's waiting."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.network.models import Point, TimeRange
from vikno.territories.models import Unit


class QueuePause(models.Model):
    """From a moment to a moment nobody is called at a point. `ends_at` is always known, and comes sooner when work is
    resumed; `expected_until` is what people are told. At one point they never overlap."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    expected_until = models.DateTimeField(null=True, blank=True)
    words = models.CharField(_("що знати людям"), max_length=300)
    words_en = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("began_at")), name="queue_pause_in_order"),
            ExclusionConstraint(
                name="one_queue_pause_at_a_time",
                expressions=[
                    ("point", RangeOperators.EQUAL),
                    (TimeRange("began_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["hromada", "point", "ends_at"], name="queue_pause_of_point")]

    def __str__(self) -> str:
        is_ukrainian = (get_language() or "uk").startswith("uk")
        return self.words if is_ukrainian or not self.words_en else self.words_en
