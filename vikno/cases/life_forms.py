"""Forms of hearings and of what follows a decision: they help, the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.cases import rules
from vikno.cases.enums import HearingResponse, HearingWay
from vikno.cases.forms import CaseActionForm
from vikno.cases.guarding import hearing_rule_of
from vikno.common import clock
from vikno.common.forms import DayField, Radios


class InvitationForm(CaseActionForm):
    held_on = DayField(label=_("День слухання"))
    way = forms.ChoiceField(
        label=_("Як заявник може висловитися"), choices=HearingWay.choices, widget=Radios, initial=HearingWay.MEETING
    )
    place = forms.CharField(
        label=_("Де і о котрій"), max_length=200, help_text=_("Адреса й година, номер телефону або куди писати")
    )
    about = forms.CharField(
        label=_("Що збираються вирішити і чому"), max_length=2000, widget=forms.Textarea,
        help_text=_("Скажіть це заявникові: він має знати, на що відповідати"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = hearing_rule_of(self.case, on=clock.today())
        if rule is not None:
            first = rules.hearing_from(invited_on=clock.today(), rule=rule)
            self.fields["held_on"].initial = first
            self.fields["held_on"].help_text = _("Не раніше {first}").format(first=f"{first:%d.%m.%Y}")


class HearingForm(CaseActionForm):
    """What the applicant said; that nothing was said is another form, with its own first day."""

    response = forms.ChoiceField(
        label=_("Що сталося"), widget=Radios, initial=HearingResponse.CAME,
        choices=[choice for choice in HearingResponse.choices if choice[0] != HearingResponse.ABSENT],
    )  # fmt: skip
    on = DayField(label=_("Коли"), initial=clock.today)
    words = forms.CharField(
        label=_("Що сказав заявник"), max_length=4000, widget=forms.Textarea,
        help_text=_("Головне, своїми словами; письмові пояснення додайте до справи"),
    )  # fmt: skip


class SilenceForm(CaseActionForm):
    on = DayField(label=_("Коли записано"), initial=clock.today)
    words = forms.CharField(
        label=_("Примітка"), max_length=400, required=False, help_text=_("Наприклад, чи відповідав телефон")
    )

    def said(self) -> dict[str, Any]:
        return {**self.cleaned_data, "response": HearingResponse.ABSENT}


class UnclaimedForm(CaseActionForm):
    """Nothing to say: the day is counted."""


class PostingForm(CaseActionForm):
    address = forms.CharField(label=_("Адреса"), max_length=400)
    tracking = forms.CharField(label=_("Номер відправлення"), max_length=60, help_text=_("З квитанції пошти"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.case.applicant
        home = person.settlement.name if person.settlement else ""
        self.fields["address"].initial = ", ".join(filter(None, (home, person.street_address)))


class CameBackForm(CaseActionForm):
    shelf = forms.CharField(label=_("Де тепер лежить"), max_length=60, help_text=_("Шафа, полиця або папка"))
    note = forms.CharField(
        label=_("Чому повернувся"), max_length=300, required=False, help_text=_("Як написала пошта на конверті")
    )


class ArchiveForm(CaseActionForm):
    shelf = forms.CharField(label=_("Де в архіві"), max_length=60, help_text=_("Шафа, полиця або папка"))
