"""Costs: a year and a quarter, amounts with their documents, a file."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import AmountField
from vikno.reporting.enums import CostKind
from vikno.reporting.models import CostLine
from vikno.reporting.services import Cost

_YEARS_BACK = 6


class CostsPeriodForm(forms.Form):
    """A year and, where one wants, its quarter; what cannot be is as good as not said: the last year."""

    optional_marks = False

    year_asked = forms.ChoiceField(label=_("Рік"), required=False)
    number_asked = forms.ChoiceField(
        label=_("Квартал"), required=False,
        choices=[("0", _("весь рік")), ("1", "I"), ("2", "II"), ("3", "III"), ("4", "IV")],
    )  # fmt: skip

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [str(on.year - back) for back in range(_YEARS_BACK)]
        self.fields["year_asked"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]
        self.on = on
        self.is_valid()

    @property
    def year(self) -> int:
        return int(self.cleaned_data.get("year_asked") or self.on.year)

    @property
    def number(self) -> int:
        return int(self.cleaned_data.get("number_asked") or 0)


class CostsForm(forms.Form):
    """An amount and its document for each kind; an empty amount takes back what stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in CostKind:
            self.fields[f"{kind.value}_amount"] = AmountField(
                label=_("%(kind)s, грн") % {"kind": kind.label}, required=False, min_value=0, max_digits=14,
                decimal_places=2,
            )  # fmt: skip
            self.fields[f"{kind.value}_source"] = forms.CharField(
                label=_("%(kind)s: документ") % {"kind": kind.label}, required=False, max_length=300
            )

    @staticmethod
    def kept(lines: Mapping[CostKind, CostLine]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for kind, line in lines.items():
            found |= {f"{kind.value}_amount": line.amount, f"{kind.value}_source": line.source}
        return found

    def said(self) -> dict[CostKind, Cost]:
        given = self.cleaned_data
        return {
            kind: Cost(amount=given.get(f"{kind.value}_amount"), source=given.get(f"{kind.value}_source") or "")
            for kind in CostKind
        }


class CostTableForm(forms.Form):
    file = forms.FileField(label=_("Таблиця"), help_text=_("XLSX, ODS або CSV із шістьма стовпцями, названими нижче."))
