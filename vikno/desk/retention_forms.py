"""Forms of keeping and destroying papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.forms import DayField
from vikno.documents.services import Member


class RuleForm(forms.Form):
    """One dated line of the table of periods."""

    service = forms.ModelChoiceField(
        label=_("Послуга"), queryset=PublicService.objects.none(), required=False, empty_label=_("усі послуги")
    )
    item = forms.CharField(label=_("№ статті переліку"), max_length=40, required=False)
    title = forms.CharField(label=_("Що зберігаємо"), max_length=300)
    years = forms.IntegerField(
        label=_("Скільки років"), min_value=1, max_value=100, required=False, help_text=_("Порожньо — постійно")
    )
    source = forms.CharField(label=_("Звідки строк"), max_length=300, help_text=_("Акт, стаття, номенклатура справ"))
    valid_from = DayField(label=_("Діє з"), initial=clock.today)
    is_confirmed = forms.BooleanField(label=_("Звірено з чинною редакцією акта"), required=False)

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]


class ActRequestForm(forms.Form):
    """The commission, a person a line: name, comma, post."""

    commission = forms.CharField(
        label=_("Комісія"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Щонайменше двоє, кожен з нового рядка: ім'я та прізвище, посада"),
    )  # fmt: skip

    def members(self) -> list[Member]:
        lines = [line.partition(",") for line in self.cleaned_data["commission"].splitlines() if line.strip()]
        return [Member(name=name.strip(), post=post.strip()) for name, _comma, post in lines]


class HoldForm(forms.Form):
    reason = forms.CharField(label=_("Чому не можна знищувати"), max_length=300)
