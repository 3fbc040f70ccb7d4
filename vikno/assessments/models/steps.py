"""What every row of a hromada carries, and what every step of a history does."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.territories.models import Unit


class OfHromada(models.Model):
    """A row of a hromada; `organisation`: of the programme it is shared with, None for its own initiative."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class Step(OfHromada):
    """From which state to which, by whom, when and why. Added, never changed."""

    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    reason = models.CharField(_("чому"), max_length=2000, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
