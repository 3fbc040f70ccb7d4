"""What a head types: answers that no record gives, and why a report is withdrawn."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import AmountField, DayField, Ticks
from vikno.common.identifiers import edrpou_is_valid
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.errors import SpanWrong
from vikno.indicators.queries import Span, month_span, span_of
from vikno.reporting.enums import Kind, Section
from vikno.reporting.fields import Field
from vikno.reporting.queries.donor import CHOICES
from vikno.reporting.rules import Plain, Quarter, latest
from vikno.territories.models import Unit

_MOST: Final = 999_999
_YES_NO: Final = (("", _("не вказано")), ("yes", _("так")), ("no", _("ні")))


class AnswersForm(forms.Form):
    """A field for each thing that is asked; an empty one is left for later."""

    optional_marks = False

    def __init__(self, *args: Any, asked: Sequence[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in asked:
            self.fields[each.code] = _form_field(each)

    def clean_edrpou(self) -> str:
        said = str(self.cleaned_data.get("edrpou") or "")
        if said and not edrpou_is_valid(said):
            raise forms.ValidationError(_("У коді ЄДРПОУ помилка. Перевірте вісім цифр."))
        return said

    def said(self) -> dict[str, Plain]:
        """What was typed, as plain values; empty ones are left out."""
        return {code: _plain(value) for code, value in self.cleaned_data.items() if value not in (None, "")}


class CountryForm(forms.Form):
    """Which quarter, and of which oblast; what cannot be is as good as not said."""

    optional_marks = False

    quarter = forms.ChoiceField(label=_("Квартал"), required=False)
    oblast = forms.ChoiceField(label=_("Область"), required=False)

    def __init__(self, *args: Any, oblasts: Sequence[Unit], today: dt.date, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.newest = Quarter.of(today).previous  # the present one is signed by nobody yet
        self.listed = {f"{one.year}-{one.number}": one for one in latest(self.newest.last_day, 8)}
        chosen: Any = self.fields["quarter"]
        chosen.choices = [(key, str(month_span(one.first_day, 3))) for key, one in self.listed.items()]
        area: Any = self.fields["oblast"]
        listed = [(one.pk, one.title) for one in oblasts if one.pk == own or not own]
        area.choices = listed if own else [("", _("уся країна")), *listed]
        self.is_valid()

    @property
    def quarter_asked(self) -> Quarter:
        """The last one that is over, where none is named."""
        return self.listed.get(str(self.cleaned_data.get("quarter") or ""), self.newest)

    @property
    def oblast_code(self) -> str:
        return self.own or str(self.cleaned_data.get("oblast") or "")


class DonorForm(forms.Form):
    """A period and measures; what cannot be is as good as not said: the last quarter, every measure."""

    optional_marks = False

    period = forms.ChoiceField(
        label=_("Період"), required=False,
        choices=[
            ("last_quarter", _("минулий квартал")), ("quarter", _("цей квартал")), ("last_year", _("минулий рік")),
            ("year", _("цей рік")), ("own", _("свої дні")),
        ],
    )  # fmt: skip
    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)
    measures = forms.MultipleChoiceField(label=_("Показники"), required=False, widget=Ticks)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["measures"].choices = [(code, INDICATORS[code].title) for code in CHOICES]  # type: ignore[attr-defined]
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("period") == "own":
            for name in ("since", "until"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Вкажіть день."))
            try:
                self._own(given)
            except SpanWrong as refusal:
                self.add_error("until", str(refusal))
        return given

    @property
    def span(self) -> Span:
        """The days asked for; the last quarter where they cannot be."""
        asked = self.cleaned_data
        own = self._own(asked) if asked.get("period") == "own" else None
        return own or span_of(asked.get("period", "").replace("own", "") or "last_quarter", on=self.today)

    @property
    def codes(self) -> list[str]:
        return list(self.cleaned_data.get("measures") or CHOICES)

    def _own(self, given: dict[str, Any]) -> Span | None:
        if given.get("since") and given.get("until"):
            return Span(since=given["since"], until=given["until"])
        return None


class YearForm(forms.Form):
    """Words of each part; an empty one leaves the part out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in Section:
            self.fields[section.value] = forms.CharField(
                label=section.label, required=False, max_length=4000, widget=forms.Textarea({"rows": 4})
            )

    def said(self) -> dict[Section, str]:
        return {section: self.cleaned_data[section.value].replace("\r\n", "\n") for section in Section}


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Чому відкликаєте звіт"), max_length=300, help_text=_("Це прочитають обласна влада й перевірка.")
    )


def _form_field(asked: Field) -> forms.Field:
    if asked.kind == Kind.YES_NO:
        return forms.ChoiceField(label=asked.label, choices=_YES_NO, required=False)
    if asked.kind == Kind.DATE:
        return DayField(label=asked.label, required=False)
    if asked.kind == Kind.DECIMAL:
        return AmountField(label=asked.label, required=False, min_value=0, max_value=_MOST, decimal_places=1)
    if asked.kind in (Kind.WHOLE, Kind.MINUTES):
        return forms.IntegerField(label=asked.label, required=False, min_value=0, max_value=_MOST)
    return forms.CharField(label=asked.label, required=False, max_length=300)


def _plain(value: Any) -> Plain:
    if value in ("yes", "no"):
        return bool(value == "yes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
