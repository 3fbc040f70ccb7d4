"""Handover acts and what happens to their things."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import DayField, Ticks
from vikno.support import services
from vikno.support.enums import (
    Condition,
    Correctable,
    IncidentKind,
)
from vikno.support.forms.common import area
from vikno.support.models import ActLine


class LinesForm(forms.Form):
    """Serial number and place of each line of a draft."""

    optional_marks = False

    def __init__(self, *args: Any, lines: Sequence[ActLine], **kwargs: Any) -> None:
        initial = {f"serial-{line.pk}": line.serial for line in lines} | {
            f"place-{line.pk}": line.place for line in lines
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.lines = lines
        for line in lines:
            where = f"{line.order}. {line.name}"
            if line.item.needs_serial:
                self.fields[f"serial-{line.pk}"] = forms.CharField(
                    label=_("{line}: серійний номер").format(line=where), max_length=80, required=False
                )
            self.fields[f"place-{line.pk}"] = forms.CharField(
                label=_("{line}: точка").format(line=where), max_length=300
            )

    def facts(self) -> dict[int, services.LineFacts]:
        said = self.cleaned_data
        return {
            line.pk: services.LineFacts(serial=said.get(f"serial-{line.pk}", ""), place=said[f"place-{line.pk}"])
            for line in self.lines
        }


class InventoryForm(forms.Form):
    """An inventory number for each line."""

    def __init__(self, *args: Any, lines: Sequence[ActLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            label = f"{line.order}. {line.name}" + (f", {line.serial}" if line.serial else "")
            self.fields[f"number-{line.pk}"] = forms.CharField(label=label, max_length=80)

    def numbers(self) -> dict[int, str]:
        return {line.pk: self.cleaned_data[f"number-{line.pk}"] for line in self.lines}


class _ForLines(forms.Form):
    """A form about lines of one act."""

    lines_field = "line"
    is_line_required = True

    def __init__(self, *args: Any, lines: Sequence[ActLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(line.pk): line for line in lines}
        listed = [(key, f"{line.order}. {line.name} {line.serial}".strip()) for key, line in self.by_key.items()]
        chosen: Any = self.fields[self.lines_field]
        chosen.choices = listed if self.is_line_required else [("", _("акт у цілому")), *listed]

    def line(self) -> ActLine | None:
        return self.by_key.get(self.cleaned_data["line"])

    def one_line(self) -> ActLine:
        return self.by_key[self.cleaned_data["line"]]


class InspectionForm(_ForLines):
    is_line_required = False
    line = forms.ChoiceField(label=_("Що перевіряли"), required=False)  # type: ignore[assignment]
    on = DayField(label=_("День"))
    found = forms.ChoiceField(label=_("Що виявлено"), choices=Condition)
    note = forms.CharField(label=_("Примітка"), max_length=1000, required=False)

    def facts(self) -> services.InspectionFacts:
        said = self.cleaned_data
        return services.InspectionFacts(
            on=said["on"], found=Condition(said["found"]), note=said["note"], line=self.line()
        )


class IncidentForm(_ForLines):
    line = forms.ChoiceField(label=_("З чим"))  # type: ignore[assignment]
    kind = forms.ChoiceField(label=_("Що сталося"), choices=IncidentKind)
    happened_on = DayField(label=_("День"))
    words = forms.CharField(label=_("Обставини"), max_length=1000, widget=area(4))
    proof = forms.FileField(label=_("Фото або довідка"), required=False)


class DepartureForm(_ForLines):
    lines_field = "lines"
    lines = forms.MultipleChoiceField(label=_("Рядки"), widget=Ticks)
    move = forms.ChoiceField(label=_("Що з ними"))
    happened_on = DayField(label=_("День"))
    reason = forms.CharField(label=_("Підстава"), max_length=500)

    def __init__(self, *args: Any, moves: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["move"]
        chosen.choices = [(move.value, move.label) for move in moves]

    def keys(self) -> set[int]:
        return {int(key) for key in self.cleaned_data["lines"]}


class CorrectionForm(_ForLines):
    line = forms.ChoiceField(label=_("Рядок"))  # type: ignore[assignment]
    field = forms.ChoiceField(label=_("Що виправити"), choices=Correctable)
    becomes = forms.CharField(label=_("Правильно"), max_length=80)
    reason = forms.CharField(label=_("Чому"), max_length=500)

    def facts(self) -> services.CorrectionFacts:
        said = self.cleaned_data
        return services.CorrectionFacts(
            line=self.one_line(), field=Correctable(said["field"]), becomes=said["becomes"], reason=said["reason"]
        )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Відповідь"), max_length=1000, widget=area(3))


class ExceptionForm(forms.Form):
    exception = forms.CharField(
        label=_("Виняток"), max_length=300, required=False,
        help_text=_("Чому оформляєте, коли меморандум не діє. Інакше лишіть порожнім."),
    )  # fmt: skip
