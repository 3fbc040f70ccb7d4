"""Where people work, and what councils let them do."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Membership
from vikno.catalogue.models import PublicService
from vikno.common.forms import DayField, Ticks
from vikno.territories.models import Unit

_SMALL: Final = {"class": "govuk-checkboxes--small"}  # there are dozens of them


def _people(colleagues: Iterable[Membership]) -> list[tuple[int, str]]:
    """Each person once, with the role that stands first."""
    found: dict[int, str] = {}
    for held in colleagues:
        found.setdefault(held.user_id, f"{held.user}, {held.get_role_display()}")
    return list(found.items())


class PostingForm(forms.Form):
    user_id = forms.TypedChoiceField(label=_("Хто"), coerce=int)
    valid_from = DayField(label=_("З дня"))
    valid_to = DayField(label=_("До дня"), required=False)

    def __init__(self, *args: Any, colleagues: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user_id"].choices = _people(colleagues)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    on = DayField(label=_("Останній день"))


class AuthorisationForm(forms.Form):
    user_id = forms.TypedChoiceField(label=_("Кого уповноважено"), coerce=int)
    decision_number = forms.CharField(label=_("Номер рішення"), max_length=60)
    decided_on = DayField(label=_("Дата рішення"))
    valid_from = DayField(label=_("Діє з"))
    valid_to = DayField(label=_("Діє до"), required=False)
    service_ids = forms.TypedMultipleChoiceField(label=_("Послуги"), coerce=int, widget=Ticks(attrs=_SMALL))
    settlement_codes = forms.MultipleChoiceField(
        label=_("Населені пункти"), required=False, widget=Ticks(attrs=_SMALL),
        help_text=_("Нічого не позначено — уся громада."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, colleagues: Iterable[Membership], services: Iterable[PublicService],
        settlements: Iterable[Unit], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["user_id"].choices = _people(colleagues)  # type: ignore[attr-defined]
        self.fields["service_ids"].choices = [(s.pk, s.name) for s in services]  # type: ignore[attr-defined]
        self.fields["settlement_codes"].choices = [(u.pk, u.title) for u in settlements]  # type: ignore[attr-defined]
