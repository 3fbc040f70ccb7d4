"""Forms of letters and messages: they help, the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import Radios
from vikno.correspondence.enums import LetterState
from vikno.notifications import rules
from vikno.notifications.enums import NEEDS_A_PERSON, Delivery, Event, WordingKind

PEOPLE = "people"


class NumberForm(forms.Form):
    optional_marks = False

    number = forms.CharField(
        label=_("Номер справи"), max_length=30, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    )


class RejectionForm(forms.Form):
    optional_marks = False

    reason = forms.CharField(label=_("Чому відхилити"), max_length=300, initial=_("спам"))


class ToldForm(forms.Form):
    optional_marks = False

    proof = forms.CharField(label=_("Як повідомлено"), max_length=300, help_text=_("З ким говорили, коли, номер листа"))


class LetterFilterForm(forms.Form):
    optional_marks = False

    state = forms.ChoiceField(label=_("Стан"), required=False, choices=[("", _("усі")), *LetterState.choices])

    def state_asked(self) -> str:
        return str(self.cleaned_data.get("state", "")) if self.is_valid() else ""


class MessageFilterForm(forms.Form):
    """Which messages to show; nothing said means those that wait for a person."""

    optional_marks = False

    delivery = forms.ChoiceField(
        label=_("Стан"), required=False, choices=[("", _("потребують людини")), *Delivery.choices]
    )

    def deliveries(self) -> tuple[str, ...]:
        asked = self.cleaned_data.get("delivery", "") if self.is_valid() else ""
        return (asked,) if asked else tuple(NEEDS_A_PERSON)


class WordingForm(forms.Form):
    """Words of one message. A letter has a subject, a short message has none."""

    subject = forms.CharField(label=_("Тема"), max_length=rules.LONGEST_SUBJECT)
    body = forms.CharField(label=_("Текст"), widget=forms.Textarea({"rows": 9}), max_length=rules.LONGEST_LETTER)
    send = forms.ChoiceField(label=_("Надсилати"), choices=[("yes", _("так")), ("no", _("ні"))], widget=Radios)

    def __init__(self, *args: Any, event: str, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == WordingKind.SHORT:
            del self.fields["subject"]
        if Event(event) in rules.ALWAYS_SENT:
            del self.fields["send"]

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"subject": given.get("subject", ""), "body": given["body"], "send": given.get("send", "yes")}
