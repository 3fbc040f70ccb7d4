"""Whether a provider works."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.forms import DayField
from vikno.network import queries
from vikno.network.enums import ProviderState
from vikno.territories.models import Unit
from vikno.territories.queries import oblasts


class AvailabilityForm(forms.Form):
    """A steward names the area; everybody else tells of their own hromada."""

    service = forms.ModelChoiceField(
        label=_("Послуга"), queryset=PublicService.objects.none(), empty_label=_("оберіть послугу")
    )
    area = forms.ModelChoiceField(
        label=_("Де"), queryset=Unit.objects.none(), required=False, empty_label=_("уся країна")
    )
    state = forms.ChoiceField(label=_("Стан"), choices=ProviderState.choices)
    note = forms.CharField(
        label=_("Що знати людям"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=_("Чому, до кого піти натомість, коли спробувати знову."),
    )  # fmt: skip
    note_en = forms.CharField(label=_("Те саме англійською"), required=False, max_length=500)
    source = forms.CharField(
        label=_("Звідки відомо"), max_length=300, help_text=_("Лист, дзвінок або оголошення органу, його дата.")
    )
    expected_until = DayField(label=_("Орієнтовно до"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = queries.services_to_tell_of(actor, on=clock.today())  # type: ignore[attr-defined]
        if actor.hromada_code:
            del self.fields["area"]
        else:
            self.fields["area"].queryset = oblasts()  # type: ignore[attr-defined]
