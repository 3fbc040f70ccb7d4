"""A memorandum: what is agreed, by whom, in which words, and how it was changed."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.programmes.models import Programme, Proposal
from vikno.support import rules
from vikno.support.enums import MEMORANDUM_DONE, MemorandumMove, MemorandumState
from vikno.support.models.base import Shared


class Memorandum(Shared):
    """Between a programme and a hromada. `text` is edited while it is drafted; agreed words are in versions.

    `proposal`: what the hromada won with, where it came through a call.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="memoranda")
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, blank=True, related_name="memorandum")
    number = models.CharField(_("номер"), max_length=40)
    title = models.CharField(_("назва"), max_length=300)
    goal = models.TextField(_("мета"), max_length=2000, blank=True)
    text = models.TextField(_("текст"), max_length=60_000)
    state = models.CharField(_("стан"), max_length=20, choices=MemorandumState, default=MemorandumState.DRAFTING)
    needs_council = models.BooleanField(_("потрібне рішення ради"), default=True)
    starts_on = models.DateField(_("діє з"))
    ends_on = models.DateField(_("діє до"))
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "memoranda"
        constraints = [
            models.UniqueConstraint("organisation", "number", name="memorandum_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="memorandum_period_in_order"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="memorandum_of_programme"),
            models.Index(fields=["hromada", "state", "-id"], name="memorandum_of_hromada"),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.title}"

    def is_in_force(self, on: date) -> bool:
        return rules.is_in_force(self.state, starts_on=self.starts_on, ends_on=self.ends_on, on=on)


class MemorandumVersion(Shared):
    """Words as they were agreed, with the plan of then; `sha256` is what both sides sign. Added only."""

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("редакція"))
    text = models.TextField()
    snapshot = models.JSONField(help_text="number, title, goal, period, both sides, milestones")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["memorandum", "-number"]
        constraints = [models.UniqueConstraint("memorandum", "number", name="memorandum_version_once")]

    def __str__(self) -> str:
        return f"{self.memorandum_id} v{self.number}"


class MemorandumStep(Shared):
    """One move: who, in which office, when, by which decision. Approvals and signatures are rows of it. Added only."""

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20, choices=MemorandumMove)
    state_after = models.CharField(max_length=20, choices=MemorandumState)
    words = models.CharField(_("підстава"), max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="of the version that was agreed or signed")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=20)

    class Meta:
        ordering = ["memorandum", "pk"]

    def __str__(self) -> str:
        return f"{self.memorandum_id}: {self.move}"

    @property
    def said(self) -> Promise:
        """What was done, in the words of a history."""
        return MEMORANDUM_DONE[self.move]


class Amendment(Shared):
    """A change to a memorandum in force: new words, perhaps a new end. In force once both sides have signed.

    Its words never change; what both sides sign is `sha256`.
    """

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(_("чому"), max_length=500)
    text = models.TextField(_("нова редакція"), max_length=60_000)
    ends_on = models.DateField(_("діє до"))
    sha256 = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by_name = models.CharField(max_length=200)
    hromada_signed_at = models.DateTimeField(null=True)
    hromada_signed_by_name = models.CharField(max_length=200, blank=True)
    programme_signed_at = models.DateTimeField(null=True)
    programme_signed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["memorandum", "number"]
        constraints = [
            models.UniqueConstraint("memorandum", "number", name="amendment_number_once"),
            models.UniqueConstraint(
                "memorandum",
                condition=Q(hromada_signed_at__isnull=True) | Q(programme_signed_at__isnull=True),
                name="amendment_one_open",
            ),
            models.CheckConstraint(
                condition=Q(hromada_signed_at__isnull=True, hromada_signed_by_name="")
                | Q(hromada_signed_at__isnull=False) & ~Q(hromada_signed_by_name=""),
                name="amendment_hromada_signs_by_name",
            ),
            models.CheckConstraint(
                condition=Q(programme_signed_at__isnull=True, programme_signed_by_name="")
                | Q(programme_signed_at__isnull=False) & ~Q(programme_signed_by_name=""),
                name="amendment_programme_signs_by_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.memorandum_id}: {self.number}"

    @property
    def is_signed(self) -> bool:
        return self.hromada_signed_at is not None and self.programme_signed_at is not None
