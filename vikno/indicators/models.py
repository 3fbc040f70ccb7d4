"""Counts by day and point, by month and hromada, and the marks of what has to be counted anew. Nobody is named."""

from django.db import models

from vikno.network.enums import PointKind
from vikno.network.models import Point
from vikno.territories.models import Unit


class Count(models.Model):
    """How many records are alike in everything that is counted apart.

    `fact`: one of `enums.Fact`. `a`, `b`, `c`: parts as `facts.PARTS` names them, "" where there is none. `bucket`:
    whole days or minutes or a score, None where it is not known. `n` records; `total` in the unit of the fact, 0 where
    only records are counted.
    """

    fact = models.CharField(max_length=12)
    a = models.CharField(max_length=40, default="")
    b = models.CharField(max_length=40, default="")
    c = models.CharField(max_length=40, default="")
    bucket = models.IntegerField(null=True)
    n = models.BigIntegerField()
    total = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class DayCount(Count):
    """Of one point on one day in Kyiv: made only by counting its records anew."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        ordering = ["day", "point", "fact"]
        constraints = [
            models.UniqueConstraint(
                "point", "day", "fact", "a", "b", "c", "bucket", nulls_distinct=False, name="day_count_once"
            )
        ]
        indexes = [models.Index(fields=["hromada", "fact", "day"], name="day_count_by_fact")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.point_id} {self.fact}: {self.n}"


class MonthCount(Count):
    """Of one hromada in one month, by kind of point: a sum of its days, readable by whoever sees the country.

    `month` is its first day.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=20, choices=PointKind)

    class Meta:
        ordering = ["month", "hromada", "fact"]
        constraints = [
            models.UniqueConstraint(
                "hromada", "month", "fact", "kind", "a", "b", "c", "bucket", nulls_distinct=False,
                name="month_count_once",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["fact", "month", "hromada"], name="month_count_by_fact")]

    def __str__(self) -> str:
        return f"{self.month:%m.%Y} {self.hromada_id} {self.fact}: {self.n}"


class OblastCount(models.Model):
    """Of one oblast in one month, by kind of point, without services: a sum of its hromadas, for boards of the country.

    `oblast` is the code of an oblast, or of a city that is in none. `b` and `bucket` as in `Count`.
    """

    oblast = models.CharField(max_length=19)
    month = models.DateField()
    kind = models.CharField(max_length=20, choices=PointKind)
    fact = models.CharField(max_length=12)
    b = models.CharField(max_length=40, default="")
    bucket = models.IntegerField(null=True)
    n = models.BigIntegerField()
    total = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["month", "oblast", "fact"]
        constraints = [
            models.UniqueConstraint(
                "month", "fact", "oblast", "kind", "b", "bucket", nulls_distinct=False, name="oblast_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%m.%Y} {self.oblast} {self.fact}: {self.n}"


class PlannedDay(models.Model):
    """The hours of a point on a day by its timetable, written down once when the day is over. Added only.

    `hours`: [["09:00", "18:00"], …] in Kyiv. A day off has no row; `is_known` false: nobody knows the timetable.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    day = models.DateField()
    hours = models.JSONField(default=list)
    is_known = models.BooleanField()

    class Meta:
        ordering = ["day", "point"]
        constraints = [models.UniqueConstraint("point", "day", name="planned_day_once")]
        indexes = [models.Index(fields=["hromada", "-day"], name="planned_day_newest")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.point_id}"


class Mark(models.Model):
    """Records of a family at a point on a day have changed since they were counted. Written by the database itself."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    point = models.ForeignKey(Point, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    day = models.DateField()
    family = models.CharField(max_length=10)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["hromada"], name="mark_of_hromada")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.point_id} {self.family}"


class Counted(models.Model):
    """When everything marked in a hromada was last counted, and in which oblast its sums stand."""

    hromada = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="+")
    at = models.DateTimeField()
    oblast = models.CharField(max_length=19, help_text="its own code where the hromada is in none")

    class Meta:
        ordering = ["hromada"]
        verbose_name_plural = "counted"

    def __str__(self) -> str:
        return f"{self.hromada_id}: {self.at:%d.%m.%Y %H:%M}"
