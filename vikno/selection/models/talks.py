"""A talk that is planned: its hour, where it is, who of the panel comes. Nobody is in two talks at once."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation, User
from vikno.network.models import TimeRange
from vikno.programmes.models import Proposal
from vikno.selection.enums import TalkKind
from vikno.selection.models.people import Reviewer
from vikno.territories.models import Unit


class TalkPlan(models.Model):
    """An interview or a visit to come. The hromada reads its hour and place, never who comes.

    `edition` grows with each change, for calendars; what was cancelled stays as a row.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="talk_plans")
    kind = models.CharField(_("що буде"), max_length=20, choices=TalkKind)
    starts_at = models.DateTimeField(_("початок"))
    ends_at = models.DateTimeField(_("кінець"))
    place = models.CharField(_("місце"), max_length=300, blank=True)
    link = models.URLField(_("посилання"), max_length=500, blank=True)
    edition = models.PositiveSmallIntegerField(default=1)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(_("чому скасовано"), max_length=500, blank=True)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="talk_hours_in_order"),
            models.CheckConstraint(condition=~Q(place="", link=""), name="talk_is_somewhere"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_because=""), name="talk_cancelled_says_why"
            ),
            models.UniqueConstraint("proposal", condition=Q(cancelled_at__isnull=True), name="talk_planned_once"),
            ExclusionConstraint(
                name="hromada_in_one_talk_at_a_time",
                expressions=[
                    ("hromada", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.starts_at:%d.%m.%Y %H:%M}"


class TalkSeat(models.Model):
    """Who of the panel comes to a talk. Its hours are the talk's, so that the database can compare them."""

    plan = models.ForeignKey(TalkPlan, models.PROTECT, related_name="seats")
    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint("plan", "reviewer", name="seat_once_in_a_talk"),
            ExclusionConstraint(
                name="expert_in_one_talk_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.reviewer_id}"
