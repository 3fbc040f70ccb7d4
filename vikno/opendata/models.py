"""Months of the counts as they were published: what has left once is never written otherwise."""

from django.db import models


class PublishedMonth(models.Model):
    """A month of every hromada's counts, made once. `body`: its rows in Parquet (`counts.SCHEMA`).

    `told`: how many cells and records the deepest rows had and how many of them are told (`counts.Loss`).
    """

    month = models.DateField(primary_key=True)
    published_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    told = models.JSONField()
    body = models.BinaryField()

    class Meta:
        ordering = ["month"]

    def __str__(self) -> str:
        return f"{self.month:%m.%Y}: {self.rows}"
