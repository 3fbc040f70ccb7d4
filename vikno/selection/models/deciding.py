"""Ranking runs with their bytes, the decision of the commission line by line, and what everybody may read of it."""

from datetime import timedelta
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.programmes.models import ProgrammeCall, Proposal
from vikno.selection.enums import DecisionState, Outcome, RunState

# The clock looks once a minute; more than this is told.
LATE: Final = timedelta(minutes=5)
SHA256 = r"^[0-9a-f]{64}$"


class RankingRun(models.Model):
    """One computation of the list of a call. Inputs stand still once frozen, the list once computed: by a trigger."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="runs")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("прогін"))
    state = models.CharField(_("стан"), max_length=20, choices=RunState, default=RunState.PREPARED)
    because = models.CharField(_("чому новий прогін"), max_length=500, blank=True)
    inputs = models.TextField(blank=True, help_text="canonical JSON, UTF-8")
    inputs_sha256 = models.CharField(max_length=64, blank=True)
    output = models.TextField(blank=True, help_text="canonical JSON, UTF-8")
    output_sha256 = models.CharField(max_length=64, blank=True)
    cost_of_fairness = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    unused = models.PositiveIntegerField(null=True)
    prepared_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    computed_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint("call", "number", name="run_number_once"),
            models.UniqueConstraint("call", condition=Q(state=RunState.ADOPTED), name="run_adopted_once"),
            models.CheckConstraint(
                condition=Q(state__in=(RunState.PREPARED, RunState.SUPERSEDED)) | Q(inputs_sha256__regex=SHA256),
                name="run_frozen_has_its_inputs",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(RunState.COMPUTED, RunState.ADOPTED)) | Q(output_sha256__regex=SHA256),
                name="run_computed_has_its_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} №{self.number}"


class RankingEntry(models.Model):
    """One line of a computed run. Added only."""

    run = models.ForeignKey(RankingRun, models.PROTECT, related_name="entries")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    track = models.CharField(max_length=40)
    oblast = models.CharField(max_length=19, blank=True)
    code = models.CharField(max_length=20)
    about = models.CharField(max_length=60, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    points = models.JSONField(default=dict)
    place = models.PositiveIntegerField(null=True)
    reserve = models.PositiveIntegerField(null=True)
    lot = models.CharField(max_length=64)
    ties = models.JSONField(default=list, help_text="[[number, advantage | need | lot]]")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["run", "position"]
        verbose_name_plural = "ranking entries"
        constraints = [models.UniqueConstraint("run", "proposal", name="entry_once_in_a_run")]

    def __str__(self) -> str:
        return f"{self.number}: {self.code}"


class Decision(models.Model):
    """The protocol of the commission on an adopted run. `paper`: what its template reads, frozen with the signature."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="decisions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    run = models.OneToOneField(RankingRun, models.PROTECT, related_name="decision")
    number = models.PositiveSmallIntegerField(_("протокол"))
    state = models.CharField(_("стан"), max_length=20, choices=DecisionState, default=DecisionState.DRAFT)
    paper = models.JSONField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    publish_at = models.DateTimeField(_("оприлюднити о"), null=True)
    published_at = models.DateTimeField(null=True)
    published_by_name = models.CharField(max_length=200, blank=True, help_text="of the system where the clock did it")
    held_back_at = models.DateTimeField(null=True, help_text="when the clock could not publish it and said so")

    class Meta:
        ordering = ["call", "-number"]
        indexes = [
            models.Index(fields=["publish_at"], condition=Q(state=DecisionState.EMBARGOED), name="decision_by_its_hour")
        ]
        constraints = [
            models.UniqueConstraint("call", "number", name="decision_number_once"),
            models.UniqueConstraint("call", condition=Q(state=DecisionState.PUBLISHED), name="decision_in_force_once"),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT) | Q(signed_at__isnull=False, paper__isnull=False),
                name="decision_signed_has_its_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.PUBLISHED)
                | Q(publish_at__isnull=False, published_at__gte=F("publish_at")),
                name="decision_published_after_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} №{self.number}"

    @property
    def is_late(self) -> bool:
        """Published well after the hour that was promised."""
        if self.publish_at is None or self.published_at is None:
            return False
        return self.published_at - self.publish_at > LATE


class DecisionLine(models.Model):
    """What the commission says of one proposal; where it departs from the run, why. Places are counted by a trigger."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="lines")
    entry = models.ForeignKey(RankingEntry, models.PROTECT, related_name="+")
    by_run = models.CharField(max_length=20, choices=Outcome)
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.CharField(_("чому інакше"), max_length=1000, blank=True)

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint("decision", "entry", name="line_once_in_a_decision"),
            models.CheckConstraint(condition=Q(outcome=F("by_run")) | ~Q(reason=""), name="deviation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.outcome}"


class PublishedResult(models.Model):
    """What everybody reads: the list by the rule of the call, and the file of the run without names. Added only."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="published")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="published")
    rows = models.JSONField(help_text="[{number, hromada, oblast, track, outcome, score, place, reason}]")
    facts = models.JSONField(help_text="counts and the cost of fairness")
    body = models.TextField(help_text="the file for recomputation, as it is given out")
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.published_at:%d.%m.%Y}"
