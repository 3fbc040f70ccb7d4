"""Published models of assessment, rounds, assessments, and everything said in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation, User
from vikno.assessments.enums import AssessmentState, Reply, Source
from vikno.assessments.models.steps import OfHromada, Step
from vikno.assessments.rules import MOST_LEVEL
from vikno.questionnaires.models import QuestionnaireVersion


class FrameworkVersion(models.Model):
    """A published edition of a model of assessment: its document never changes. `organisation` None: our own."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(_("код"), max_length=60)
    edition = models.PositiveSmallIntegerField(_("видання"))
    title = models.CharField(_("назва"), max_length=300)
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="the published version it was read from, or was published as",
    )  # fmt: skip
    document = models.JSONField(help_text="framework.as_json")
    crosswalk = models.JSONField(default=dict, help_text="exchange.crosswalk_json")
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("оприлюднено"))
    published_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["code", "-edition"]
        constraints = [
            models.UniqueConstraint(
                "code", "edition", "organisation", name="framework_edition_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return _("{title}, видання {edition}").format(title=self.title, edition=self.edition)

    @property
    def is_own(self) -> bool:
        """Ours: an open model, nobody's official tool."""
        return self.organisation_id is None


class Round(models.Model):
    """A campaign of a programme over many hromadas. A hromada's own initiative is an assessment without one."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    framework = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="rounds")
    title = models.CharField(_("назва"), max_length=200)
    purpose = models.TextField(_("для чого"), max_length=2000, blank=True)
    opens_at = models.DateTimeField(_("починається"))
    closes_at = models.DateTimeField(_("закінчується"))
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_period_in_order")]

    def __str__(self) -> str:
        return self.title


class Assessment(OfHromada):
    """Of one hromada by one edition of a model. `people`, `profile`: its size when it was begun.

    The row says how far it has come and nothing of what was answered: a programme sees it from the beginning, the
    answers only as they were handed in (`Submission`).
    """

    framework = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="assessments")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="assessments")
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next_ones")
    profile = models.CharField(max_length=20, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(_("стан"), max_length=20, choices=AssessmentState, default=AssessmentState.NOT_STARTED)
    expert = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField()
    prefilled_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when its people were written to of the round")
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint("round", "hromada", name="assessment_once_in_a_round"),
            models.UniqueConstraint(
                "hromada", name="one_own_assessment_at_a_time",
                condition=Q(round=None) & ~Q(state__in=[AssessmentState.LOCKED, AssessmentState.SUPERSEDED]),
            ),
            models.CheckConstraint(
                condition=Q(round=None, organisation=None) | Q(round__isnull=False, organisation__isnull=False),
                name="assessment_of_a_round_is_shared",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation", "round", "state"], name="assessment_of_round")]

    def __str__(self) -> str:
        return f"{self.hromada_id}: {self.framework_id}"


class AssessmentMove(Step):
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="moves")

    class Meta:
        ordering = ["pk"]

    @property
    def to_label(self) -> str:
        return str(AssessmentState(self.to_state).label)


class Said(models.Model):
    """An answer, or what the records propose: the newest of a source holds. Rows are added, never changed.

    `level` None: not measurable. `proposed`, `reference`, `as_of`: what the records said when a person answered, so
    nothing of it is lost with a correction. Of its own hromada only: a programme reads what was handed in.
    """

    hromada = models.ForeignKey("territories.Unit", models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="said")
    question = models.CharField(max_length=60)
    source = models.CharField(max_length=20, choices=Source)
    reply = models.CharField(max_length=10, choices=Reply, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    proposed = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = models.JSONField(default=dict, help_text="{metric, amount, n, since, until, version, bands…}")
    as_of = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["assessment", "question", "-pk"]
        verbose_name_plural = "said"
        indexes = [models.Index(fields=["assessment", "question", "source", "-id"], name="said_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__lte=MOST_LEVEL), name="said_level_is_one_of_four"
            ),
            models.CheckConstraint(
                condition=~Q(reply=Reply.ANSWER) | Q(proposed=None) | Q(proposed=F("level")) | ~Q(reason=""),
                name="said_correction_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(reply=Reply.NOT_MEASURABLE) | Q(level=None), name="said_not_measurable_has_no_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.level}"


class Submission(OfHromada):
    """What was handed in: every question, both scores, sources and reasons. Frozen, with its hash."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    snapshot = models.JSONField(help_text="queries.snapshots")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["assessment", "-number"]
        constraints = [models.UniqueConstraint("assessment", "number", name="submission_number_once")]

    def __str__(self) -> str:
        return f"{self.assessment_id}/{self.number}"


class Verification(OfHromada):
    """A level as a reviewer found it; None: it could not be seen. The newest of a question holds."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="verifications")
    question = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.CharField(_("що побачили"), max_length=1000, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["assessment", "question", "-pk"]
        indexes = [models.Index(fields=["assessment", "question", "-id"], name="verification_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__lte=MOST_LEVEL), name="verified_level_is_one_of_four"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.level}"


class GapAccepted(OfHromada):
    """A gap left as it is, with the reason: each gap ends so or in the roadmap."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="gaps_accepted")
    question = models.CharField(max_length=60)
    reason = models.CharField(_("чому лишаємо так"), max_length=1000)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("assessment", "question", name="gap_accepted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="gap_accepted_says_why"),
        ]

    def __str__(self) -> str:
        return self.question
