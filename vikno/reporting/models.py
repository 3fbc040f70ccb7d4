"""What a person typed for a report, what was signed, and what was taken back. Rows are added, never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.network.models import Point
from vikno.reporting.enums import CostKind, Section
from vikno.reporting.rules import Quarter
from vikno.territories.models import Unit


class Typed(models.Model):
    """An answer that no record gives: the newest of a field holds until another one is typed."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    value = models.JSONField()
    typed_at = models.DateTimeField()
    typed_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["code", "-pk"]
        verbose_name_plural = "typed"
        indexes = [models.Index(fields=["hromada", "code", "-id"], name="typed_newest")]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"


class SignedReport(models.Model):
    """A quarterly report as it was signed: values, versions of the measures, the data of its paper.

    `version` grows when one was withdrawn and another signed. `pdf_sha256`, `engine`: bytes of the paper and who
    made them. Nobody but the head who signed is named.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("рік"))
    number = models.PositiveSmallIntegerField(_("квартал"))
    version = models.PositiveSmallIntegerField(_("версія"), default=1)
    values = models.JSONField(help_text="[{code, group, kind, label, value, typed_on, typed_by}] in their order")
    measures = models.JSONField(help_text="{indicator: version}")
    paper = models.JSONField(help_text="what the template of the paper reads")
    template = models.CharField(max_length=100)
    pdf_sha256 = models.CharField(max_length=64)
    engine = models.CharField(max_length=40)
    as_of = models.DateTimeField(_("станом на"))
    signed_at = models.DateTimeField(_("підписано"))
    signed_by_name = models.CharField(_("хто підписав"), max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "-number", "-version"]
        constraints = [
            models.UniqueConstraint("hromada", "year", "number", "version", name="report_version_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 4)), name="report_of_a_quarter"),
            models.CheckConstraint(condition=Q(version__gte=1), name="report_version_begins_with_one"),
        ]
        indexes = [models.Index(fields=["year", "number", "hromada"], name="report_of_quarter")]

    def __str__(self) -> str:
        return f"{self.hromada_id} {self.year}/{self.number} v{self.version}"

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)


class Withdrawal(models.Model):
    """A signed report taken back: by whom, when and why. Once, for good; another version may be signed."""

    report = models.OneToOneField(SignedReport, models.PROTECT, related_name="withdrawal")
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(_("чому"), max_length=300)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_says_why")]

    def __str__(self) -> str:
        return self.reason


class QuarterFacts(models.Model):
    """What no measure counts, as it was when a quarter ended: `{code of a field: value}`. Kept once, by the clock."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("рік"))
    number = models.PositiveSmallIntegerField(_("квартал"))
    values = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name_plural = "quarter facts"
        constraints = [
            models.UniqueConstraint("hromada", "year", "number", name="quarter_facts_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 4)), name="facts_of_a_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.hromada_id} {self.year}/{self.number}"

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)


class LetterWish(models.Model):
    """Whether a head wants the page of the week by mail: the newest row of a person holds, none means no."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_wanted = models.BooleanField(_("надсилати щопонеділка"))
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "letter wishes"
        indexes = [models.Index(fields=["hromada", "user", "-id"], name="letter_wish_newest")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.is_wanted}"


class WeekLetter(models.Model):
    """The letter of a week to a person, written once. `week`: its Monday."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    week = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-week", "-pk"]
        constraints = [models.UniqueConstraint("hromada", "user", "week", name="week_letter_once")]

    def __str__(self) -> str:
        return f"{self.week:%d.%m.%Y}: {self.user_id}"


class YearWords(models.Model):
    """Words of a yearly report to the council: the newest of a part holds; empty ones leave the part out."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("рік"))
    section = models.CharField(max_length=20, choices=Section)
    words = models.TextField(max_length=4000, blank=True)
    typed_at = models.DateTimeField()
    typed_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-year", "section", "-pk"]
        verbose_name_plural = "year words"
        indexes = [models.Index(fields=["hromada", "year", "section", "-id"], name="year_words_newest")]

    def __str__(self) -> str:
        return f"{self.year}: {self.get_section_display()}"


class CostLine(models.Model):
    """What one kind of cost of a point came to in a quarter, or in a year (`number` 0). Added only: the newest holds.

    `amount` in hryvnias; None: it was taken back.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("рік"))
    number = models.PositiveSmallIntegerField(_("квартал"))
    kind = models.CharField(_("на що"), max_length=12, choices=CostKind)
    amount = models.DecimalField(_("сума"), max_digits=14, decimal_places=2, null=True)
    source = models.CharField(_("документ"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["point", "year", "number", "kind", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="cost_not_negative"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | ~Q(source=""), name="cost_has_a_source"),
            models.CheckConstraint(condition=Q(number__range=(0, 4)), name="cost_of_a_quarter_or_year"),
        ]
        indexes = [models.Index(fields=["hromada", "year", "point", "number", "kind", "-id"], name="cost_newest")]

    def __str__(self) -> str:
        return f"{self.point_id} {self.year}/{self.number} {self.kind}: {self.amount}"
