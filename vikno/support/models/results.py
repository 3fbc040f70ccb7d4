"""The results framework of a programme: results, indicators, periods with targets, actual values as counted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.programmes.models import Programme
from vikno.support.enums import Measure, ResultKind


class Result(models.Model):
    """What a programme wants to achieve."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="results")
    kind = models.CharField(_("рівень"), max_length=20, choices=ResultKind)
    title = models.CharField(_("результат"), max_length=300)
    title_en = models.CharField(_("англійською"), max_length=300, blank=True)

    class Meta:
        ordering = ["programme", "pk"]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """How a result is measured. `metric`: a name of `metrics.METRICS` that counts it, or "" when a person does."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    result = models.ForeignKey(Result, models.PROTECT, related_name="indicators")
    code = models.SlugField(_("код"), max_length=40)
    title = models.CharField(_("показник"), max_length=300)
    title_en = models.CharField(_("англійською"), max_length=300, blank=True)
    measure = models.CharField(_("у чому"), max_length=20, choices=Measure, default=Measure.UNIT)
    metric = models.CharField(_("звідки число"), max_length=40, blank=True)
    is_ascending = models.BooleanField(_("більше — краще"), default=True)
    baseline = models.DecimalField(_("на початку"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(_("день початкового значення"), null=True, blank=True)

    class Meta:
        ordering = ["result", "pk"]
        constraints = [
            models.UniqueConstraint("organisation", "code", name="indicator_code_once_a_programme"),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline_on__isnull=False), name="baseline_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Period(models.Model):
    """A stretch of time with its target."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="periods")
    starts_on = models.DateField(_("з"))
    ends_on = models.DateField(_("до"))
    target = models.DecimalField(_("ціль"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["indicator", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="result_period_in_order"),
            models.UniqueConstraint("indicator", "starts_on", "ends_on", name="result_period_once"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"


class Actual(models.Model):
    """A value of a period as it was counted then. Added only: the newest holds, the older ones stay to be asked about.

    `query_version` 0: told by a person, `note` says from where.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="actuals")
    value = models.DecimalField(max_digits=14, decimal_places=2)
    n = models.PositiveIntegerField(help_text="records counted")
    query_version = models.PositiveSmallIntegerField()
    note = models.CharField(_("звідки"), max_length=300, blank=True)
    counted_at = models.DateTimeField()
    counted_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["period", "-pk"]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.value}"
