"""Papers, and what a reviewer says."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vikno.assessments import rules
from vikno.assessments.queries import Line
from vikno.assessments.services import Finding, Paper
from vikno.common.forms import DayField

_NOT_SEEN: Final = "none"


class CheckForm(forms.Form):
    """A level and a comment for each question of a dimension; an empty one is not looked at yet."""

    optional_marks = False

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(*args, initial=_kept_findings(lines), **kwargs)
        choices = [("", _("ще не дивилися")), *((str(n), str(n)) for n in range(rules.MOST_LEVEL + 1))]
        for line in lines:
            code = line.question.code
            self.fields[code] = forms.ChoiceField(
                label=gettext("{code}: рівень, який ви побачили").format(code=code), required=False,
                choices=[*choices, (_NOT_SEEN, _("побачити не вдалося"))],
            )  # fmt: skip
            self.fields[f"{code}-comment"] = forms.CharField(
                label=gettext("{code}: що побачили").format(code=code),
                required=False,
                max_length=1000,
                widget=forms.Textarea({"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        for line in self.lines:
            code = line.question.code
            level, comment = said.get(code, ""), str(said.get(f"{code}-comment", "")).strip()
            declared = "" if line.declared_level is None else str(line.declared_level)
            if level and level != declared and not comment:
                self.add_error(f"{code}-comment", _("Напишіть, чому рівень інший, ніж відповіла громада."))
        return said

    def findings(self) -> dict[str, Finding]:
        """Arguments of the service, by question."""
        said = self.cleaned_data
        return {
            code: Finding(
                level=None if said[code] == _NOT_SEEN else int(said[code]), comment=said[f"{code}-comment"]
            )
            for line in self.lines
            if said.get(code := line.question.code)
        }  # fmt: skip

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField, forms.BoundField]]:
        return [(one, self[one.question.code], self[f"{one.question.code}-comment"]) for one in self.lines]


def _kept_findings(lines: Sequence[Line]) -> dict[str, str]:
    kept = {}
    for line in lines:
        if line.verified is not None:
            level = line.verified.level
            kept[line.question.code] = _NOT_SEEN if level is None else str(level)
            kept[f"{line.question.code}-comment"] = line.verified.comment
    return kept


class CommentForm(forms.Form):
    comment = forms.CharField(label=_("Що виправити"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Чому лишаємо так"), max_length=1000)


class PaperForm(forms.Form):
    """A file or words; one of the two."""

    title = forms.CharField(label=_("Що це"), max_length=300, help_text=_("Наприклад: рішення ради про план мережі."))
    file = forms.FileField(label=_("Файл"), required=False, help_text=_("PDF, JPEG, PNG або TIFF, до 30 МБ."))
    words = forms.CharField(label=_("Опис або адреса"), required=False, max_length=1000)
    made_on = DayField(label=_("Дата документа"), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if not said.get("file") and not str(said.get("words", "")).strip() and "file" not in self.errors:
            self.add_error("words", _("Додайте файл або напишіть, де його знайти."))
        return said

    def paper(self) -> Paper:
        said = self.cleaned_data
        file = said.get("file")
        return Paper(
            title=said["title"], words=said["words"], made_on=said["made_on"], stream=file or None,
            name=file.name if file else "", size=file.size if file else None,
        )  # fmt: skip


class JudgementForm(forms.Form):
    to = forms.ChoiceField(
        label=_("Рішення"), choices=(("approved", _("підтвердити")), ("rejected", _("відхилити"))),
        widget=forms.RadioSelect,
    )  # fmt: skip
    comment = forms.CharField(
        label=_("Пояснення"), required=False, max_length=2000, help_text=_("Потрібне, якщо відхиляєте.")
    )


class ExpertForm(forms.Form):
    expert = forms.ChoiceField(label=_("Хто перевіряє"), required=False)

    def __init__(self, *args: Any, experts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert"].choices = [("", _("будь-хто з програми")), *experts]  # type: ignore[attr-defined]
