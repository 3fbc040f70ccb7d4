"""Fields of questions. They only draw and hand over: whether an answer is right says the engine, in one place."""

from typing import Any, Final

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from vikno.common.forms import NUMBER_WIDTH, DayInput, Radios, Ticks, parse_date
from vikno.questionnaires import shown
from vikno.questionnaires.engine import (
    FILES,
    NOT_APPLICABLE,
    Document,
    Evaluation,
    Kind,
    Question,
    choices_shown,
)
from vikno.questionnaires.filling.places import NOTHING

_RADIOS: Final = 8  # more choices than these are a list


class Said(forms.CharField):
    """Text as it was typed; a mark of being required is only a mark."""

    def validate(self, value: Any) -> None:
        """The engine says what is missing and what is wrong."""


class ChoiceSaid(forms.ChoiceField):
    def validate(self, value: Any) -> None:
        """The same."""


class ChoicesSaid(forms.MultipleChoiceField):
    def validate(self, value: Any) -> None:
        """The same."""


def field_for(
    document: Document, question: Question, evaluation: Evaluation, row: int, *, label: str, required: bool
) -> forms.Field:
    """The field of a question in a row, with the choices its filter lets through."""
    facts = {"label": label, "required": required, "help_text": escape(shown.spoken(question.hint))}
    if question.kind in FILES:
        accept = {"accept": "image/*"} if question.kind == Kind.IMAGE else {}
        return forms.FileField(widget=forms.FileInput(accept), **{**facts, "required": False})  # type: ignore[arg-type]
    if question.kind in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE):
        open_now = choices_shown(document, question, evaluation, row)
        listed = [(one.code, shown.spoken(one.labels)) for one in open_now]
        return _choice_field(question, listed, facts)
    return Said(widget=_widget(question), strip=True, **facts)  # type: ignore[arg-type]


def typed(question: Question, value: Any) -> Any:
    """A kept answer as its field shows it."""
    if value in NOTHING or value == NOT_APPLICABLE:
        return [] if question.kind == Kind.SELECT_MULTIPLE else ""
    if question.kind == Kind.DATE:
        return parse_date(str(value)) or value
    return str(value).replace(".", ",") if question.kind == Kind.DECIMAL else value


def _choice_field(question: Question, listed: list[tuple[str, str]], facts: dict[str, Any]) -> forms.Field:
    if question.kind == Kind.SELECT_MULTIPLE:
        return ChoicesSaid(choices=listed, widget=Ticks, **facts)
    if len(listed) <= _RADIOS:
        return ChoiceSaid(choices=listed, widget=Radios, **facts)
    return ChoiceSaid(choices=[("", _("— оберіть —")), *listed], **facts)


def _widget(question: Question) -> forms.Widget:
    if question.kind == Kind.DATE:
        return DayInput()
    if question.kind in (Kind.INTEGER, Kind.DECIMAL):
        mode = "numeric" if question.kind == Kind.INTEGER else "decimal"
        return forms.TextInput({"inputmode": mode, "class": NUMBER_WIDTH})
    return forms.Textarea({"rows": 4}) if question.extra.get("appearance") == "multiline" else forms.TextInput()
