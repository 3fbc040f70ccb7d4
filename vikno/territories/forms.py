"""What the steward sends in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.territories.enums import Removals

KINDS = (
    ("territories", _("Кодифікатор КАТОТТГ або таблиця КАТОТТГ–КОАТУУ")),
    ("boundaries", _("Межі (GeoJSON)")),
    ("population", _("Населення")),
    ("postcodes", _("Поштові індекси (GeoNames)")),
    ("stations", _("Точки попиту: дільниці з виборцями")),
)


class ImportForm(forms.Form):
    """A file, what it is, and the date of its edition when the name does not tell it."""

    kind = forms.ChoiceField(label=_("Що це за файл"), choices=KINDS, widget=forms.RadioSelect, initial="territories")
    file = forms.FileField(label=_("Файл"), help_text=_("CSV, XLSX, XLS, ODS або GeoJSON. До 100 МБ."))
    edition_on = forms.DateField(
        label=_("Дата редакції"),
        required=False,
        help_text=_("Можна не вказувати, якщо дата є в назві файлу."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    removals = forms.ChoiceField(
        label=_("Якщо одиниць зникає багато"),
        choices=[
            (Removals.FEW, _("не приймати: файл міг обірватися")),
            (Removals.ANY, _("приймати: так і має бути")),
        ],
        widget=forms.RadioSelect,
        initial=Removals.FEW,
        required=False,
        help_text=_("Лише для кодифікатора."),
    )

    def clean_removals(self) -> str:
        return self.cleaned_data["removals"] or Removals.FEW
