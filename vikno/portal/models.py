"""The one table of the public site: how many times an address has tried to look at a case lately."""

from django.db import models


class Attempt(models.Model):
    """Tries from one origin within a window. The origin is a keyed hash: no address is kept."""

    origin = models.CharField(max_length=64, primary_key=True)
    window_started_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["origin"]
        indexes = [models.Index(fields=["window_started_at"], name="attempt_by_age")]

    def __str__(self) -> str:
        return f"{self.origin[:8]}: {self.tries}"
