"""What staff say about a device when they make a kiosk of it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class KioskForm(forms.Form):
    """Its name, for the list; whether a printer stands beside it."""

    name = forms.CharField(label=_("Де стоїть кіоск"), max_length=60, help_text=_("Наприклад: планшет біля входу"))
    prints = forms.BooleanField(label=_("Є принтер: друкувати талон одразу"), required=False)
