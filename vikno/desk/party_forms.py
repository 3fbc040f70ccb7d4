"""Forms of the one-screen service and of those who apply together: they help to type, the services decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from vikno.applicants.enums import IdentityDocument
from vikno.applicants.models import Applicant, Representative
from vikno.cases.enums import Outcome, PartyRole, TermRegime
from vikno.common.forms import Radios


class AtOnceForm(forms.Form):
    """Who came, by which document the result is given, what was decided: all that three visits would ask.

    What is always typed stands before what is usually left as it is: a keyboard comes to it sooner.
    """

    came = forms.ChoiceField(label=_("Хто подає і отримує"), widget=Radios)
    identity_kind = forms.ChoiceField(
        label=_("Пред'явлений документ"), choices=IdentityDocument.choices, initial=IdentityDocument.ID_CARD
    )
    identity_number = forms.CharField(
        label=_("Останні чотири знаки номера"), min_length=4, max_length=4,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label=_("Рішення"), widget=Radios, initial=Outcome.GRANTED,
        choices=[c for c in Outcome.choices if c[0] != Outcome.LEFT_WITHOUT_CONSIDERATION],
    )  # fmt: skip
    number = forms.CharField(label=_("Номер рішення або документа"), max_length=60, required=False)
    grounds = forms.CharField(
        label=_("Підстави відмови"), required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("Обов'язкові, якщо відмовлено"),
    )  # fmt: skip
    external_number = forms.CharField(
        label=_("Номер в іншій системі"), max_length=60, required=False,
        help_text=_("Якщо заяву вже внесено до державного реєстру"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, applicant: Applicant, representatives: Sequence[Representative], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.representatives = {str(r.pk): r for r in representatives}
        field = self.fields["came"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("self", str(applicant)), *((k, f"{r.person} — {r}") for k, r in self.representatives.items())]
        field.initial = "self"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == Outcome.REFUSED and not (given.get("grounds") or "").strip():
            self.add_error("grounds", _("Напишіть, чому відмовлено."))
        return given

    def said(self) -> dict[str, Any]:
        """Arguments of the service."""
        given = self.cleaned_data
        with override("uk"):  # what is recorded does not depend on the language of a screen
            kind = str(IdentityDocument(given["identity_kind"]).label)
        return {
            "representative": self.representatives.get(given["came"]),
            "outcome": given["outcome"],
            "number": given["number"],
            "grounds": given["grounds"] if given["outcome"] == Outcome.REFUSED else "",
            "external_number": given["external_number"],
            "identity_seen": f"{kind}, …{given['identity_number']}",
        }


class PartyForm(forms.Form):
    """One of those who apply together; an expired representative is not offered."""

    role = forms.ChoiceField(label=_("У якій ролі"), choices=PartyRole.choices)
    representative = forms.ChoiceField(label=_("Хто представляє"), required=False)
    is_removed = forms.BooleanField(label=_("Прибрати із заяви"), required=False)

    def __init__(self, *args: Any, person: Applicant, representatives: Sequence[Representative], **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"p{person.pk}", **kwargs)
        self.person = person
        field = self.fields["representative"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("ніхто, діє сам")), *((str(r.pk), f"{r.person} — {r}") for r in representatives)]
        if not representatives:
            del self.fields["representative"]

    def line(self) -> dict[str, Any] | None:
        """The shape kept in the draft; None for somebody removed."""
        given = self.cleaned_data
        if given["is_removed"]:
            return None
        chosen = given.get("representative")
        return {
            "applicant_id": self.person.pk, "role": given["role"],
            "representative_id": int(chosen) if chosen else None,
        }  # fmt: skip


class RegimeForm(forms.Form):
    """Under which law the application is considered; asked only where there is a choice."""

    regime = forms.ChoiceField(label=_("За яким законом розглядають"), widget=Radios)

    def __init__(self, *args: Any, regimes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["regime"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(regime, TermRegime(regime).label) for regime in regimes]
        if len(regimes) < 2:
            del self.fields["regime"]
