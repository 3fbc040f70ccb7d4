"""Items of the roadmap."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.assessments import rules
from vikno.assessments.enums import Funding, ItemState
from vikno.assessments.models import RoadmapItem
from vikno.assessments.services import Plan
from vikno.common.forms import AmountField, DayField


class ItemForm(forms.Form):
    """What an item of the roadmap says."""

    title = forms.CharField(label=_("Що зробити"), max_length=300)
    result = forms.CharField(
        label=_("Що має вийти"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    owner_name = forms.CharField(label=_("Хто відповідає"), required=False, max_length=200)
    due_on = DayField(label=_("До якого дня"), required=False)
    cost = AmountField(
        label=_("Скільки коштує, грн"), required=False, min_value=0, max_digits=12, decimal_places=2
    )  # fmt: skip
    funding = forms.ChoiceField(label=_("Чиї кошти"), choices=Funding.choices)

    def __init__(self, *args: Any, kept: RoadmapItem | None = None, **kwargs: Any) -> None:
        start = {name: getattr(kept, name) for name in type(self).base_fields} if kept else {"funding": Funding.NONE}
        super().__init__(*args, initial=start, **kwargs)

    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


class MoveForm(forms.Form):
    """One step of an item by the table of moves."""

    to = forms.ChoiceField(label=_("Наступний стан"), widget=forms.RadioSelect)
    funding = forms.ChoiceField(label=_("Чиї кошти"), required=False, choices=[("", "—"), *Funding.choices[1:]])
    words = forms.CharField(
        label=_("Пояснення"), required=False, max_length=1000,
        help_text=_("Для «виконано» — чим підтверджено. Для «відкладено» і «знято» — чому."),
    )  # fmt: skip

    def __init__(self, *args: Any, item: RoadmapItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = rules.ITEM_MOVES[item.state] - {ItemState.CONFIRMED}
        self.fields["to"].choices = [(one.value, one.label) for one in ItemState if one in following]  # type: ignore[attr-defined]
