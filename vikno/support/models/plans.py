"""The plan of support: milestones with a day and a side, what each must leave behind, how each went."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.documents.models import StoredFile
from vikno.support import rules
from vikno.support.enums import MilestoneMove, MilestoneState, Side
from vikno.support.models.base import Shared
from vikno.support.models.memoranda import Amendment, Memorandum


class Milestone(Shared):
    """Something that one of the sides does by a day. Cancelled only by a signed amendment."""

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="milestones")
    number = models.PositiveSmallIntegerField(_("номер"))
    title = models.CharField(_("етап плану"), max_length=300)
    responsible = models.CharField(_("хто виконує"), max_length=20, choices=Side)
    due_on = models.DateField(_("строк"))
    state = models.CharField(_("стан"), max_length=20, choices=MilestoneState, default=MilestoneState.PLANNED)
    cancelled_by = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="cancels")

    class Meta:
        ordering = ["memorandum", "number"]
        constraints = [
            models.UniqueConstraint("memorandum", "number", name="milestone_number_once"),
            models.CheckConstraint(
                condition=Q(state=MilestoneState.CANCELLED, cancelled_by__isnull=False)
                | ~Q(state=MilestoneState.CANCELLED) & Q(cancelled_by__isnull=True),
                name="milestone_cancelled_by_amendment",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="milestone_due_programme"),
            models.Index(fields=["hromada", "state", "due_on"], name="milestone_due_hromada"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def is_overdue(self, on: date) -> bool:
        return rules.is_overdue(self.state, due_on=self.due_on, on=on)


class Deliverable(Shared):
    """What a milestone leaves behind; ticked when it is reported."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="deliverables")
    title = models.CharField(_("що буде"), max_length=300)
    is_done = models.BooleanField(default=False)

    class Meta:
        ordering = ["milestone", "pk"]

    def __str__(self) -> str:
        return self.title


class MilestoneStep(Shared):
    """One move of a milestone, with its words and proof. Added only."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20, choices=MilestoneMove)
    state_after = models.CharField(max_length=20, choices=MilestoneState)
    words = models.CharField(max_length=2000, blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=20)

    class Meta:
        ordering = ["milestone", "pk"]

    def __str__(self) -> str:
        return f"{self.milestone_id}: {self.move}"
