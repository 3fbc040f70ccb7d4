"""Oblasts, raions, hromadas, settlements: the codifier, its editions, and what is known of each unit."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vikno.territories.enums import Category, EditionKind, LocationSource, title_of


class Edition(models.Model):
    """A file that was taken in: of the codifier, boundaries, population…"""

    kind = models.CharField(max_length=20)
    edition_on = models.DateField(_("дата редакції"))
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    summary = models.JSONField(default=dict)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-edition_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.edition_on}"

    @property
    def kind_label(self) -> str:
        """What the file is about, in words; other rooms keep kinds of their own."""
        return str(EditionKind(self.kind).label) if self.kind in EditionKind else self.kind


class Unit(models.Model):
    """One unit of the codifier. Its code is its key: a renaming keeps the code, so links outlive names."""

    code = models.CharField(_("код КАТОТТГ"), max_length=19, primary_key=True)
    category = models.CharField(_("категорія"), max_length=1, choices=Category)
    name = models.CharField(_("назва"), max_length=100)
    search_key = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=200, db_collation="C")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    oblast = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    raion = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    hromada = models.ForeignKey("self", models.PROTECT, null=True, related_name="members")
    first_seen_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    location_source = models.CharField(max_length=20, choices=LocationSource, blank=True)

    class Meta:
        ordering = ["sort_key", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^UA\d{17}$"), name="unit_code_shape"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__gte=44, lat__lte=53, lon__gte=22, lon__lte=41),
                name="unit_lies_in_ukraine",
            ),
        ]
        indexes = [
            models.Index(OpClass("search_key", "varchar_pattern_ops"), name="unit_by_prefix"),
            GinIndex(OpClass("search_key", "gin_trgm_ops"), fastupdate=False, name="unit_by_trigram"),
            models.Index(fields=["hromada", "sort_key"], name="unit_of_hromada"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("territories:unit", args=[self.pk])

    @property
    def title(self) -> str:
        """The name with its type: «с. Іванівка»."""
        return title_of(self.category, self.name)

    @property
    def around(self) -> "list[Unit]":
        """Hromada, raion and oblast, the nearest first. Load them with the unit."""
        return [unit for unit in (self.hromada, self.raion, self.oblast) if unit is not None]

    @property
    def place(self) -> str:
        """«Степова громада, Степовий район, Лугова область»; empty for an oblast."""
        return ", ".join(unit.title for unit in self.around)


class UnitName(models.Model):
    """A name a unit bore before, findable for ever."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="old_names")
    name = models.CharField(max_length=100)
    category = models.CharField(max_length=1, choices=Category)
    search_key = models.CharField(max_length=100)
    valid_to = models.DateField(_("до"))
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["unit", "valid_to", "pk"]
        constraints = [models.UniqueConstraint("unit", "name", "category", name="unit_old_name_once")]
        indexes = [
            models.Index(OpClass("search_key", "varchar_pattern_ops"), name="old_name_by_prefix"),
            GinIndex(OpClass("search_key", "gin_trgm_ops"), fastupdate=False, name="old_name_by_trigram"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (до {self.valid_to:%d.%m.%Y})"

    @property
    def title(self) -> str:
        return title_of(self.category, self.name)


class OldCode(models.Model):
    """КОАТУУ codes: not unique (a hromada and its centre share one), kept for lookup of old papers."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="old_codes")
    koatuu = models.CharField(max_length=10, db_index=True)

    class Meta:
        ordering = ["koatuu", "unit"]
        constraints = [models.UniqueConstraint("unit", "koatuu", name="old_code_once")]

    def __str__(self) -> str:
        return self.koatuu


class Boundary(models.Model):
    """The polygon of a unit, whole and simplified for a map of the country (GeoJSON geometries, WGS 84)."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="boundary")
    geometry = models.JSONField()
    simplified = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["unit"]

    def __str__(self) -> str:
        return f"межа: {self.unit_id}"


class Population(models.Model):
    """People of a unit on a date; an estimate is named by its source."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="populations")
    as_of = models.DateField()
    total = models.PositiveIntegerField()
    urban = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["unit", "-as_of"]
        constraints = [models.UniqueConstraint("unit", "as_of", name="population_once_a_date")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.total}"


class Postcode(models.Model):
    """A postal index of a settlement."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="postcodes")
    postcode = models.CharField(max_length=5, db_index=True)

    class Meta:
        ordering = ["postcode", "unit"]
        constraints = [models.UniqueConstraint("unit", "postcode", name="postcode_once")]

    def __str__(self) -> str:
        return self.postcode


class DemandPoint(models.Model):
    """A place where people come from, finer than a hromada (a polling station's area)."""

    code = models.CharField(max_length=20, unique=True)
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="demand_points")
    people = models.PositiveIntegerField(null=True, help_text="None: not known, which is not zero")
    lat = models.FloatField()
    lon = models.FloatField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["hromada", "code"], name="demand_of_hromada")]

    def __str__(self) -> str:
        return self.code
