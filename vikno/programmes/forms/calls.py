"""What a programme types while it makes and runs a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.accounts.enums import Role
from vikno.common.forms import DayField, MomentField, Ticks
from vikno.programmes.models import Programme, ProgrammeCall
from vikno.questionnaires.models import QuestionnaireVersion

_OFFICES = [(Role.LEADER.value, Role.LEADER.label), (Role.HEAD.value, Role.HEAD.label)]


class ProgrammeForm(forms.Form):
    """A new programme; its calls are numbered apart."""

    optional_marks = False

    title = forms.CharField(label=_("Назва програми"), max_length=300)
    title_en = forms.CharField(label=_("Назва англійською"), max_length=300, required=False)
    code = forms.SlugField(label=_("Код"), max_length=40, help_text=_("Латиницею, без пробілів, наприклад open-doors."))
    summary = forms.CharField(
        label=_("Про що програма"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
    )
    donor = forms.CharField(label=_("Донор"), max_length=300, required=False)
    iati_identifier = forms.CharField(label=_("Ідентифікатор IATI"), max_length=100, required=False)
    currency = forms.RegexField(
        label=_("Валюта угоди"), regex=r"^[A-Z]{3}$", initial="UAH", help_text=_("Три літери, наприклад UAH.")
    )
    starts_on = DayField(label=_("Починається"))
    ends_on = DayField(label=_("Закінчується"), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("Програма має закінчуватись не раніше, ніж починається."))
        return said


class NewCallForm(forms.Form):
    programme = forms.ModelChoiceField(label=_("Програма"), queryset=Programme.objects.none(), empty_label=None)
    number = forms.RegexField(
        label=_("Номер"), regex=r"^\d{4}-\d{2,3}$", help_text=_("Рік і порядковий номер, наприклад 2026-01."),
        error_messages={"invalid": _("Уведіть номер так: 2026-01.")},
    )  # fmt: skip
    title = forms.CharField(label=_("Назва"), max_length=300)

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["programme"]
        chosen.queryset = programmes


class CallForm(forms.Form):
    """Facts of a call; what is missing is named on its page, so nothing but the title is required here."""

    optional_marks = False

    title = forms.CharField(label=_("Назва"), max_length=300)
    title_en = forms.CharField(label=_("Назва англійською"), max_length=300, required=False)
    summary = forms.CharField(
        label=_("Про що конкурс"), max_length=4000, required=False, widget=forms.Textarea({"rows": 5})
    )
    summary_en = forms.CharField(
        label=_("Про що конкурс, англійською"), max_length=4000, required=False, widget=forms.Textarea({"rows": 5})
    )
    forecast_on = DayField(label=_("Коли оголосити наперед"), required=False)
    opens_at = MomentField(label=_("Прийом починається"), required=False)
    questions_until = MomentField(label=_("Питання приймаємо до"), required=False)
    closes_at = MomentField(label=_("Прийом завершується"), required=False)
    results_on = DayField(label=_("Результати до"), required=False)
    quota = forms.IntegerField(label=_("Усього місць"), min_value=0, max_value=2000, required=False)
    limit_per_hromada = forms.IntegerField(label=_("Заявок від однієї громади"), min_value=1, max_value=10)
    who_may_submit = forms.MultipleChoiceField(
        label=_("Хто може подати заявку"), choices=_OFFICES, widget=Ticks, required=False
    )
    positions = forms.CharField(
        label=_("Посади, якщо не будь-які"), required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Кожна посада з нового рядка, точно як у записі працівника."),
    )  # fmt: skip
    outage_hours = forms.IntegerField(
        label=_("Скільки годин після збою можна продовжити прийом"), min_value=0, max_value=240
    )
    questionnaire = forms.ModelChoiceField(
        label=_("Питання заявки"), queryset=QuestionnaireVersion.objects.none(), required=False,
        empty_label=_("без окремих питань"),
    )  # fmt: skip

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["questionnaire"]
        chosen.queryset = versions

    @classmethod
    def opened(cls, call: ProgrammeCall) -> dict[str, Any]:
        """What stands now, as the form shows it."""
        told = {name: getattr(call, name) for name in cls.base_fields}
        return {**told, "positions": "\n".join(call.positions), "questionnaire": call.questionnaire_id}

    def clean_quota(self) -> int:
        return int(self.cleaned_data["quota"] or 0)

    def clean_positions(self) -> list[str]:
        return [line.strip()[:200] for line in self.cleaned_data["positions"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        opens, closes = said.get("opens_at"), said.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Прийом має завершуватись пізніше, ніж починається."))
        return said


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Причина"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("Її прочитають усі, кого це стосується."),
    )  # fmt: skip


class ExtensionForm(ReasonForm):
    closes_at = MomentField(label=_("Новий строк прийому"))
    field_order = ("closes_at", "reason")


class OutageForm(forms.Form):
    words = forms.CharField(label=_("Що сталося"), max_length=500)
    source = forms.CharField(label=_("Звідки це відомо"), max_length=300)
    began_at = MomentField(label=_("Почалося"))
    ended_at = MomentField(label=_("Закінчилося"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("began_at") and said.get("ended_at") and said["ended_at"] <= said["began_at"]:
            self.add_error("ended_at", _("Кінець має бути пізніше за початок."))
        return said


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Назва документа"), max_length=300)
    title_en = forms.CharField(label=_("Назва англійською"), max_length=300, required=False)
    file = forms.FileField(label=_("Файл"), help_text=_("PDF, DOCX або XLSX до 10 МБ."))


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=_("Питання для всіх"), max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Приберіть назви й імена: хто питав, не показуємо."),
    )  # fmt: skip
    answer = forms.CharField(label=_("Відповідь"), max_length=4000, widget=forms.Textarea({"rows": 5}))


class RequestForm(forms.Form):
    words = forms.CharField(label=_("Що уточнити"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    due_at = MomentField(label=_("Відповісти до"))


class JudgementForm(forms.Form):
    fit = forms.ChoiceField(label=_("Висновок"), choices=[("pass", _("виконано")), ("fail", _("не виконано"))])
    note = forms.CharField(label=_("Чому"), max_length=500)
