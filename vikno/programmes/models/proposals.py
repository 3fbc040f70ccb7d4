"""A hromada's proposal: its states, what was typed into it, what was submitted, what was asked about it."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.notifications.enums import Language
from vikno.programmes.enums import Fit, ProposalMove, ProposalState
from vikno.programmes.models.calls import CallNotice, CallVersion, ProgrammeCall
from vikno.programmes.models.parts import Track
from vikno.questionnaires.models import Response
from vikno.territories.models import Unit

GONE = (ProposalState.EXPIRED, ProposalState.WITHDRAWN)


class Proposal(models.Model):
    """What a hromada offers in a track of a call. The programme sees it from `submitted_at` on, not before.

    `version`: of the rules it was last submitted under, before that the one it was started under.
    """

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="proposals")
    track = models.ForeignKey(Track, models.PROTECT, related_name="proposals")
    version = models.ForeignKey(CallVersion, models.PROTECT, related_name="proposals")
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField(_("номер"), max_length=30, unique=True, help_text="2025-01-0007")
    state = models.CharField(_("стан"), max_length=20, choices=ProposalState, default=ProposalState.DRAFT)
    contact_name = models.CharField(_("контактна особа"), max_length=200, blank=True)
    contact_phone = models.CharField(_("телефон"), max_length=60, blank=True)
    contact_email = models.EmailField(_("електронна пошта"), blank=True)
    contact_language = models.CharField(
        _("мова листів"), max_length=5, choices=Language, default=Language.UKRAINIAN
    )  # fmt: skip
    response = models.ForeignKey(Response, models.PROTECT, null=True, blank=True, related_name="+")
    assessment = models.JSONField(null=True, blank=True, help_text="annex of the self-assessment with its sha256")
    started_at = models.DateTimeField()
    started_by_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(_("подано"), null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                "call", "track", "hromada", condition=~Q(state__in=GONE), name="proposal_once_in_a_track"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ProposalState.DRAFT, *GONE)) | Q(submitted_at__isnull=False),
                name="proposal_submitted_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ProposalState.DRAFT, ProposalState.EXPIRED)) | Q(submitted_at__isnull=True),
                name="proposal_draft_was_not_submitted",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(submitted_at__gte=F("started_at")),
                name="proposal_submitted_after_started",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "call", "state"], name="proposal_of_call"),
            models.Index(fields=["hromada", "-id"], name="proposal_of_hromada"),
        ]

    def __str__(self) -> str:
        return self.number


class Part(models.Model):
    """A row of a proposal: it carries the same hromada and organisation, so that the second lock holds it too."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class ProposalStep(Part):
    """What was done to a proposal, by whom in which office, when and why. Added only."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="steps")
    move = models.CharField(_("дія"), max_length=20, choices=ProposalMove)
    state_after = models.CharField(_("стан"), max_length=20, choices=ProposalState)
    reason = models.CharField(_("підстава"), max_length=1000, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=20)
    office = models.CharField(_("посада"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.state_after}"


class TypedFact(Part):
    """A fact that no record gives, with its source and period; the newest of a code holds. Added only."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="typed")
    code = models.CharField(max_length=60)
    value = models.JSONField()
    source = models.CharField(_("джерело"), max_length=300, blank=True)
    since = models.DateField(_("з"), null=True, blank=True)
    until = models.DateField(_("до"), null=True, blank=True)
    typed_at = models.DateTimeField()
    typed_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["code", "-pk"]
        indexes = [models.Index(fields=["proposal", "code", "-id"], name="typed_fact_newest")]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"


class ProposalRevision(Part):
    """What was submitted, byte for byte: canonical JSON and its hash. Added only."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("редакція"))
    version = models.ForeignKey(CallVersion, models.PROTECT, related_name="+")
    body = models.TextField(help_text="canonical JSON, UTF-8")
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    by_user_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    office = models.CharField(_("посада"), max_length=200)

    class Meta:
        ordering = ["proposal", "number"]
        constraints = [models.UniqueConstraint("proposal", "number", name="revision_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} r{self.number}"

    @property
    def snapshot(self) -> dict[str, Any]:
        """What the body says."""
        read: dict[str, Any] = json.loads(self.body)
        return read


class Receipt(Part):
    """That a revision was received, with the hash of what is kept. Added only."""

    revision = models.OneToOneField(ProposalRevision, models.PROTECT, related_name="receipt")
    number = models.CharField(_("номер квитанції"), max_length=40, unique=True)
    sha256 = models.CharField(max_length=64, help_text="of the stored revision")
    paper = models.JSONField(help_text="what the template of the paper reads")
    template = models.CharField(max_length=100)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number


class ClarificationRequest(Part):
    """What the programme asks a hromada to make clear, and until when; answered by a new revision."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="requests")
    words = models.TextField(_("що уточнити"), max_length=2000)
    due_at = models.DateTimeField(_("відповісти до"))
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=200)
    answer = models.TextField(_("відповідь"), max_length=4000, blank=True)
    revision = models.OneToOneField(ProposalRevision, models.PROTECT, null=True, related_name="answers")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="request_leaves_time"),
            models.UniqueConstraint("proposal", condition=Q(revision__isnull=True), name="request_open_once"),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class EligibilityCheck(Part):
    """What came of one rule for one revision, told in a sentence; the newest of a rule holds. Added only."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="checks")
    revision = models.ForeignKey(ProposalRevision, models.PROTECT, related_name="checks")
    rule = models.CharField(max_length=40)
    sentence = models.CharField(max_length=500)
    fit = models.CharField(_("висновок"), max_length=10, choices=Fit)
    facts = models.JSONField(default=dict, help_text="{code: value} that the rule read")
    note = models.CharField(_("пояснення"), max_length=500, blank=True)
    is_by_person = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["proposal", "rule", "-pk"]
        indexes = [models.Index(fields=["proposal", "rule", "-id"], name="eligibility_check_newest")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.fit}"


class ToldNotice(models.Model):
    """That a notice of a call has gone to the contact of a proposal, once. Added only, seen by the hromada alone."""

    notice = models.ForeignKey(CallNotice, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("notice", "proposal", name="notice_told_once")]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.proposal_id}"
