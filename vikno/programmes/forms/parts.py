"""Forms of the parts of a call: directions, conditions, criteria, advantages, guarantees, what is hidden."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Words
from vikno.common.forms import AmountField, Ticks
from vikno.programmes import conditions
from vikno.programmes.enums import Hidden, Phase, Stage
from vikno.programmes.facts import FACTS
from vikno.programmes.forms.fields import AnchorsField, BandsField
from vikno.programmes.models import (
    Advantage,
    Criterion,
    EligibilityRule,
    ProgrammeCall,
    RegionRule,
    Track,
    VisibilityPhase,
)
from vikno.territories.queries import oblasts

_ALL: Final = _("усі напрями")


class PartForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no parameter when it runs
    """A part of a call: `call` is known, the direction is chosen among its own."""

    optional_marks = False
    words_of_predicate: Words = ""

    def __init__(self, *args: Any, call: ProgrammeCall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        if "position" in self.fields:
            self.fields["position"].label = _("Порядок у списку")
        if "predicate" in self.fields:
            self.fields["predicate"].help_text = self.words_of_predicate
        if "track" in self.fields:
            chosen: Any = self.fields["track"]
            chosen.label = _("Напрям")
            chosen.queryset = call.tracks.all()
            chosen.empty_label = None if chosen.required else _ALL
        if hasattr(self.instance, "call_id"):
            self.instance.call = call

    def clean_predicate(self) -> str:
        text = str(self.cleaned_data["predicate"]).strip()
        found = conditions.problems_of(text)
        if found:
            raise forms.ValidationError(
                _("Умову не зрозуміло: %(problem)s.") % {"problem": ", ".join(found)}, code="unreadable"
            )
        return text

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        name = "phase" if "phase" in self.fields else "code"
        rows = type(self.instance).objects.filter(**{name: said.get(name)})
        owner = {"track": said.get("track")} if isinstance(self.instance, Criterion) else {"call": self.call}
        if said.get(name) and rows.filter(**owner).exclude(pk=self.instance.pk).exists():
            self.add_error(name, _("Такий запис уже є. Оберіть інший."))
        return said

    def part(self) -> Any:
        """The row as typed, not saved."""
        return self.save(commit=False)


class TrackForm(PartForm):
    threshold = AmountField(label=_("Поріг, балів"), min_value=0, max_value=100, decimal_places=2)
    stages = forms.MultipleChoiceField(label=_("Етапи"), choices=Stage.choices, widget=Ticks)

    class Meta:
        model = Track
        fields: ClassVar = [
            "code", "title", "title_en", "who_may_apply", "who_may_apply_en", "places", "unused_order", "threshold",
            "cap_per_oblast", "stages", "position",
        ]  # fmt: skip
        help_texts: ClassVar = {"unused_order": _("1 — першим дістає вільні місця інших; 0 — ніколи.")}


class EligibilityForm(PartForm):
    words_of_predicate = _("Порожньо — вирішує людина.")

    class Meta:
        model = EligibilityRule
        fields: ClassVar = ["code", "track", "sentence", "sentence_en", "predicate", "position"]


class CriterionForm(PartForm):
    weight = AmountField(label=_("Вага"), min_value=Decimal("0.01"), max_value=100, decimal_places=2)
    fact = forms.ChoiceField(label=_("Факт, якщо бали за нього"), required=False)
    anchors = AnchorsField(
        label=_("Рівні шкали"), help_text=_("Кожен рівень з нового рядка: 0 | опис | опис англійською.")
    )
    bands = BandsField(label=_("Бали за факт"), help_text=_("Кожен проміжок з нового рядка: 0–4 | 20 або 10+ | 100."))

    class Meta:
        model = Criterion
        fields: ClassVar = [
            "track", "code", "title", "title_en", "weight", "source", "fact", "anchors", "bands", "dimension",
            "position",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["fact"]
        chosen.choices = [("", _("немає")), *((code, one.sentence) for code, one in FACTS.items())]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("source") == "fact" and not said.get("fact"):
            self.add_error("fact", _("Оберіть факт, за який дають бали."))
        return said


class AdvantageForm(PartForm):
    class Meta:
        model = Advantage
        fields: ClassVar = [
            "code", "track", "sentence", "sentence_en", "predicate", "mode", "points", "cap", "position",
        ]  # fmt: skip


class RegionForm(PartForm):
    seats = forms.IntegerField(label=_("Місць"), min_value=1, max_value=2000)
    oblasts = forms.MultipleChoiceField(label=_("Області"), widget=Ticks)

    class Meta:
        model = RegionRule
        fields: ClassVar = ["code", "track", "title", "title_en", "kind", "oblasts", "seats", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["oblasts"]
        chosen.choices = [(one.pk, one.title) for one in oblasts()]


class PhaseForm(PartForm):
    phase = forms.ChoiceField(label=_("Етап"), choices=Phase.choices)
    hidden = forms.MultipleChoiceField(label=_("Що приховати"), choices=Hidden.choices, widget=Ticks, required=False)

    class Meta:
        model = VisibilityPhase
        fields: ClassVar = ["phase", "hidden"]


PART_FORMS: Final[Mapping[str, type[PartForm]]] = {
    "tracks": TrackForm, "eligibility": EligibilityForm, "criteria": CriterionForm, "advantages": AdvantageForm,
    "regions": RegionForm, "phases": PhaseForm,
}  # fmt: skip
