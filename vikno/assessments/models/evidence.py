"""What proves an answer: papers with revisions, decisions of a reviewer, a last day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.assessments.enums import EvidenceState
from vikno.assessments.models.assessments import Assessment
from vikno.assessments.models.steps import OfHromada, Step
from vikno.documents.models import StoredFile


class Evidence(OfHromada):
    """A paper or a link for one question. `valid_until`: its last good day, counted from the day it was made of."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence")
    question = models.CharField(max_length=60)
    title = models.CharField(_("що це"), max_length=300)
    state = models.CharField(_("стан"), max_length=20, choices=EvidenceState, default=EvidenceState.DRAFT)
    valid_until = models.DateField(_("чинний до"), null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["question", "pk"]
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["assessment", "question"], name="evidence_of_question")]
        constraints = [
            models.CheckConstraint(condition=~Q(state=EvidenceState.EXPIRED), name="evidence_expiry_is_computed")
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceRevision(OfHromada):
    """One revision: a file, words or an address. The newest is what a reviewer looks at."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    words = models.CharField(_("опис або адреса"), max_length=1000, blank=True)
    made_on = models.DateField(_("дата документа"), null=True, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["evidence", "-number"]
        constraints = [
            models.UniqueConstraint("evidence", "number", name="evidence_revision_once"),
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(words=""), name="evidence_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id}/{self.number}"


class EvidenceMove(Step):
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="moves")

    class Meta:
        ordering = ["pk"]

    @property
    def to_label(self) -> str:
        return str(EvidenceState(self.to_state).label)
