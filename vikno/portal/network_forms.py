"""What a resident may ask of the list of points."""

from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.queries import services_in_force
from vikno.common import clock
from vikno.network.enums import AccessibilityItem, PointKind, PointState
from vikno.network.queries import Filters
from vikno.portal.area_forms import AreaForm

ASKED_OF_ACCESS: Final = (
    AccessibilityItem.RAMP,
    AccessibilityItem.STEP_FREE,
    AccessibilityItem.TOILET,
    AccessibilityItem.DISABLED_PARKING,
    AccessibilityItem.SIGN_LANGUAGE,
    AccessibilityItem.PRAM_PLACE,
)


class PlacesForm(AreaForm):
    """Filters of the map and of the list; what cannot be is simply not filtered by."""

    words = forms.CharField(label=_("Село, місто або назва"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Вид точки"), required=False, choices=[("", _("усі види")), *PointKind.choices])
    state = forms.ChoiceField(label=_("Стан"), required=False, choices=[("", _("усі")), *PointState.choices])
    service = forms.ChoiceField(label=_("Послуга"), required=False)
    open_now = forms.BooleanField(label=_("відчинено зараз"), required=False)
    access = forms.ChoiceField(
        label=_("Доступність"), required=False,
        choices=[("", _("неважливо")), *((item.value, item.label) for item in ASKED_OF_ACCESS)],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = services_in_force(on=clock.today()).values_list("code", "name", "name_en")
        is_english = get_language() == "en"
        self.offer("service", [(code, (is_english and name_en) or name) for code, name, name_en in services])

    def filters(self) -> Filters:
        """A wrong value is as good as none."""
        self.is_valid()
        given = {n: v for n, v in self.cleaned_data.items() if n != "open_now"}
        return Filters(**{**given, "access": tuple(filter(None, [given.get("access")]))})

    @property
    def is_open_now(self) -> bool:
        return bool(self.is_valid() and self.cleaned_data["open_now"])
