"""Questionnaires, their versions, responses and answers. What was published or locked is never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation, User
from vikno.questionnaires.enums import Source, VersionState
from vikno.territories.models import Unit


class Questionnaire(models.Model):
    """What is asked, through all its versions. Without an organisation it is the house's own, read by everybody."""

    code = models.SlugField(_("код"), max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("назва"), max_length=300)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation", "code", name="questionnaire_code_once", nulls_distinct=False,
                violation_error_message=_("Анкета з таким кодом уже є."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class QuestionnaireVersion(models.Model):
    """One immutable document. `sha256`: of its canonical form. Drafts change; what is published does not (trigger)."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("версія"))
    state = models.CharField(_("стан"), max_length=12, choices=VersionState, default=VersionState.DRAFT)
    document = models.JSONField(help_text="engine.as_json")
    sha256 = models.CharField(max_length=64)
    edited_at = models.DateTimeField(_("змінено"))
    edited_by_name = models.CharField(max_length=200)
    published_at = models.DateTimeField(_("опубліковано"), null=True, blank=True)
    published_by_name = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(_("знято з ужитку"), null=True, blank=True)
    retired_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["questionnaire", "-number"]
        constraints = [
            models.UniqueConstraint("questionnaire", "number", name="questionnaire_version_once"),
            models.UniqueConstraint(
                "questionnaire", condition=Q(state__in=["draft", "testing"]), name="questionnaire_one_draft"
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="questionnaire_version_hash"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "testing"], published_at__isnull=True)
                | Q(state__in=["published", "retired"], published_at__isnull=False),
                name="questionnaire_published_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(state="retired", retired_at__isnull=False)
                | ~Q(state="retired") & Q(retired_at__isnull=True),
                name="questionnaire_retired_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}, {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether the document may still be changed."""
        return self.state in (VersionState.DRAFT, VersionState.TESTING)


class Response(models.Model):
    """Answers of one hromada, or of a programme itself, to one published version.

    `organisation`: the programme it is given to; it sees the response once `is_submitted`. Locked: for ever, with its
    `snapshot` and the hash of it.
    """

    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="responses")
    hromada = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    started_by_name = models.CharField(max_length=200)
    is_submitted = models.BooleanField(default=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by_name = models.CharField(max_length=200, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    snapshot = models.JSONField(null=True, blank=True, help_text="what was locked: queries.snapshot_of")
    sha256 = models.CharField(max_length=64, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hromada__isnull=False) | Q(organisation__isnull=False), name="response_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(is_submitted=False) | Q(submitted_at__isnull=False), name="response_submitted_at_some_time"
            ),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True, snapshot__isnull=True, sha256="")
                | Q(
                    locked_at__isnull=False, is_submitted=True, snapshot__isnull=False, sha256__regex=r"^[0-9a-f]{64}$"
                ),
                name="response_locked_with_its_snapshot",
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "version"], name="response_of_hromada"),
            models.Index(fields=["organisation", "version"], name="response_to_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.hromada_id or self.organisation_id}"


class Answer(models.Model):
    """One line of the history of an answer: the newest of a question and a row holds. Added only.

    `value` None: taken back. `proposed`: what was offered from a record, kept after a person changed it;
    `source_reference`: {metric, period, version} of it; `as_of`: when the record said so.
    """

    response = models.ForeignKey(Response, models.PROTECT, related_name="answers")
    hromada = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=64)
    row = models.PositiveSmallIntegerField(default=0)
    value = models.JSONField(null=True)
    source = models.CharField(max_length=12, choices=Source)
    source_reference = models.JSONField(default=dict)
    as_of = models.DateTimeField(null=True)
    proposed = models.JSONField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["code", "row", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(row__lte=100), name="answer_row_of_a_repeat")]
        indexes = [models.Index(fields=["response", "code", "row", "-id"], name="answer_newest")]

    def __str__(self) -> str:
        return f"{self.code}/{self.row}"


class Collected(models.Model):
    """Where a response of a programme comes from that was filled in the field. Added only.

    `instance`: whose submission it is, as the tool names it; `about`: the hromada it tells of, which did not give it;
    `version_sha256`: of the version that the phone had.
    """

    response = models.OneToOneField(Response, models.PROTECT, related_name="collected")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+")
    instance = models.CharField(max_length=100)
    version_sha256 = models.CharField(max_length=64)
    collector = models.CharField(_("хто зібрав"), max_length=200)
    place = models.CharField(_("де"), max_length=300)
    about = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    collected_at = models.DateTimeField(_("коли зібрано"), null=True)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    brought_at = models.DateTimeField(_("внесено"))
    brought_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint("organisation", "instance", name="collected_once"),
            models.CheckConstraint(condition=~Q(instance=""), name="collected_has_its_instance"),
            models.CheckConstraint(condition=~Q(collector="") & ~Q(place=""), name="collected_says_by_whom_and_where"),
            models.CheckConstraint(condition=Q(version_sha256__regex=r"^[0-9a-f]{64}$"), name="collected_version_hash"),
        ]

    def __str__(self) -> str:
        return self.instance


class Crosswalk(models.Model):
    """What became of each question from one version to a later one: lines {kind, old, new, table}."""

    older = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+")
    newer = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="crosswalks")
    lines = models.JSONField(help_text="[{kind, old: [codes], new: [codes], table: {choice: choice}}]")
    edited_at = models.DateTimeField()
    edited_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint("older", "newer", name="crosswalk_once")]

    def __str__(self) -> str:
        return f"{self.older_id} → {self.newer_id}"
