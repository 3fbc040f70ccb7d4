"""A call, its history, its frozen versions, what is asked and answered about it in public."""

import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.enums import Role
from vikno.accounts.models import Organisation
from vikno.programmes.enums import CallMove, CallState, QuestionState
from vikno.programmes.models.programme import Programme
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.territories.models import Unit


def _offices() -> list[str]:
    return [Role.LEADER, Role.HEAD]


class ProgrammeCall(models.Model):
    """A call for proposals. Its rules are rows around it until they are frozen; then the newest version speaks.

    `organisation` is that of the programme: every query filters by it. `seed_sha256` is published before opening,
    `seed` is revealed with the ranking. Moments are kept in UTC and meant in Kyiv.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="calls")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField(_("номер"), max_length=20, unique=True, help_text="2025-01")
    title = models.CharField(_("назва"), max_length=300)
    title_en = models.CharField(_("назва англійською"), max_length=300, blank=True)
    summary = models.TextField(_("про що конкурс"), max_length=4000, blank=True)
    summary_en = models.TextField(_("про що конкурс, англійською"), max_length=4000, blank=True)
    state = models.CharField(_("стан"), max_length=20, choices=CallState, default=CallState.DRAFT)
    forecast_on = models.DateField(_("коли оголосити наперед"), null=True, blank=True)
    opens_at = models.DateTimeField(_("прийом починається"), null=True, blank=True)
    closes_at = models.DateTimeField(_("прийом завершується"), null=True, blank=True)
    questions_until = models.DateTimeField(_("питання приймаємо до"), null=True, blank=True)
    results_on = models.DateField(_("результати до"), null=True, blank=True)
    quota = models.PositiveSmallIntegerField(_("усього місць"), default=0)
    limit_per_hromada = models.PositiveSmallIntegerField(_("заявок від громади"), default=1)
    who_may_submit = ArrayField(
        models.CharField(max_length=20, choices=Role), verbose_name=_("хто може подати"), default=_offices
    )
    positions = ArrayField(
        models.CharField(max_length=200), verbose_name=_("посади"), default=list, blank=True,
        help_text="empty: any position of these roles",
    )  # fmt: skip
    outage_hours = models.PositiveSmallIntegerField(
        _("годин на продовження після збою"), default=24, help_text="how long after closing it may be extended"
    )
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("питання заявки")
    )
    seed_sha256 = models.CharField(_("відбиток зерна жеребу"), max_length=64, blank=True)
    seed = models.CharField(_("зерно жеребу"), max_length=200, blank=True)
    seed_sealed = models.TextField(blank=True, editable=False, help_text="the seed until it is revealed")
    amending = models.CharField(_("чому змінюють правила"), max_length=500, blank=True)
    swept_at = models.DateTimeField(null=True, editable=False, help_text="when its drafts were closed after closing")
    last_proposal = models.PositiveIntegerField(default=0, help_text="numbers given to proposals so far")
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^\d{4}-\d{2,3}$"), name="call_number_shape"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(CallState.DRAFT, CallState.CANCELLED))
                | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="call_beyond_draft_has_its_moments",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(CallState.DRAFT, CallState.CANCELLED)) | Q(seed_sha256__regex=r"^[0-9a-f]{64}$"),
                name="call_beyond_draft_has_its_seed",
            ),
            models.CheckConstraint(condition=Q(limit_per_hromada__gte=1), name="call_lets_a_hromada_in"),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="call_of_programme")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class CallStep(models.Model):
    """What was done to a call, by whom, when and why."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="steps")
    move = models.CharField(_("дія"), max_length=20, choices=CallMove)
    state_after = models.CharField(_("стан"), max_length=20, choices=CallState)
    reason = models.CharField(_("підстава"), max_length=500, blank=True)
    closes_at = models.DateTimeField(null=True, help_text="of an extension: the new closing")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=20)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.state_after}"


class Outage(models.Model):
    """Why people could not submit for a time: lets a call be extended after it has closed. Added only."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="outages")
    words = models.CharField(_("що сталося"), max_length=500)
    source = models.CharField(_("звідки відомо"), max_length=300)
    began_at = models.DateTimeField(_("почалося"))
    ended_at = models.DateTimeField(_("закінчилося"))
    registered_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(ended_at__gt=F("began_at")), name="outage_in_order")]

    def __str__(self) -> str:
        return self.words


class CallVersion(models.Model):
    """All rules of a call as they stood at a moment: canonical JSON, byte for byte, and its hash."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("версія"))
    body = models.TextField(help_text="canonical JSON, UTF-8")
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(_("що і чому змінено"), max_length=500, blank=True)
    frozen_at = models.DateTimeField()
    frozen_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint("call", "number", name="call_version_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="call_version_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} v{self.number}"

    @property
    def rules(self) -> dict[str, Any]:
        """What the body says."""
        read: dict[str, Any] = json.loads(self.body)
        return read


class CallNotice(models.Model):
    """What everybody who has begun a proposal must be told of a call. Who has begun is not the programme's to know,
    so a job walks the hromadas: `told_at` when it has been to all of them.
    """

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="notices")
    event = models.CharField(max_length=20)
    values = models.JSONField(default=dict, help_text="for the places of its letter")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.event}"


class CallDocument(models.Model):
    """A file published with a call."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="documents")
    title = models.CharField(_("назва"), max_length=300)
    title_en = models.CharField(_("назва англійською"), max_length=300, blank=True)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Clarification(models.Model):
    """A question and its answer, for everybody; who asked is not said."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="clarifications")
    question = models.TextField(_("питання"), max_length=2000)
    answer = models.TextField(_("відповідь"), max_length=4000)
    published_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["published_at", "pk"]

    def __str__(self) -> str:
        return self.question[:80]


class Question(models.Model):
    """What somebody of a hromada asked: seen by the hromada and by the programme alone."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="questions")
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    words = models.TextField(_("питання"), max_length=2000)
    state = models.CharField(max_length=20, choices=QuestionState, default=QuestionState.ASKED)
    reason = models.CharField(_("чому не оприлюднено"), max_length=500, blank=True)
    clarification = models.OneToOneField(Clarification, models.PROTECT, null=True, related_name="asked")
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=QuestionState.ANSWERED, clarification__isnull=False)
                | (~Q(state=QuestionState.ANSWERED) & Q(clarification__isnull=True)),
                name="question_answered_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]
