"""Who reviews, what binds them to hromadas, and which proposals they were given."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.programmes.models import Proposal, Track
from vikno.selection.enums import AssignmentMove, AssignmentState, ConflictKind, TieKind
from vikno.selection.models.rules import CallReview
from vikno.territories.models import Unit

# Those that count as somebody's work on a proposal.
ALIVE = (
    AssignmentState.PROPOSED, AssignmentState.CONFLICT_CHECK, AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS,
    AssignmentState.SUBMITTED, AssignmentState.REOPENED, AssignmentState.LOCKED,
)  # fmt: skip


class Reviewer(models.Model):
    """An expert in the pool of a call; with a track, in the panel of that track alone."""

    review = models.ForeignKey(CallReview, models.PROTECT, related_name="reviewers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("напрям"))
    most = models.PositiveSmallIntegerField(_("не більше заявок"), default=40)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("review", "user", name="reviewer_once_in_a_call")]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.user_id}"


class PastTie(models.Model):
    """What bound or binds an expert to a hromada, with dates and where it is known from. Added only."""

    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="ties")
    hromada_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("громада"))
    kind = models.CharField(_("що пов'язує"), max_length=20, choices=TieKind)
    since = models.DateField(_("з"), null=True, blank=True)
    until = models.DateField(_("до"), null=True, blank=True)
    source = models.CharField(_("звідки відомо"), max_length=300)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="tie_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id}: {self.kind}"


class Declaration(models.Model):
    """An expert said before any file which hromadas they are bound to: codes. The newest holds. Added only."""

    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="declarations")
    hromadas = models.JSONField(default=list)
    words = models.CharField(_("пояснення"), max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.reviewer_id}: {self.at:%d.%m.%Y}"


class Conflict(models.Model):
    """An expert and a proposal that must not meet, until somebody lifts it with a reason."""

    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="conflicts")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    kind = models.CharField(_("як виявлено"), max_length=20, choices=ConflictKind)
    tie = models.CharField(_("підстава"), max_length=20, choices=TieKind, blank=True)
    words = models.CharField(_("пояснення"), max_length=1000, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_name = models.CharField(max_length=200, blank=True)
    lifted_because = models.CharField(_("чому знято"), max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                "reviewer", "proposal", "kind", condition=Q(lifted_at__isnull=True), name="conflict_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(lifted_because=""), name="conflict_lifted_says_why"
            ),
        ]
        indexes = [models.Index(fields=["proposal", "reviewer"], name="conflict_of_proposal")]

    def __str__(self) -> str:
        return f"{self.reviewer_id} ≠ {self.proposal_id}"


class Assignment(models.Model):
    """A proposal given to an expert. Moves are those of `rules.ASSIGNMENT_MOVES`."""

    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="assignments")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=20, choices=AssignmentState, default=AssignmentState.PROPOSED)
    due_at = models.DateTimeField(_("оцінити до"))
    comment = models.TextField(_("загальний висновок"), max_length=4000, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "reviewer", "proposal", condition=Q(state__in=ALIVE), name="proposal_once_with_a_reviewer"
            ),
        ]
        indexes = [models.Index(fields=["proposal", "state"], name="assignment_of_proposal")]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.state}"


class AssignmentStep(models.Model):
    """What was done to an assignment, by whom, when and why. Added only."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20, choices=AssignmentMove)
    state_after = models.CharField(max_length=20, choices=AssignmentState)
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.state_after}"
