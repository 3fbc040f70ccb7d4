"""Marks: of experts on proposals and on anchors, of interviews and visits; and what was agreed where they differ."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.programmes.models import Criterion, Proposal
from vikno.selection.enums import TalkKind
from vikno.selection.models.people import Assignment, Reviewer
from vikno.selection.models.rules import Anchor


class Score(models.Model):
    """One criterion of one assignment: a mark, or an abstention with its reason; never both, never neither."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    mark = models.PositiveSmallIntegerField(_("оцінка"), null=True)
    abstained = models.CharField(_("чому не оцінюєте"), max_length=500, blank=True)
    note = models.CharField(_("обґрунтування"), max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("assignment", "criterion", name="score_once"),
            models.CheckConstraint(
                condition=Q(mark__isnull=False, abstained="") | (Q(mark__isnull=True) & ~Q(abstained="")),
                name="score_or_abstention",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.mark}"


class AnchorMarks(models.Model):
    """Marks of an expert on an anchor: {criterion code: mark}. Once; what was said is not said again. Added only."""

    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="marks")
    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="anchor_marks")
    marks = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "anchor marks"
        constraints = [models.UniqueConstraint("anchor", "reviewer", name="anchor_marked_once")]

    def __str__(self) -> str:
        return f"{self.anchor_id}: {self.reviewer_id}"


class Discussion(models.Model):
    """Marks that lay too far apart were discussed: what was agreed. Added only."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    words = models.CharField(_("що вирішили"), max_length=1000)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="discussion_says_what")]

    def __str__(self) -> str:
        return self.words[:80]


class Talk(models.Model):
    """An interview or a visit: agreed marks {criterion code: mark} of those who held it. The newest holds."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="talks")
    kind = models.CharField(_("що було"), max_length=20, choices=TalkKind)
    held_on = models.DateField(_("коли"))
    who = models.CharField(_("хто проводив"), max_length=500)
    words = models.TextField(_("висновок"), max_length=4000)
    marks = models.JSONField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.kind}"
