"""A file of grants, and what a grant pays for."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.support.days import Evidence
from vikno.support.enums import DayOrder
from vikno.support.models import Memorandum
from vikno.support.shown_grants import read_so

_MOST_BYTES: Final = 10_000_000


class PackageForm(forms.Form):
    file = forms.FileField(
        label=_("Пакет 360Giving"), help_text=_("JSON до 10 МБ, не більше ніж 5000 грантів організаціям.")
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > _MOST_BYTES:
            raise forms.ValidationError(_("Файл більший за 10 МБ. Поділіть його."))
        return file


class DayOrderForm(forms.Form):
    """Which number of a written day is the month: what the numbers show is proposed, a doubt proposes nothing."""

    order = forms.TypedChoiceField(
        label=_("Як читати дні цього файла"), widget=forms.RadioSelect, coerce=DayOrder, choices=DayOrder.choices
    )

    def __init__(self, *args: Any, evidence: Evidence, said: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["order"] = said or evidence.proposed
        field: Any = self.fields["order"]
        field.choices = [(one.value, read_so(one, evidence.example)) for one in DayOrder]


class GrantForm(forms.Form):
    memorandum = forms.ModelChoiceField(
        label=_("Меморандум"), queryset=Memorandum.objects.none(), required=False, empty_label=_("жодного")
    )

    def __init__(self, *args: Any, memoranda: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["memorandum"]
        chosen.queryset = memoranda
