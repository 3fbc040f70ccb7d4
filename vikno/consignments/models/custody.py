"""Who holds the papers of each case at any moment, in which mode they travel, and papers that were lost."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation, User
from vikno.cases.models import Case
from vikno.catalogue.models import PublicService
from vikno.consignments.enums import HolderKind, PaperMode
from vikno.consignments.models.bags import Bag
from vikno.documents.models import GeneratedDocument
from vikno.network.models import Point, TimeRange
from vikno.territories.models import Unit


class Custody(models.Model):
    """Who holds the papers of a case, from when to when; at any moment exactly one holder."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="custody")
    holder_kind = models.CharField(max_length=20, choices=HolderKind)
    point = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    bag = models.ForeignKey(Bag, models.PROTECT, null=True, blank=True, related_name="+")
    receiver_name = models.CharField(_("хто отримав"), max_length=200, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["case", "since", "pk"]
        constraints = [
            ExclusionConstraint(
                name="one_holder_at_a_time",
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    (TimeRange("since", "until"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(holder_kind=HolderKind.POINT, point__isnull=False)
                | Q(holder_kind=HolderKind.COURIER, user__isnull=False)
                | Q(holder_kind=HolderKind.PROVIDER, organisation__isnull=False)
                | Q(holder_kind=HolderKind.APPLICANT),
                name="custody_names_its_holder",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="custody_period_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "holder_kind"], condition=Q(until__isnull=True), name="custody_now"),
            models.Index(fields=["hromada", "since"], condition=Q(holder_kind="provider"), name="custody_reached"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_holder_kind_display()}"


class ServiceMode(models.Model):
    """How papers of a service travel in this hromada, from a day: the newest row of a day holds."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="+")
    mode = models.CharField(_("як їдуть папери"), max_length=20, choices=PaperMode)
    follow_days = models.PositiveSmallIntegerField(_("папір їде за, робочих днів"), default=0)
    valid_from = models.DateField(_("діє з"))
    source = models.CharField(_("наказ або угода"), max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="service_mode_gives_its_source")]
        indexes = [models.Index(fields=["hromada", "service", "-valid_from"], name="paper_mode_of_service")]

    def __str__(self) -> str:
        return self.get_mode_display()


class CaseMode(models.Model):
    """How papers of one case travel, said for this case: the newest row holds. Scans that went have their time."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="paper_modes")
    mode = models.CharField(_("як їдуть папери"), max_length=20, choices=PaperMode)
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="+", help_text="where the paper stays")
    scans_sent_at = models.DateTimeField(null=True)
    sent_how = models.CharField(_("як надіслано скани"), max_length=200, blank=True)
    follow_by = models.DateField(_("папір надіслати до"), null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["case", "-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mode=PaperMode.SCAN_FIRST) | Q(follow_by__isnull=False), name="scan_first_names_its_day"
            ),
            models.CheckConstraint(
                condition=~Q(mode=PaperMode.PAPER_STAYS) | Q(point__isnull=False), name="staying_paper_names_its_point"
            ),
        ]
        indexes = [models.Index(fields=["hromada", "case", "-set_at"], name="paper_mode_of_case")]

    def __str__(self) -> str:
        return self.get_mode_display()


class Loss(models.Model):
    """Papers of a case declared lost, with an act; found again or not yet."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="losses")
    circumstances = models.CharField(_("за яких обставин"), max_length=500)
    last_held = models.CharField(_("хто тримав останнім"), max_length=300)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)
    found_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    found_point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="+")
    found_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-declared_at", "-pk"]
        verbose_name_plural = "losses"
        constraints = [
            models.UniqueConstraint("case", condition=Q(found_at__isnull=True), name="case_lost_once_at_a_time"),
            models.CheckConstraint(condition=~Q(circumstances=""), name="loss_tells_circumstances"),
            models.CheckConstraint(
                condition=Q(found_at__isnull=True) | Q(found_at__gte=F("declared_at")), name="found_after_lost"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.last_held}"
