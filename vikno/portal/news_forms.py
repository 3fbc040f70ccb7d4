"""What a resident may ask of the list of announcements."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.announcements.queries import NewsFilters, TagShown
from vikno.portal.area_forms import AreaForm


class NewsForm(AreaForm):
    """Where, whose and about what."""

    programme = forms.ChoiceField(label=_("Програма підтримки"), required=False)
    tag = forms.ChoiceField(label=_("Про що"), required=False)
    when = forms.ChoiceField(
        label=_("Коли"), required=False, choices=[("", _("діють зараз")), ("past", _("уже не діють"))]
    )

    def __init__(
        self, *args: Any, marks: Mapping[str, TagShown], programmes: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        asked = self.data.get("tag", "")  # a hidden mark still leads from the announcements that bear it
        shown = [tag for tag in marks.values() if not tag.is_hidden or tag.code == asked]
        self.offer("programme", [(str(one.pk), str(one)) for one in programmes], least=1)
        self.offer("tag", [(tag.code, str(tag)) for tag in shown])

    def filters(self) -> NewsFilters:
        """A wrong value is as good as none."""
        self.is_valid()
        return NewsFilters(**{name: value for name, value in self.cleaned_data.items() if name != "when"})

    @property
    def is_past(self) -> bool:
        """What is over is asked for. Validate before reading."""
        return self.cleaned_data.get("when") == "past"
