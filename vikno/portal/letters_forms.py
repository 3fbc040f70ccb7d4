"""What a resident says to get announcements by mail."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vikno.announcements.queries import NewsFilters, TagShown
from vikno.announcements.services import Choice
from vikno.common.forms import Ticks
from vikno.notifications.enums import Language
from vikno.portal.area_forms import AreaForm
from vikno.territories.queries import unit


class LettersForm(AreaForm):
    """About which places, about what, in which language, where to."""

    words = None  # type: ignore[assignment]  # Django's way to leave a field of the parent out
    tags = forms.MultipleChoiceField(
        label=_("Про що"), required=False, widget=Ticks, help_text=_("Нічого не позначено — про все.")
    )
    language = forms.ChoiceField(label=_("Мова листів"), choices=Language.choices)
    address = forms.EmailField(
        label=_("Електронна пошта"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Напишіть адресу."), "invalid": _("Це не схоже на адресу. Приклад: name@example.com"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, marks: Iterable[TagShown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].choices = [(tag.code, str(tag)) for tag in marks]  # type: ignore[attr-defined]

    def choice(self) -> Choice:
        """Argument of the service. Validate before reading."""
        given = self.cleaned_data
        code = given.get("hromada") or given.get("oblast")
        area = unit(code) if code else None
        return Choice(area=area, tags=tuple(given["tags"]), language=given["language"])


def begun(given: QueryDict) -> dict[str, Any]:
    """What the form is opened with: a choice made in the list of announcements, or what was typed so far."""
    named = {name: given.get(name, "") for name in ("oblast", "hromada", "address")}
    language = given.get("language") or ("en" if (get_language() or "uk").startswith("en") else "uk")
    return {**named, "tags": given.getlist("tags") or given.getlist("tag"), "language": language}


def letters_address(filters: NewsFilters) -> str:
    """The form with the choice of the list: words cannot be chosen in it."""
    chosen = {name: value for name in ("oblast", "hromada", "tag") if (value := getattr(filters, name))}
    return reverse("portal_news:letters") + (f"?{urlencode(chosen)}" if chosen else "")
