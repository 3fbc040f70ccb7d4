"""Equipment before it is handed over: the catalogue, what is needed, what is allocated, what has come."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.support import rules
from vikno.support.models.base import Money, Shared
from vikno.support.models.memoranda import Memorandum


class EquipmentItem(models.Model):
    """A kind of thing that a programme gives. `needs_serial`: each piece is a line of its own with a serial number."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.SlugField(_("код"), max_length=40)
    name = models.CharField(_("назва"), max_length=300)
    unit = models.CharField(_("одиниця"), max_length=20, default="шт.")
    needs_serial = models.BooleanField(_("має серійний номер"), default=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("organisation", "code", name="equipment_code_once")]

    def __str__(self) -> str:
        return self.name


class NeedLine(Shared):
    """What a hromada needs, for which place."""

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="needs")
    item = models.ForeignKey(EquipmentItem, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("кількість"))
    place = models.CharField(_("для якої точки"), max_length=300)
    reason = models.CharField(_("навіщо"), max_length=500, blank=True)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["memorandum", "pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="need_of_something")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.quantity}"


class AllocationLine(Shared, Money):
    """What the programme gives, at which price; what it comes in parts, is divided into several lines.

    `need`: whose wish it answers, if any.
    """

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="allocations")
    need = models.ForeignKey(NeedLine, models.PROTECT, null=True, blank=True, related_name="allocations")
    item = models.ForeignKey(EquipmentItem, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("кількість"))
    unit_value = models.DecimalField(_("ціна за одиницю"), max_digits=14, decimal_places=2)
    place = models.CharField(_("для якої точки"), max_length=300)
    allocated_at = models.DateTimeField()
    allocated_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["memorandum", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="allocation_of_something"),
            models.CheckConstraint(condition=Q(unit_value__gte=0), name="allocation_value_sane"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="allocation_rate_positive"),
            models.CheckConstraint(
                condition=Q(currency="UAH", rate=1) | ~Q(currency="UAH") & Q(rate_on__isnull=False),
                name="allocation_rate_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.quantity}"

    @property
    def value_uah(self) -> Decimal:
        return rules.in_uah(self.unit_value * self.quantity, self.rate)


class Delivery(Shared):
    """So much of an allocation came on a day, by which paper. Added only; together never more than allocated."""

    allocation = models.ForeignKey(AllocationLine, models.PROTECT, related_name="deliveries")
    quantity = models.PositiveIntegerField(_("кількість"))
    delivered_on = models.DateField(_("день"))
    document = models.CharField(_("накладна"), max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["allocation", "delivered_on", "pk"]
        verbose_name_plural = "deliveries"
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="delivery_of_something")]

    def __str__(self) -> str:
        return f"{self.allocation_id}: {self.quantity}"
