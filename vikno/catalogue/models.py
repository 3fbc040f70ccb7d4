"""Public services, their versions by date, and what each version asks and gives (CPSV-AP words)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.catalogue.enums import (
    ApplicantKind,
    CaseEvent,
    Channel,
    CostKind,
    EquipmentNeed,
    EvidenceForm,
    Performer,
    Rounding,
    ServiceAction,
    StartEvent,
    StepAction,
    TermUnit,
    VersionStatus,
    WorkflowChannel,
)  # fmt: skip


class DateRange(Func):
    """daterange(from, to, '[]'): both days inside."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = DateRangeField()


class ServiceGroup(models.Model):
    """Civil status, social help, residence…"""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("назва"), max_length=200)
    name_en = models.CharField(max_length=200)
    is_base = models.BooleanField(_("базова група"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class CompetentAuthority(models.Model):
    """A kind of provider that decides («орган соціального захисту»); concrete bodies are organisations."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("назва"), max_length=300)
    name_en = models.CharField(max_length=300)

    class Meta:
        ordering = ["name", "code"]
        verbose_name_plural = "competent authorities"

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("назва"), max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name


class PublicService(models.Model):
    """A service as people know it; everything that may change with time is in its versions."""

    code = models.CharField(_("код послуги"), max_length=40, unique=True)
    code_is_confirmed = models.BooleanField(_("код звірено з реєстром"), default=False)
    group = models.ForeignKey(ServiceGroup, models.PROTECT, related_name="services")
    name = models.CharField(_("назва"), max_length=1000)
    name_en = models.CharField(max_length=1000, blank=True)
    keywords = models.TextField(_("слова, якими питають"), blank=True)
    search_key = models.TextField()
    sort_key = models.CharField(max_length=1000)
    life_events = models.ManyToManyField(LifeEvent, blank=True, related_name="services")
    is_for_veterans = models.BooleanField(_("для ветеранів та їхніх родин"), default=False)
    is_mandatory_523 = models.BooleanField(_("у переліку 523-р"), default=False)
    mandatory_523_is_confirmed = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [GinIndex(OpClass("search_key", "gin_trgm_ops"), name="service_by_trigram")]

    def __str__(self) -> str:
        return self.name


class ServiceVersion(models.Model):
    """What a service asks, costs and gives from a date to a date."""

    service = models.ForeignKey(PublicService, models.PROTECT, related_name="versions")
    status = models.CharField(max_length=20, choices=VersionStatus, default=VersionStatus.DRAFT)
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    authority = models.ForeignKey(CompetentAuthority, models.PROTECT, null=True, related_name="+")
    applicants = ArrayField(models.CharField(max_length=20, choices=ApplicantKind), default=list, blank=True)
    channels = ArrayField(models.CharField(max_length=20, choices=Channel), default=list, blank=True)
    is_immediate = models.BooleanField(_("надається одразу"), default=False)
    term_days = models.PositiveSmallIntegerField(_("строк, днів"), null=True, blank=True)
    term_unit = models.CharField(max_length=20, choices=TermUnit, default=TermUnit.CALENDAR_DAYS)
    start_event = models.CharField(max_length=20, choices=StartEvent, default=StartEvent.REGISTERED)
    is_collegial = models.BooleanField(_("вирішує колегіальний орган"), default=False)
    has_tacit_consent = models.BooleanField(_("мовчазна згода"), default=False)
    is_paused_by_martial_law = models.BooleanField(_("строк зупинено на час воєнного стану"), null=True, blank=True)
    term_note = models.CharField(_("пояснення строку"), max_length=500, blank=True)
    term_note_en = models.CharField(max_length=500, blank=True)
    term_is_confirmed = models.BooleanField(_("строк звірено на місці"), default=False)
    is_extraterritorial = models.BooleanField(_("незалежно від місця проживання"), default=True)
    can_travel = models.BooleanField(_("можна надати на виїзді"), default=False)
    equipment = ArrayField(models.CharField(max_length=30, choices=EquipmentNeed), default=list, blank=True)
    who_may_apply = models.CharField(_("хто може звернутися"), max_length=500, blank=True)
    who_may_apply_en = models.CharField(max_length=500, blank=True)
    result = models.CharField(_("результат"), max_length=500, blank=True)
    result_en = models.CharField(max_length=500, blank=True)
    refusal_grounds = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    refusal_grounds_en = ArrayField(models.CharField(max_length=500, blank=True), default=list, blank=True)
    how_to_apply = models.TextField(_("як звернутися"), blank=True)
    how_to_apply_en = models.TextField(blank=True)
    standard_minutes = models.PositiveSmallIntegerField(_("хвилин на прийом"), default=20)
    source = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["service", "-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="version_period_in_order",
            ),
            ExclusionConstraint(
                name="one_published_version_a_day",
                expressions=[
                    ("service", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=VersionStatus.PUBLISHED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} з {self.valid_from:%d.%m.%Y}"


class Requirement(models.Model):
    """One paper or fact that a person must bring."""

    version = models.ForeignKey(ServiceVersion, models.CASCADE, related_name="requirements")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("документ"), max_length=500)
    name_en = models.CharField(max_length=500, blank=True)
    evidence_form = models.CharField(max_length=20, choices=EvidenceForm, default=EvidenceForm.ORIGINAL)
    condition = models.CharField(_("коли потрібен"), max_length=500, blank=True)
    condition_en = models.CharField(max_length=500, blank=True)
    ground = models.CharField(_("підстава"), max_length=500, blank=True)

    class Meta:
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint("version", "order", name="requirement_order_once")]

    def __str__(self) -> str:
        return self.name


class Cost(models.Model):
    """What a person pays: nothing, an amount, a share of an index of the year, or the provider's own tariff."""

    version = models.ForeignKey(ServiceVersion, models.CASCADE, related_name="costs")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=CostKind)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    index_name = models.CharField(max_length=100, blank=True)
    index_percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    rounding = models.CharField(max_length=20, choices=Rounding, default=Rounding.KOPIYKA)
    description = models.CharField(max_length=500, blank=True)
    description_en = models.CharField(max_length=500, blank=True)
    ground = models.CharField(max_length=500, blank=True)
    is_confirmed = models.BooleanField(_("звірено на місці"), default=False)

    class Meta:
        ordering = ["version", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[CostKind.FREE, CostKind.TARIFF], amount__isnull=True, index_percent__isnull=True)
                | Q(kind=CostKind.AMOUNT, amount__gt=0, index_percent__isnull=True)
                | Q(kind=CostKind.INDEX_SHARE, amount__isnull=True, index_percent__gt=0),
                name="cost_is_one_of_three",
            )
        ]

    def __str__(self) -> str:
        return self.description or self.get_kind_display()


class LegalResource(models.Model):
    """An act a version stands on."""

    version = models.ForeignKey(ServiceVersion, models.CASCADE, related_name="legal_resources")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=1000)
    title_en = models.CharField(max_length=1000, blank=True)
    url = models.URLField(max_length=500, blank=True)
    is_confirmed = models.BooleanField(_("звірено з текстом"), default=False)

    class Meta:
        ordering = ["version", "order", "pk"]

    def __str__(self) -> str:
        return self.title


class Workflow(models.Model):
    """A technological card (технологічна картка): who does what and in how many days, from a date to a date.

    A published one is never changed: cases keep the one they began with. `edition` counts saved texts of a draft.
    """

    service = models.ForeignKey(PublicService, models.PROTECT, related_name="workflows")
    channel = models.CharField(_("шлях"), max_length=20, choices=WorkflowChannel, default=WorkflowChannel.CENTRE)
    status = models.CharField(max_length=20, choices=VersionStatus, default=VersionStatus.DRAFT)
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    is_confirmed = models.BooleanField(_("звірено на місці"), default=False)
    source = models.CharField(_("джерело"), max_length=500, blank=True)
    edition = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["service", "channel", "-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="workflow_period_in_order",
            ),
            ExclusionConstraint(
                name="one_published_workflow_a_day",
                expressions=[
                    ("service", RangeOperators.EQUAL),
                    ("channel", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=VersionStatus.PUBLISHED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} з {self.valid_from:%d.%m.%Y}"


class WorkflowStep(models.Model):
    """One line of a technological card. `event` set: the step is done when that is recorded in a case."""

    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("етап"), max_length=500)
    responsible = models.CharField(_("відповідальний і підрозділ"), max_length=300, blank=True)
    performer = models.CharField(_("чия робота"), max_length=20, choices=Performer)
    action = models.CharField(_("дія"), max_length=1, choices=StepAction)
    days = models.PositiveSmallIntegerField(_("строк, днів"), null=True, blank=True)
    unit = models.CharField(max_length=20, choices=TermUnit, default=TermUnit.WORKING_DAYS)
    event = models.CharField(_("позначається сам, коли"), max_length=20, choices=CaseEvent, blank=True)

    class Meta:
        ordering = ["workflow", "order"]
        constraints = [
            models.UniqueConstraint("workflow", "order", name="workflow_step_order_once"),
            models.CheckConstraint(condition=Q(action__in=StepAction.values), name="workflow_step_action_known"),
        ]

    def __str__(self) -> str:
        return self.name


class FeeIndex(models.Model):
    """A figure of the state budget that fees are a share of, from a date (прожитковий мінімум…)."""

    code = models.SlugField(max_length=40)
    name = models.CharField(_("назва"), max_length=200)
    name_en = models.CharField(max_length=200)
    valid_from = models.DateField(_("діє з"))
    value = models.DecimalField(_("значення, грн"), max_digits=10, decimal_places=2)
    is_confirmed = models.BooleanField(_("звірено"), default=False)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint("code", "valid_from", name="fee_index_once_a_date"),
            models.CheckConstraint(condition=Q(value__gt=0), name="fee_index_is_positive"),
        ]
        verbose_name_plural = "fee indices"

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class ServiceChange(models.Model):
    """One line of a service's history: who, when, what and why."""

    service = models.ForeignKey(PublicService, models.CASCADE, related_name="changes")
    version = models.ForeignKey(ServiceVersion, models.SET_NULL, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=20, choices=ServiceAction)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    reason = models.CharField(_("чому"), max_length=500, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["service", "-at", "-id"], name="change_of_service")]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.service_id}"


class CatalogueImport(models.Model):
    """A file that was taken in, and what it changed."""

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class EventBundle(models.Model):
    """Services that one turn of life asks for together: one intake, many cases. Dated; a steward may change it.

    `edited_by_name` is empty while the row is the project's own: only such rows does a newer file replace.
    """

    code = models.SlugField(max_length=40)
    life_event = models.ForeignKey(LifeEvent, models.PROTECT, related_name="bundles")
    name = models.CharField(_("назва"), max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    advice = models.CharField(_("що сказати людині"), max_length=500, blank=True)
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    source = models.CharField(_("джерело"), max_length=500)
    is_confirmed = models.BooleanField(_("звірено на місці"), default=False)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True)
    edited_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name", "-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint("code", "valid_from", name="bundle_once_a_date"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="bundle_period_in_order"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="bundle_gives_its_source"),
        ]

    def __str__(self) -> str:
        return self.name


class BundleQuestion(models.Model):
    """A simple question whose «yes» brings services in."""

    bundle = models.ForeignKey(EventBundle, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    text = models.CharField(_("питання"), max_length=300)
    text_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["bundle", "order"]
        constraints = [
            models.UniqueConstraint("bundle", "order", name="bundle_question_order_once"),
            models.UniqueConstraint("bundle", "code", name="bundle_question_once"),
        ]

    def __str__(self) -> str:
        return self.text


class BundleLine(models.Model):
    """A service of a bundle, in the order of doing; `question` is empty where everybody needs it."""

    bundle = models.ForeignKey(EventBundle, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField()
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="+")
    question = models.ForeignKey(BundleQuestion, models.CASCADE, null=True, blank=True, related_name="lines")
    gives = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    note = models.CharField(_("пояснення"), max_length=500, blank=True)

    class Meta:
        ordering = ["bundle", "order"]
        constraints = [
            models.UniqueConstraint("bundle", "order", name="bundle_line_order_once"),
            models.UniqueConstraint("bundle", "service", name="bundle_line_once"),
        ]

    def __str__(self) -> str:
        return str(self.service)


class PopularWord(models.Model):
    """A word or phrase people ask a service with, beside its own keywords.

    Rows taken away stay, so that the seed does not bring them back.
    """

    phrase = models.CharField(_("слово або вислів"), max_length=200)
    key = models.CharField(max_length=200)
    service = models.ForeignKey(PublicService, models.CASCADE, related_name="popular_words")
    changed_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["key", "service", "pk"]
        constraints = [models.UniqueConstraint("key", "service", name="popular_word_once")]
        indexes = [models.Index(fields=["changed_at"], name="popular_word_by_change")]

    def __str__(self) -> str:
        return self.phrase


class MissedQuestion(models.Model):
    """A question to which nothing was found, counted.

    Its words are kept only after several askings: what was typed once may be somebody's name.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    words = models.CharField(_("що шукали"), max_length=200, blank=True)
    asked = models.PositiveIntegerField(_("скільки разів"), default=1)
    first_on = models.DateField()
    last_on = models.DateField(_("востаннє"))
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked", "digest"]
        indexes = [models.Index(fields=["last_on"], name="missed_by_day")]

    def __str__(self) -> str:
        return self.words or self.digest[:8]
