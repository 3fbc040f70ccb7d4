"""The editor of a life-event bundle: its words, its questions, its services in the order of doing."""

from typing import Any, Final

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from vikno.catalogue import queries
from vikno.catalogue.forms import Laid
from vikno.catalogue.models import EventBundle
from vikno.catalogue.rules import BundleWords, moved, without
from vikno.common.forms import DayField
from vikno.common.text import clean

MOST_LINES: Final = 40
MOST_QUESTIONS: Final = 12
LARGEST_FILE: Final = 200_000


class BundleForm(Laid):
    """A bundle itself."""

    layout = (("name",), ("advice",), ("source", "valid_to"), ("is_confirmed",))

    name = forms.CharField(label=_("Назва"), max_length=200)
    advice = forms.CharField(
        label=_("Що сказати людині"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    source = forms.CharField(label=_("Джерело"), max_length=500, help_text=_("Закон, постанова або рішення ради"))
    valid_to = DayField(label=_("Діє до"), required=False)
    is_confirmed = forms.BooleanField(label=_("Набір звірено на місці"), required=False)
    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean_source(self) -> str:
        return clean(self.cleaned_data["source"])


class QuestionForm(Laid):
    """One question; without a text it is dropped."""

    layout = (("text",),)

    text = forms.CharField(label=_("Питання, на яке відповідають «так»"), required=False, max_length=300)
    code = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return clean(self.cleaned_data["text"])


class LineForm(Laid):
    """One service; a line without a service is dropped."""

    layout = (("service", "question"), ("note",))

    service = forms.TypedChoiceField(label=_("Послуга"), required=False, coerce=int, empty_value=None)
    question = forms.ChoiceField(label=_("Кому потрібна"), required=False)
    note = forms.CharField(label=_("Пояснення"), required=False, max_length=500)

    def __init__(self, *args: Any, listed: list[Any], asked: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("немає")), *listed]  # type: ignore[attr-defined]
        self.fields["question"].choices = [("", _("кожному")), *asked]  # type: ignore[attr-defined]

    def clean_note(self) -> str:
        return clean(self.cleaned_data["note"])


QuestionSet = formset_factory(QuestionForm, extra=1, max_num=MOST_QUESTIONS, validate_max=True)
LineSet = formset_factory(LineForm, extra=1, max_num=MOST_LINES, validate_max=True)


class BundleForms:
    """A bundle with its questions and lines as one thing.

    `pressed` is the button: "save", "more", or "up-3", "down-3", "remove-3" about the line on place 3 (from 0).
    """

    def __init__(self, data: Any, bundle: EventBundle) -> None:
        self.pressed = str(data.get("do", "save")) if data is not None else ""
        questions, lines = list(bundle.questions.all()), list(bundle.lines.all())
        facts = {name: getattr(bundle, name) for name in BundleForm.base_fields}
        asked = [(question.code, _("якщо так: {text}").format(text=question.text)) for question in questions]
        self.card = BundleForm(data, initial=facts)
        self.questions = QuestionSet(
            data, prefix="questions", initial=[{"code": one.code, "text": one.text} for one in questions]
        )
        listed = queries.service_choices(also={line.service_id for line in lines})
        self.lines = LineSet(
            data, prefix="lines", form_kwargs={"listed": listed, "asked": asked},
            initial=[
                {"service": line.service_id, "question": line.question.code if line.question else "", "note": line.note}
                for line in lines
            ],
        )  # fmt: skip

    @property
    def all(self) -> tuple[Any, ...]:
        return self.card, self.questions, self.lines

    def is_valid(self) -> bool:
        return False not in [form.is_valid() for form in self.all]

    @property
    def version(self) -> int:
        return int(self.card.cleaned_data["version"])

    def words(self) -> BundleWords:
        """What was typed, the lines rearranged by the button."""
        facts = {name: value for name, value in self.card.cleaned_data.items() if name != "version"}
        said = [form.cleaned_data for form in self._kept()]
        lines = tuple((line["service"], line["question"], line["note"]) for line in said)
        what, place = self._asked()
        if place is not None:
            lines = without(lines, place) if what == "remove" else moved(lines, place, what)  # type: ignore[arg-type]
        return BundleWords(facts=facts, questions=self._questions(), lines=lines)

    def _questions(self) -> list[tuple[str, str]]:
        """A code that the bundle does not have, or sent twice, is that of a new question."""
        known = {form.initial["code"] for form in self.questions.initial_forms}
        told = []
        for said in [form.cleaned_data for form in self.questions if form.cleaned_data.get("text")]:
            told.append((said["code"] if said["code"] in known else "", said["text"]))
            known.discard(said["code"])
        return told

    @property
    def anchor(self) -> str:
        """Where the eye goes after the button; empty after «save»."""
        what, place = self._asked()
        if place is None:
            return "#more" if self.pressed == "more" else ""
        return f"#line-{max(0, place + {'up': -1, 'down': 1}.get(what, 0)) + 1}"

    def _kept(self) -> list[LineForm]:
        return [form for form in self.lines if form.cleaned_data.get("service")]

    def _asked(self) -> tuple[str, int | None]:
        """The button and the place among kept lines that it is about."""
        what, _dash, number = self.pressed.partition("-")
        if what not in ("up", "down", "remove") or not number.isascii() or not number.isdigit():
            return what, None
        kept = [form.prefix for form in self._kept()]
        return what, kept.index(f"lines-{number}") if f"lines-{number}" in kept else None


class BundleFileForm(forms.Form):
    """A bundle in a file."""

    file = forms.FileField(
        label=_("Файл набору"), help_text=_("TOML до 200 КБ. Файл приймають цілком або не приймають.")
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Файл більший за 200 КБ. Це не набір послуг."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("Файл не в UTF-8. Збережіть його в UTF-8.")) from error
