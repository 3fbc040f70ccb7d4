"""Grants of others, brought in as a package of 360Giving. A programme's own tables: no hromada gave them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.programmes.models import Programme
from vikno.support.enums import DayOrder, PackageState
from vikno.support.models.memoranda import Memorandum
from vikno.territories.models import Unit


class GrantPackage(models.Model):
    """A file as it came, byte for byte; looked at before anything is made of it. It stays after it was undone.

    `day_order`: how somebody said that its days are read; "" when nobody did, or all are of the standard.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="grant_packages")
    state = models.CharField(_("стан"), max_length=20, choices=PackageState, default=PackageState.OFFERED)
    file_name = models.CharField(_("файл"), max_length=200)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    offered_at = models.DateTimeField()
    offered_by_name = models.CharField(max_length=200)
    day_order = models.CharField(_("порядок дня й місяця"), max_length=20, choices=DayOrder, blank=True)
    days_said_at = models.DateTimeField(null=True)
    days_said_by_name = models.CharField(max_length=200, blank=True)
    brought_at = models.DateTimeField(null=True)
    brought_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_because = models.CharField(_("чому"), max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="grant_package_hash"),
            models.CheckConstraint(
                condition=~Q(state=PackageState.BROUGHT) | Q(brought_at__isnull=False), name="grant_package_brought_at"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PackageState.DROPPED, PackageState.UNDONE])
                | Q(ended_at__isnull=False) & ~Q(ended_because=""),
                name="grant_package_ended_because",
            ),
            models.CheckConstraint(
                condition=Q(day_order="") | Q(days_said_at__isnull=False) & ~Q(days_said_by_name=""),
                name="grant_package_days_said",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class BroughtGrant(models.Model):
    """One grant of a package. `row`: its number there; the whole of it is read from the package by it.

    `about`: the hromada its place names, by КАТОТТГ; `memorandum`: what was built upon it.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    package = models.ForeignKey(GrantPackage, models.PROTECT, related_name="grants")
    row = models.PositiveIntegerField()
    key = models.CharField(_("номер гранту"), max_length=200)
    title = models.CharField(_("назва"), max_length=500)
    amount = models.DecimalField(_("сума"), max_digits=20, decimal_places=4)
    currency = models.CharField(max_length=3)
    awarded_on = models.DateField(_("надано"))
    recipient = models.CharField(_("кому"), max_length=300)
    funder = models.CharField(_("від кого"), max_length=300)
    about = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    memorandum = models.ForeignKey(Memorandum, models.PROTECT, null=True, related_name="grants")

    class Meta:
        ordering = ["package", "row"]
        constraints = [
            models.UniqueConstraint("organisation", "key", name="brought_grant_once"),
            models.UniqueConstraint("package", "row", name="brought_grant_row_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="brought_grant_amount_sane"),
        ]

    def __str__(self) -> str:
        return self.key
