"""Forms of the case: they help, the services decide."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from vikno.accounts.enums import Role
from vikno.applicants import queries as applicants
from vikno.applicants.enums import IdentityDocument
from vikno.applicants.models import Representative
from vikno.cases import queries
from vikno.cases.enums import CaseState, NoteFor, Outcome
from vikno.cases.guarding import heard_in, hearing_rule_of
from vikno.cases.models import Case
from vikno.cases.queries import EVERYWHERE, KEPT, WAITING, CaseFilters, filters_said
from vikno.cases.rules import Heard
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.forms import DayField, Radios
from vikno.network.models import Point
from vikno.notifications.enums import Channel

STATES = [("", _("усі")), (WAITING, _("результат чекає заявника")), *CaseState.choices]


class CaseActionForm(forms.Form):
    """A form about one case; `said` gives the arguments of its service."""

    def __init__(self, *args: Any, case: Case, actor: Actor | None = None, **kwargs: Any) -> None:
        self.case, self.actor = case, actor
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

    unheard_ground = forms.ChoiceField(label=_("Якщо відмовляють без слухання: чому"), required=False)
    unheard_words = forms.CharField(
        label=_("Обставини, які дають таку підставу"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = self.case.version.refusal_grounds
        if grounds:
            listed = escape("; ".join(grounds))  # a hint is shown as markup
            self.fields["grounds"].help_text = _("Підстави відмови з картки послуги: {grounds}").format(grounds=listed)
        self._offer_exceptions()

    def _offer_exceptions(self) -> None:
        """Grounds to refuse unheard, where the law asks for a hearing and there was none."""
        rule = hearing_rule_of(self.case, on=clock.today())
        if rule is None or not rule.is_required or heard_in(self.case) == Heard.DONE:
            del self.fields["unheard_ground"], self.fields["unheard_words"]
            return
        field = self.fields["unheard_ground"]
        assert isinstance(field, forms.ChoiceField)
        said = [(code, words[:1].upper() + words[1:]) for code, words in rule.exceptions.items()]
        field.choices = [("", _("відмови немає, або заявника вислухано")), *said]
        field.help_text = _(
            "Перед відмовою заявника запрошують висловитися. Без цього відмовляють лише з підстав закону"
        )


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
    """Whoever applied, or stands for somebody who did; a representative whose term is over is named as such."""

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
        together = list(queries.co_applicants_of(self.case))
        people = [self.case.applicant, *(one.applicant for one in together)]
        known = [r for person in people for r in applicants.representatives_ever(person)]
        self.entitled = {f"r{r.pk}": r for r in known if r.valid_to is None or r.valid_to >= clock.today()}
        self.together = {f"c{one.applicant_id}": one.applicant for one in together}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("applicant", str(self.case.applicant)),
            *((f"c{one.applicant_id}", f"{one.applicant} — {one.get_role_display()}") for one in together),
            *((key, f"{r.person} — {r}") for key, r in self.entitled.items()),
        ]
        field.initial = "applicant"
        over = [r for r in known if f"r{r.pk}" not in self.entitled]
        if over:
            field.help_text = _("Не видавайте: {people}").format(people=escape("; ".join(map(_expired, over))))

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        with override("uk"):  # what is recorded does not depend on the language of a screen
            kind = str(IdentityDocument(given["identity_kind"]).label)
        return {
            "representative": self.entitled.get(given["to"]),
            "co_applicant": self.together.get(given["to"]),
            "identity_seen": f"{kind}, …{given['identity_number']}",
        }


def _expired(row: Representative) -> str:
    until = f"{row.valid_to:%d.%m.%Y}" if row.valid_to else ""
    return _("{person} — {document}, діяло до {until}").format(person=row.person, document=row, until=until)


class WithdrawalForm(CaseActionForm):
    reason = forms.CharField(label=_("Що сказав заявник"), max_length=500, widget=forms.Textarea)


class NoteForm(CaseActionForm):
    text = forms.CharField(label=_("Примітка"), max_length=500, widget=forms.Textarea)
    seen_by = forms.ChoiceField(
        label=_("Кому видно"), choices=NoteFor.choices, widget=Radios, initial=NoteFor.CENTRE,
        help_text=_("Те, що видно заявникові, прочитає кожен, хто має номер і код справи"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.actor is not None and self.actor.role == Role.PROVIDER:
            del self.fields["seen_by"]


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
        field.choices = [*own, (EVERYWHERE, _("уся мережа")), *others]

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
