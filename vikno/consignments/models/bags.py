"""Bags with seals, and what was found when they were opened."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation, User
from vikno.cases.models import Case
from vikno.consignments.enums import BagState, ItemState, MissingWith
from vikno.consignments.rules import Place
from vikno.documents.models import GeneratedDocument
from vikno.network.models import Point
from vikno.territories.models import Unit


class BagSeries(models.Model):
    """The last bag number given in a hromada in a year. Locked only while a number is taken."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["hromada", "year"]
        constraints = [models.UniqueConstraint("hromada", "year", name="bag_series_once")]

    def __str__(self) -> str:
        return f"{self.hromada_id}/{self.year}: {self.last}"


class Bag(models.Model):
    """A sealed bag from a point or provider to a point or provider."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.CharField(_("номер пакета"), max_length=13, unique=True)
    seal = models.CharField(_("номер пломби"), max_length=40, blank=True)
    state = models.CharField(max_length=20, choices=BagState, default=BagState.OPEN)
    origin_point = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="+")
    origin_provider = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    destination_point = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="+")
    destination_provider = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    manifest = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")
    discrepancy = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sealed_at = models.DateTimeField(null=True)
    sealed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    receiver_name = models.CharField(_("хто отримав"), max_length=200, blank=True)
    seal_was_intact = models.BooleanField(_("пломба ціла"), null=True)
    receipt_note = models.CharField(_("примітка"), max_length=300, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "hromada",
                "origin_point",
                "origin_provider",
                "destination_point",
                "destination_provider",
                condition=Q(state=BagState.OPEN),
                nulls_distinct=False,
                name="one_open_bag_a_route",
            ),
            models.UniqueConstraint(
                "hromada", "seal", condition=Q(state__in=[BagState.SEALED, BagState.ON_THE_WAY]), name="seal_on_one_bag"
            ),
            models.CheckConstraint(
                condition=~Q(state=BagState.ON_THE_WAY) | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="bag_on_the_way_was_taken",
            ),
            models.CheckConstraint(
                condition=Q(origin_point__isnull=False, origin_provider__isnull=True)
                | Q(origin_point__isnull=True, origin_provider__isnull=False),
                name="bag_has_one_origin",
            ),
            models.CheckConstraint(
                condition=Q(destination_point__isnull=False, destination_provider__isnull=True)
                | Q(destination_point__isnull=True, destination_provider__isnull=False),
                name="bag_has_one_destination",
            ),
            models.CheckConstraint(
                condition=Q(state=BagState.OPEN) | Q(sealed_at__isnull=False), name="closed_bag_was_sealed"
            ),
            models.CheckConstraint(
                condition=~Q(state=BagState.RECEIVED) | Q(received_at__isnull=False),
                name="received_bag_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "state"], name="bag_by_state"),
            models.Index(fields=["hromada", "received_at"], name="bag_received"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def origin(self) -> Place:
        return _place(self.origin_point_id, self.origin_provider_id)

    @property
    def destination(self) -> Place:
        return _place(self.destination_point_id, self.destination_provider_id)

    @property
    def origin_name(self) -> str:
        """With `origin_point` and `origin_provider` read together with the bag."""
        return str(self.origin_point or self.origin_provider)

    @property
    def destination_name(self) -> str:
        """With `destination_point` and `destination_provider` read together with the bag."""
        return str(self.destination_point or self.destination_provider)


def _place(point_id: int | None, provider_id: int | None) -> Place:
    return Place.point(point_id) if point_id is not None else Place.provider(provider_id or 0)


class BagItem(models.Model):
    """The papers of one case in one bag, and what was found when it was opened."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    bag = models.ForeignKey(Bag, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="bag_items")
    sheets = models.PositiveSmallIntegerField(_("аркушів"))
    state = models.CharField(max_length=20, choices=ItemState, default=ItemState.EXPECTED)
    note = models.CharField(max_length=300, blank=True)
    stays_with = models.CharField(max_length=10, choices=MissingWith, blank=True)

    class Meta:
        ordering = ["bag", "pk"]
        constraints = [
            models.UniqueConstraint("bag", "case", name="case_once_in_a_bag"),
            models.UniqueConstraint("case", condition=Q(state=ItemState.EXPECTED), name="case_in_one_bag_at_a_time"),
            models.CheckConstraint(condition=~Q(state=ItemState.DAMAGED) | ~Q(note=""), name="damage_is_described"),
            models.CheckConstraint(
                condition=Q(state=ItemState.MISSING) & ~Q(stays_with="")
                | ~Q(state=ItemState.MISSING) & Q(stays_with=""),
                name="missing_stays_with_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bag_id}: {self.case_id}"
