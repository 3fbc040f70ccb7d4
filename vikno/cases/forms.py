"""Forms of the case: they help, the services decide."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from vikno.applicants import queries as applicants
from vikno.applicants.enums import IdentityDocument
from vikno.cases.enums import CaseState, Outcome
from vikno.cases.models import Case
from vikno.cases.queries import EVERYWHERE, KEPT, WAITING, CaseFilters, filters_said
from vikno.common import clock
from vikno.common.forms import DayField, Radios
from vikno.network.models import Point
from vikno.notifications.enums import Channel

STATES = [("", _("усі")), (WAITING, _("результат чекає заявника")), *CaseState.choices]


class CaseActionForm(forms.Form):
    """A form about one case; `said` gives the arguments of its service."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AcceptanceForm(CaseActionForm):
    note = forms.CharField(
        label=_("Хто прийняв"), max_length=300, help_text=_("Прізвище, посада або номер підписаного реєстру передачі")
    )


class DecisionForm(CaseActionForm):
    outcome = forms.ChoiceField(label=_("Рішення"), choices=Outcome.choices, widget=Radios, initial=Outcome.GRANTED)
    decided_on = DayField(label=_("Дата рішення"), initial=clock.today)
    number = forms.CharField(label=_("Номер рішення"), max_length=60, required=False)
    grounds = forms.CharField(
        label=_("Підстави"), required=False, widget=forms.Textarea, help_text=_("Обов'язкові, якщо відмовлено")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = self.case.version.refusal_grounds
        if grounds:
            listed = escape("; ".join(grounds))  # a hint is shown as markup
            self.fields["grounds"].help_text = _("Підстави відмови з картки послуги: {grounds}").format(grounds=listed)


class ResultForm(CaseActionForm):
    shelf = forms.CharField(
        label=_("Де лежатиме"), max_length=60, required=False, help_text=_("Шафа, полиця або папка")
    )


class NotificationForm(CaseActionForm):
    channel = forms.ChoiceField(label=_("Як повідомлено"), choices=Channel.choices, widget=Radios)
    proof = forms.CharField(
        label=_("Підтвердження"), max_length=300, required=False,
        help_text=_("З ким говорили або номер листа. Для електронної пошти й SMS не потрібне: піде само"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].initial = self.case.notification_channel


class IssueForm(CaseActionForm):
    to = forms.ChoiceField(label=_("Кому"), widget=Radios)
    identity_kind = forms.ChoiceField(
        label=_("Пред'явлений документ"), choices=IdentityDocument.choices, initial=IdentityDocument.ID_CARD
    )
    identity_number = forms.CharField(
        label=_("Останні чотири знаки номера"),
        min_length=4,
        max_length=4,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entitled = {str(r.pk): r for r in applicants.representatives_of(self.case.applicant, on=clock.today())}
        choices = [("", self.case.applicant), *((key, f"{r.person} — {r}") for key, r in self.entitled.items())]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key or "applicant", str(label)) for key, label in choices]
        field.initial = "applicant"

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        with override("uk"):  # what is recorded does not depend on the language of a screen
            kind = str(IdentityDocument(given["identity_kind"]).label)
        return {
            "representative": self.entitled.get(given["to"]),
            "identity_seen": f"{kind}, …{given['identity_number']}",
        }


class WithdrawalForm(CaseActionForm):
    reason = forms.CharField(label=_("Що сказав заявник"), max_length=500, widget=forms.Textarea)


class NoteForm(CaseActionForm):
    text = forms.CharField(label=_("Примітка"), max_length=500, widget=forms.Textarea)


class CaseFilterForm(forms.Form):
    """Filters of the list. No point named means the point of duty."""

    optional_marks = False

    work = forms.CharField(required=False, widget=forms.HiddenInput)
    officer = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Номер або прізвище"), required=False)
    state = forms.ChoiceField(
        label=_("Стан"),
        required=False,
        choices=STATES,
    )
    due = forms.ChoiceField(
        label=_("Строк"), required=False,
        choices=[("", _("будь-який")), ("today", _("сьогодні")), ("soon", _("три дні")), ("overdue", _("минув"))],
    )  # fmt: skip
    point = forms.ChoiceField(label=_("Точка"), required=False)

    def __init__(self, *args: Any, points: list[Point], duty: Point | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duty = duty
        own = [("", duty.name)] if duty else []
        others = [(str(p.pk), p.name) for p in points if duty is None or p.pk != duty.pk]
        field = self.fields["point"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*own, (EVERYWHERE if duty else "", _("уся мережа")), *others]

    def filters(self) -> CaseFilters:
        """What was asked; a wrong value narrows nothing."""
        said = {name: self.data.get(name, "") for name in (*KEPT, "text")}
        return filters_said(said, duty_id=self.duty.pk if self.duty else None)


class JournalFilterForm(forms.Form):
    """A period and a point; without a point, the whole network."""

    optional_marks = False

    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)
    point = forms.ChoiceField(label=_("Точка"), required=False)

    def __init__(self, *args: Any, points: list[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["point"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("уся мережа")), *((str(p.pk), p.name) for p in points)]

    def period(self, *, today: date) -> tuple[date, date]:
        """Both days inside; the month so far when nothing is said."""
        given = self.cleaned_data if self.is_valid() else {}
        since, until = given.get("since") or today.replace(day=1), given.get("until") or today
        return min(since, until), max(since, until)

    def point_id(self) -> int | None:
        return point_id_in(self.cleaned_data.get("point", "") if self.is_valid() else "", duty=None)


def point_id_in(said: str, *, duty: Point | None) -> int | None:
    """The key a filter names: nothing said is the point of duty, «all» is the network."""
    if said == EVERYWHERE:
        return None
    return int(said) if said else duty.pk if duty else None
