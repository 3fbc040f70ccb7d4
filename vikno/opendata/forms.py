"""What the head says of a list for housing, and why one is taken off."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vikno.common.clock import today
from vikno.common.forms import DayField
from vikno.network.enums import AccessibilityItem
from vikno.opendata.enums import HousingTemplate
from vikno.opendata.services import ListFacts


class ListForm(forms.Form):
    template = forms.ChoiceField(label=_("Який список"), choices=HousingTemplate)
    as_of = DayField(label=_("Станом на"))
    file = forms.FileField(
        label=_("Файл"), help_text=_("CSV, XLSX або ODS зі стовпцями додатка 46. До 5 МБ."), max_length=200
    )
    basis = forms.CharField(
        label=_("За яким актом названо людей"), max_length=300, required=False,
        help_text=_("Порожньо — прізвищ не оприлюднюємо й не зберігаємо. Інакше — назва, дата й номер акта."),
    )  # fmt: skip

    def clean_as_of(self) -> dt.date:
        day: dt.date = self.cleaned_data["as_of"]
        if day > today():
            raise ValidationError(_("Цей день ще не настав."))
        return day

    def clean_basis(self) -> str:
        words = " ".join(self.cleaned_data["basis"].split())
        if words and not any(sign.isdigit() for sign in words):
            raise ValidationError(_("Вкажіть дату й номер акта."))
        return words

    def facts(self) -> ListFacts:
        said: dict[str, Any] = self.cleaned_data
        return ListFacts(
            template=said["template"], as_of=said["as_of"], content=said["file"].read(), basis=said["basis"]
        )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label=_("Чому відкликаєте"), max_length=300)


class ParagraphForm(forms.Form):
    item = forms.ChoiceField(label=_("Що перевіряють"), choices=AccessibilityItem)
    norms_number = forms.CharField(
        label=_("Який документ"), max_length=40, help_text=_("Наприклад, ДБН В.2.2-40:2018.")
    )
    paragraph = forms.RegexField(
        r"^\d+(\.\d+)*$", label=_("Пункт"), max_length=20, help_text=_("Лише числа з крапками, наприклад 5.3.2."),
        error_messages={"invalid": _("Уведіть номер пункту числами з крапками.")},
    )  # fmt: skip
    wording = forms.CharField(
        label=_("Що вимагає пункт"), max_length=500, help_text=_("Можна коротко, своїми словами.")
    )
    since = DayField(label=_("Діє з"))
    source = forms.CharField(label=_("Джерело"), max_length=300, help_text=_("Назва редакції або адреса тексту."))
