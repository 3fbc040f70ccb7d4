"""What lay at a point at day's end, ticked by scan or by hand and signed by a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.cases.models import Case
from vikno.consignments.enums import LineState, TickedBy
from vikno.documents.models import GeneratedDocument
from vikno.network.models import Point
from vikno.territories.models import Unit


class DayCheck(models.Model):
    """The reconciliation of one point on one day: begun, and signed or not yet."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    on = models.DateField(_("день"))
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=200, blank=True)
    expected = models.PositiveIntegerField(default=0)
    paper = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint("hromada", "point", "on", name="one_check_a_point_and_day"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | ~Q(signed_name="") & Q(paper__isnull=False),
                name="signed_check_has_its_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id}: {self.on:%d.%m.%Y}"


class DayLine(models.Model):
    """What was seen of the papers of one case."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    check_of = models.ForeignKey(DayCheck, models.CASCADE, related_name="lines")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    found = models.CharField(max_length=10, choices=LineState)
    ticked_by = models.CharField(max_length=10, choices=TickedBy)
    note = models.CharField(max_length=300, blank=True)
    ticked_at = models.DateTimeField()
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["check_of", "pk"]
        constraints = [
            models.UniqueConstraint("check_of", "case", name="case_once_in_a_check"),
            models.CheckConstraint(condition=~Q(found=LineState.MISSING) | ~Q(note=""), name="missing_line_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id}: {self.case_id}"
