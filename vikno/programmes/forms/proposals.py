"""What a hromada types into its proposal."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import DayField
from vikno.notifications.enums import Language
from vikno.programmes.facts import FACTS
from vikno.programmes.models import Proposal, TypedFact
from vikno.programmes.services import Said
from vikno.questionnaires.engine import Sort

_YES_NO = (("", _("не вказано")), ("yes", _("так")), ("no", _("ні")))


class ContactsForm(forms.Form):
    """Who answers for a proposal; what is missing is named beside it."""

    optional_marks = False

    contact_name = forms.CharField(label=_("Контактна особа"), max_length=200, required=False)
    contact_phone = forms.CharField(label=_("Телефон"), max_length=60, required=False)
    contact_email = forms.EmailField(label=_("Електронна пошта"), required=False)
    contact_language = forms.ChoiceField(label=_("Мова листів"), choices=Language.choices, required=False)

    def clean_contact_language(self) -> str:
        return str(self.cleaned_data["contact_language"] or self.initial.get("contact_language", Language.UKRAINIAN))

    @classmethod
    def opened(cls, proposal: Proposal) -> dict[str, Any]:
        return {name: getattr(proposal, name) for name in cls.base_fields}


class FactForm(forms.Form):
    """One typed fact: value, source and, where it has one, its period."""

    optional_marks = False

    value = forms.CharField(required=False)
    source = forms.CharField(
        label=_("Звідки це відомо"), max_length=300, required=False, help_text=_("Рішення, наказ або довідка.")
    )
    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)

    def __init__(self, *args: Any, code: str, row: TypedFact | None, **kwargs: Any) -> None:
        self.kind, self.row = FACTS[code], row
        super().__init__(*args, prefix=code, initial=_opened(row), **kwargs)
        label = str(self.kind.sentence)
        if self.kind.sort == Sort.TRUTH:
            self.fields["value"] = forms.ChoiceField(label=label, choices=_YES_NO, required=False)
        else:
            self.fields["value"] = forms.IntegerField(label=label, required=False, min_value=0, max_value=99_999_999)
        if not self.kind.has_period:
            del self.fields["since"], self.fields["until"]
        self.order_fields(["value", "source", "since", "until"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("value") not in (None, "") and not said.get("source"):
            self.add_error("source", _("Напишіть, звідки це відомо."))
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("Кінець періоду має бути не раніше за початок."))
        return said

    def said(self) -> Said:
        told = self.cleaned_data
        value = {"yes": True, "no": False}.get(told["value"], told["value"])
        return Said(
            code=self.kind.code, value=None if value == "" else value, source=told["source"],
            since=told.get("since"), until=told.get("until"),
        )  # fmt: skip


def fact_forms(codes: Sequence[str], typed: Mapping[str, TypedFact], data: Any = None) -> list[FactForm]:
    """A form for each fact that is asked."""
    return [FactForm(data, code=code, row=typed.get(code)) for code in codes]


def _opened(row: TypedFact | None) -> dict[str, Any]:
    if row is None:
        return {}
    value = ("yes" if row.value else "no") if isinstance(row.value, bool) else row.value
    return {"value": value, "source": row.source, "since": row.since, "until": row.until}


class QuestionForm(forms.Form):
    words = forms.CharField(
        label=_("Ваше питання"), max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Відповідь побачать усі, а хто питав — лише програма."),
    )  # fmt: skip


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Чому відкликаєте заявку"), max_length=1000, help_text=_("Відкликану заявку не відновити.")
    )


class DecliningForm(forms.Form):
    prefix = "declining"

    reason = forms.CharField(
        label=_("Чому не братимете участі"), max_length=1000, help_text=_("Місце дістанеться наступній громаді.")
    )


class AnswerRequestForm(forms.Form):
    answer = forms.CharField(label=_("Відповідь на уточнення"), max_length=4000, widget=forms.Textarea({"rows": 4}))
