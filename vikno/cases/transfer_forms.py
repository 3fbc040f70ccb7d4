"""Forms of a hand-over: of one case from its page, of many from a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.accounts.enums import Role
from vikno.cases.enums import TransferReason
from vikno.cases.forms import CaseActionForm
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.forms import Radios
from vikno.network.queries import colleagues


def people_at_work(actor: Actor, *, besides: int | None = None) -> list[tuple[int, str]]:
    """Everybody at the desks of the network today, by name, with the role that stands first."""
    found: dict[int, str] = {}
    for held in colleagues(actor.hromada_code, clock.today()).filter(valid_from__lte=clock.today()):
        found.setdefault(held.user_id, f"{held.user.full_name}, {held.get_role_display()}")
    found.pop(besides or 0, None)
    return list(found.items())


class TransferForm(CaseActionForm):
    """One case: to whom and why."""

    to_user_id = forms.TypedChoiceField(label=_("Кому передати"), coerce=int)
    reason = forms.ChoiceField(label=_("Чому"), choices=TransferReason.choices, widget=Radios)
    words = forms.CharField(
        label=_("Пояснення"), max_length=300, required=False, help_text=_("Номер наказу, до якого дня")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_at_work(self.actor, besides=self.case.officer_id) if self.actor else []
        self.fields["to_user_id"].choices = [("", "—"), *people]  # type: ignore[attr-defined]


class WhoseForm(forms.Form):
    """Whose cases are given: the head chooses, everybody else gives their own."""

    optional_marks = False

    officer = forms.TypedChoiceField(label=_("Чиї справи"), coerce=int, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        people = people_at_work(actor) if actor.role == Role.HEAD else [(actor.user_id, actor.name)]
        self.fields["officer"].choices = people  # type: ignore[attr-defined]
        self.fields["officer"].initial = actor.user_id

    def officer_id(self) -> int:
        """The person asked about; a wrong value means oneself."""
        chosen = self.cleaned_data.get("officer") if self.is_valid() else None
        return int(chosen or self.actor.user_id or 0)


class HandOverForm(forms.Form):
    """Many cases: which, to whom and why."""

    to_user_id = forms.TypedChoiceField(label=_("Кому передати"), coerce=int)
    reason = forms.ChoiceField(label=_("Чому"), choices=TransferReason.choices, widget=Radios)
    words = forms.CharField(
        label=_("Пояснення"), max_length=300, required=False, help_text=_("Номер наказу, до якого дня")
    )

    def __init__(self, *args: Any, actor: Actor, officer_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_user_id"].choices = [("", "—"), *people_at_work(actor, besides=officer_id)]  # type: ignore[attr-defined]

    @property
    def to_whom(self) -> str:
        """Who takes, in words; of a valid form."""
        people = dict(self.fields["to_user_id"].choices)  # type: ignore[attr-defined]
        return str(people[self.cleaned_data["to_user_id"]])

    @property
    def why(self) -> str:
        """Why, in words; of a valid form."""
        return str(TransferReason(self.cleaned_data["reason"]).label)
