"""The results framework."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import AmountField, DayField
from vikno.programmes.models import Programme
from vikno.support import services
from vikno.support.enums import (
    Measure,
    ResultKind,
)
from vikno.support.forms.agreement import ChosenProgramme
from vikno.support.metrics import METRICS
from vikno.support.models import Indicator, Period, Result


class ResultForm(forms.Form):
    programme = ChosenProgramme(label=_("Програма"), queryset=Programme.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("Рівень"), choices=ResultKind)
    title = forms.CharField(label=_("Результат"), max_length=300)
    title_en = forms.CharField(label=_("Англійською"), max_length=300, required=False)

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["programme"]
        chosen.queryset = programmes


class IndicatorForm(forms.Form):
    result = forms.ModelChoiceField(label=_("Результат"), queryset=Result.objects.none(), empty_label=None)
    code = forms.SlugField(label=_("Код"), max_length=40, help_text=_("Латинські літери, цифри, дефіс."))
    title = forms.CharField(label=_("Показник"), max_length=300)
    title_en = forms.CharField(label=_("Англійською"), max_length=300, required=False)
    measure = forms.ChoiceField(label=_("У чому"), choices=Measure)
    metric = forms.ChoiceField(label=_("Звідки число"), required=False)
    is_ascending = forms.BooleanField(label=_("Що більше, то краще"), required=False)
    baseline = AmountField(label=_("На початку"), required=False, max_digits=14, decimal_places=2)
    baseline_on = DayField(label=_("День початкового значення"), required=False)

    def __init__(self, *args: Any, results: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: dict[str, Any] = dict(self.fields)
        listed["result"].queryset = results
        listed["metric"].choices = [("", _("вносить людина")), *((code, one.label) for code, one in METRICS.items())]

    def facts(self) -> services.IndicatorFacts:
        said = {key: value for key, value in self.cleaned_data.items() if key != "result"}
        return services.IndicatorFacts(**{**said, "measure": Measure(said["measure"])})


class PeriodForm(forms.Form):
    indicator = forms.ModelChoiceField(label=_("Показник"), queryset=Indicator.objects.none(), empty_label=None)
    starts_on = DayField(label=_("З"))
    ends_on = DayField(label=_("До"))
    target = AmountField(label=_("Ціль"), required=False, max_digits=14, decimal_places=2)

    def __init__(self, *args: Any, indicators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["indicator"]
        chosen.queryset = indicators


class ActualForm(forms.Form):
    period = forms.ModelChoiceField(label=_("Показник і період"), queryset=Period.objects.none(), empty_label=None)
    value = AmountField(label=_("Значення"), max_digits=14, decimal_places=2)
    note = forms.CharField(label=_("Звідки це число"), max_length=300)

    def __init__(self, *args: Any, periods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["period"]
        chosen.queryset = periods
        chosen.label_from_instance = lambda period: f"{period.indicator.title}, {period}"
