"""What forms of support share."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import AmountField, DayField

MOST_MONEY: Final = Decimal(10) ** 11
CURRENCIES: Final = [(code, code) for code in ("UAH", "EUR", "SEK", "USD", "DKK", "CHF")]


def area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea({"rows": str(rows)})


class MoneyForm(forms.Form):
    """A currency with its rate and the day of it; the hryvnia needs none."""

    currency = forms.ChoiceField(label=_("Валюта"), choices=CURRENCIES)
    rate = AmountField(
        label=_("Курс, гривень за одиницю"), required=False, max_digits=12, decimal_places=6, min_value=Decimal(0)
    )
    rate_on = DayField(label=_("День курсу"), required=False)

    def money(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"currency": said["currency"], "rate": said["rate"] or Decimal(1), "rate_on": said["rate_on"]}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("currency", "UAH") != "UAH" and not (said.get("rate") and said.get("rate_on")):
            self.add_error("rate", _("Вкажіть курс до гривні і його день."))
        return said


class WordsForm(forms.Form):
    """Why, or by which decision."""

    optional_marks = False
    words = forms.CharField(label=_("Підстава або пояснення"), max_length=500, required=False)


class ListForm(forms.Form):
    """Which rows of a list."""

    optional_marks = False
    show = forms.ChoiceField(label=_("Показати"), required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["show"]
        chosen.choices = choices
        self.is_valid()

    @property
    def asked(self) -> str:
        return str(self.cleaned_data.get("show") or "")
