"""Answers of a dimension."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vikno.assessments.enums import Reply
from vikno.assessments.queries import Line
from vikno.assessments.services import Answer


class DimensionForm(forms.Form):
    """One reply and one reason for each question; an empty reply is left for later."""

    optional_marks = False

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(*args, initial=_kept_answers(lines), **kwargs)
        for line in lines:
            code = line.question.code
            self.fields[code] = forms.ChoiceField(
                label=gettext("{code}: ваша відповідь").format(code=code),
                required=False,
                choices=_replies(line),
                widget=forms.RadioSelect,
            )
            self.fields[f"{code}-reason"] = forms.CharField(
                label=gettext("{code}: чому так").format(code=code), required=False, max_length=1000,
                widget=forms.Textarea({"rows": 2}),
                help_text=_("Потрібно, якщо рівень інший, ніж кажуть записи."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        for line in self.lines:
            code, proposed = line.question.code, line.measured_level
            reply, reason = said.get(code, ""), str(said.get(f"{code}-reason", "")).strip()
            differs = reply not in ("", Reply.ACCEPT, str(proposed))
            if differs and proposed is not None and not reason:
                self.add_error(f"{code}-reason", _("Напишіть, чому рівень інший, ніж кажуть записи."))
        return said

    def answers(self) -> dict[str, Answer]:
        """Arguments of the service, by question."""
        said = self.cleaned_data
        return {
            line.question.code: _answer(said[line.question.code], said[f"{line.question.code}-reason"])
            for line in self.lines
            if said.get(line.question.code)
        }

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField, forms.BoundField]]:
        return [(one, self[one.question.code], self[f"{one.question.code}-reason"]) for one in self.lines]


def _replies(line: Line) -> list[tuple[str, str]]:
    listed = [(str(level), f"{level} — {words}") for level, words in enumerate(line.question.levels)]
    if line.measured_level is not None:
        words = gettext("Погоджуюся із записами: рівень {level}").format(level=line.measured_level)
        listed.insert(0, (Reply.ACCEPT.value, words))
    return [*listed, (Reply.NOT_MEASURABLE.value, str(Reply.NOT_MEASURABLE.label))]


def _kept_answers(lines: Sequence[Line]) -> dict[str, str]:
    kept = {}
    for line in lines:
        told, code = line.declared, line.question.code
        if told is not None:
            stale = told.reply == Reply.ACCEPT and told.level != line.measured_level
            kept[code] = str(told.level) if told.reply == Reply.ANSWER or stale else told.reply
            kept[f"{code}-reason"] = told.reason
    return kept


def _answer(reply: str, reason: str) -> Answer:
    if reply in (Reply.ACCEPT, Reply.NOT_MEASURABLE):
        return Answer(reply=reply, reason=reason)
    return Answer(reply=Reply.ANSWER, level=int(reply), reason=reason)
