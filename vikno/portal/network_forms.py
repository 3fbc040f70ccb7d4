"""What a resident may ask of the list of points."""

from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.queries import services_in_force
from vikno.common import clock
from vikno.network import queries
from vikno.network.enums import AccessibilityItem, PointKind, PointState
from vikno.network.queries import Filters
from vikno.territories.enums import Category
from vikno.territories.models import Unit

# More hromadas than this in one list are no help: first the oblast.
MOST_HROMADAS: Final = 80
ASKED_OF_ACCESS: Final = (
    AccessibilityItem.RAMP,
    AccessibilityItem.STEP_FREE,
    AccessibilityItem.TOILET,
    AccessibilityItem.DISABLED_PARKING,
    AccessibilityItem.SIGN_LANGUAGE,
    AccessibilityItem.PRAM_PLACE,
)


class PlacesForm(forms.Form):
    """Filters of the map and of the list; what cannot be is simply not filtered by."""

    optional_marks = False

    words = forms.CharField(label=_("Село, місто або назва"), required=False, max_length=100)
    oblast = forms.ChoiceField(label=_("Область"), required=False)
    hromada = forms.ChoiceField(label=_("Громада"), required=False)
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
        self._offer("oblast", [(u.pk, u.title) for u in queries.areas_with_points(Category.OBLAST)])
        self._offer("hromada", [(u.pk, u.title) for u in self._hromadas()])
        self._offer("service", [(code, (is_english and name_en) or name) for code, name, name_en in services])

    def _hromadas(self) -> list[Unit]:
        """Hromadas of the chosen oblast; where there are too many to choose from, only the one already chosen."""
        oblast, hromada = str(self.data.get("oblast", "")), str(self.data.get("hromada", ""))
        found = list(queries.areas_with_points(Category.HROMADA, oblast=oblast)[: MOST_HROMADAS + 1])
        if len(found) <= MOST_HROMADAS or oblast:
            return found
        return list(queries.areas_with_points(Category.HROMADA).filter(pk=hromada))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Choices of a field; a field with nothing to choose from is not shown."""
        if len(choices) < 2 and not self.data.get(name):
            del self.fields[name]
        else:
            self.fields[name].choices = [("", _("усі")), *choices]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """A wrong value is as good as none."""
        self.is_valid()
        given = {n: v for n, v in self.cleaned_data.items() if n != "open_now"}
        return Filters(**{**given, "access": tuple(filter(None, [given.get("access")]))})

    @property
    def is_open_now(self) -> bool:
        return bool(self.is_valid() and self.cleaned_data["open_now"])
