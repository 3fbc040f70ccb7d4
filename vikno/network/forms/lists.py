"""Filters of the staff list, and the register file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import DayField
from vikno.network.enums import PointKind, PointState


class NetworkFilterForm(forms.Form):
    """What to show of the own network."""

    optional_marks = False

    words = forms.CharField(label=_("Назва або село"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Вид точки"), required=False, choices=[("", _("усі види")), *PointKind.choices])
    state = forms.ChoiceField(label=_("Стан"), required=False, choices=[("", _("усі стани")), *PointState.choices])

    def chosen(self) -> dict[str, Any]:
        return dict(self.cleaned_data) if self.is_valid() else {}


class RegisterForm(forms.Form):
    file = forms.FileField(label=_("Файл реєстру"), help_text=_("XLSX, XLS, ODS або CSV, як його оприлюднено."))
    edition_on = DayField(label=_("Дата редакції"), required=False, help_text=_("Якщо дати немає в назві файлу."))
