"""Questions of the public site."""

from django import forms
from django.utils.translation import gettext_lazy as _

_DIGITS = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}


class StatusForm(forms.Form):
    """Number and code from the receipt, in any spelling."""

    number = forms.CharField(
        label=_("Номер справи"), max_length=60, help_text=_("13 цифр, наприклад 26-0417-000123-5"),
        widget=forms.TextInput(attrs=_DIGITS), error_messages={"required": _("Уведіть номер справи з квитанції.")},
    )  # fmt: skip
    code = forms.CharField(
        label=_("Код із квитанції"), max_length=60, help_text=_("9 цифр під номером справи"),
        widget=forms.TextInput(attrs=_DIGITS), error_messages={"required": _("Уведіть код із квитанції.")},
    )  # fmt: skip


class SearchForm(forms.Form):
    """One question. Whatever is typed is answered with something: it is cut, never refused."""

    optional_marks = False
    q = forms.CharField(label=_("Що вам потрібно?"), required=False)

    def clean_q(self) -> str:
        return str(self.cleaned_data["q"])[:200].replace("\x00", "")
