"""A choice of an oblast and a hromada, shared by lists of residents."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.network import queries
from vikno.territories.enums import Category
from vikno.territories.models import Unit

# More hromadas than this in one list are no help: first the oblast.
MOST_HROMADAS: Final = 80


class AreaForm(forms.Form):
    """Where; what cannot be is simply not filtered by."""

    optional_marks = False

    words = forms.CharField(label=_("Слова"), required=False, max_length=100)
    oblast = forms.ChoiceField(label=_("Область"), required=False)
    hromada = forms.ChoiceField(label=_("Громада"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("oblast", [(u.pk, u.title) for u in queries.areas_with_points(Category.OBLAST)])
        self.offer("hromada", [(u.pk, u.title) for u in self._hromadas()])

    def offer(self, name: str, choices: list[tuple[str, str]], *, least: int = 2) -> None:
        """Choices of a field; a field with nothing to choose from is not shown."""
        if len(choices) < least and not self.asked(name):
            del self.fields[name]
        else:
            self.fields[name].choices = [("", _("усі")), *choices]  # type: ignore[attr-defined]

    def asked(self, name: str) -> str:
        """What was chosen in a field, or what the form is opened with."""
        return str(self.data.get(name, "") if self.is_bound else self.initial.get(name, ""))

    def _hromadas(self) -> list[Unit]:
        """Hromadas of the chosen oblast; where there are too many to choose from, only the one already chosen."""
        oblast, hromada = self.asked("oblast"), self.asked("hromada")
        found = list(queries.areas_with_points(Category.HROMADA, oblast=oblast)[: MOST_HROMADAS + 1])
        if len(found) <= MOST_HROMADAS or oblast:
            return found
        return list(queries.areas_with_points(Category.HROMADA).filter(pk=hromada))
