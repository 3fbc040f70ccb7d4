"""The editor of a technological card: a form and its lines, with buttons that move and remove a line."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.enums import CaseEvent, Performer, StepAction, TermUnit, WorkflowChannel
from vikno.catalogue.forms import Laid
from vikno.catalogue.rules import MOST_STEPS, StepLine, WorkflowContent, moved, without
from vikno.common.forms import DayField
from vikno.common.text import clean

SPARE_ROWS: Final = 2


class CardForm(Laid):
    """Dates and source of a card."""

    layout = (("channel", "valid_from"), ("source", "reason"), ("is_confirmed",))

    channel = forms.ChoiceField(label=_("Як людина звертається"), choices=WorkflowChannel)
    valid_from = DayField(label=_("Діє з"))
    source = forms.CharField(
        label=_("Джерело"), required=False, max_length=500, help_text=_("Наказ або рішення, яким затверджено картку")
    )
    reason = forms.CharField(label=_("Чому змінюєте"), required=False, max_length=500)
    is_confirmed = forms.BooleanField(label=_("Картку звірено на місці"), required=False)
    edition = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


class StepForm(Laid):
    """One line; a line without a name is dropped."""

    layout = (("name", "responsible"), ("performer", "action", "days"), ("unit", "event"))

    name = forms.CharField(label=_("Етап"), required=False, max_length=500)
    responsible = forms.CharField(
        label=_("Відповідальна посада і підрозділ"), required=False, max_length=300
    )  # fmt: skip
    performer = forms.ChoiceField(label=_("Чия це робота"), choices=Performer)
    action = forms.ChoiceField(label=_("Дія"), choices=[])
    days = forms.IntegerField(label=_("Строк, днів"), required=False, min_value=0, max_value=999)
    unit = forms.ChoiceField(label=_("Які дні"), choices=TermUnit, initial=TermUnit.WORKING_DAYS)
    event = forms.ChoiceField(label=_("Позначається сам, коли"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [(a.value, f"{a.value} — {a.label}") for a in StepAction]  # type: ignore[attr-defined]
        self.fields["event"].choices = [("", _("позначають самі")), *CaseEvent.choices]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean_responsible(self) -> str:
        return clean(self.cleaned_data["responsible"])


StepSet = formset_factory(StepForm, extra=SPARE_ROWS, max_num=MOST_STEPS, validate_max=True)


class WorkflowForms:
    """The card and its lines as one thing: valid together, read together.

    `pressed` is the button: "save", "more", or "up-3", "down-3", "remove-3" about the line on place 3 (from 0).
    """

    def __init__(self, data: Any, content: WorkflowContent, facts: Mapping[str, Any]) -> None:
        self.pressed = str(data.get("do", "save")) if data is not None else ""
        initial = {**facts, "source": content.source, "is_confirmed": content.is_confirmed}
        self.card = CardForm(data, initial=initial)
        self.steps = StepSet(data, prefix="steps", initial=[asdict(step) for step in content.steps])

    @property
    def all(self) -> tuple[Any, ...]:
        return self.card, self.steps

    def is_valid(self) -> bool:
        return False not in [form.is_valid() for form in self.all]

    def content(self) -> WorkflowContent:
        """The card as typed, its lines rearranged by the button."""
        said = self.card.cleaned_data
        typed = WorkflowContent(
            steps=tuple(StepLine(**form.cleaned_data) for form in self._kept()),
            is_confirmed=said["is_confirmed"], source=clean(said["source"]),
        )  # fmt: skip
        what, place = self._asked()
        if place is None:
            return typed
        return replace(
            typed, steps=without(typed.steps, place) if what == "remove" else moved(typed.steps, place, what)
        )  # type: ignore[arg-type]

    @property
    def seen_edition(self) -> int:
        return int(self.card.cleaned_data.get("edition") or 0)

    @property
    def valid_from(self) -> date:
        day: date = self.card.cleaned_data["valid_from"]
        return day

    @property
    def anchor(self) -> str:
        """Where the eye goes after the button; empty after «save»."""
        what, place = self._asked()
        if place is None:
            return f"#step-{len(self._kept()) + 1}" if self.pressed == "more" else ""
        there = max(0, place + {"up": -1, "down": 1}.get(what, 0))
        return f"#step-{there + 1}"

    def _kept(self) -> list[StepForm]:
        return [form for form in self.steps if form.cleaned_data.get("name")]

    def _asked(self) -> tuple[str, int | None]:
        """The button and the place among kept lines that it is about."""
        what, _dash, number = self.pressed.partition("-")
        if what not in ("up", "down", "remove") or not number.isascii() or not number.isdigit():
            return what, None
        kept = [form.prefix for form in self._kept()]
        prefix = f"steps-{number}"
        return what, kept.index(prefix) if prefix in kept else None
