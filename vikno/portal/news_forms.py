"""What a resident may ask of the list of announcements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.announcements.queries import NewsFilters, offered_tags
from vikno.portal.area_forms import AreaForm


class NewsForm(AreaForm):
    """Where and about what."""

    tag = forms.ChoiceField(label=_("Про що"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("tag", [(tag.code, str(tag)) for tag in offered_tags()])

    def filters(self) -> NewsFilters:
        """A wrong value is as good as none."""
        self.is_valid()
        return NewsFilters(**self.cleaned_data)
