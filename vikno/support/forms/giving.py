"""The ledger and equipment before it is handed over."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import AmountField, DayField
from vikno.support import services
from vikno.support.enums import (
    ActivityKind,
)
from vikno.support.forms.common import MOST_MONEY, MoneyForm
from vikno.support.models import EquipmentItem, Memorandum, NeedLine


class ActivityForm(MoneyForm):
    """A line of the ledger."""

    field_order = ("memorandum", "kind", "on", "hours", "is_visit", "people", "who", "note", "amount")
    memorandum = forms.ModelChoiceField(label=_("Меморандум"), queryset=Memorandum.objects.none())
    kind = forms.ChoiceField(label=_("Вид підтримки"), choices=ActivityKind)
    on = DayField(label=_("День"))
    hours = AmountField(
        label=_("Години"), max_digits=6, decimal_places=2, min_value=Decimal(0), max_value=Decimal(1000)
    )
    is_visit = forms.BooleanField(label=_("Виїзд до громади"), required=False)
    people = forms.IntegerField(label=_("Скільки людей"), required=False, min_value=0, max_value=30_000)
    who = forms.CharField(label=_("Хто надав"), max_length=200)
    note = forms.CharField(label=_("Про що"), max_length=1000)
    amount = AmountField(
        label=_("Вартість"), required=False, max_digits=14, decimal_places=2, min_value=Decimal(0), max_value=MOST_MONEY
    )
    exception = forms.CharField(
        label=_("Виняток"), max_length=300, required=False,
        help_text=_("Чому надали, коли меморандум не діяв. Інакше лишіть порожнім."),
    )  # fmt: skip

    def __init__(self, *args: Any, memoranda: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["memorandum"]
        chosen.queryset = memoranda

    def facts(self) -> services.ActivityFacts:
        said = self.cleaned_data
        return services.ActivityFacts(
            kind=ActivityKind(said["kind"]), on=said["on"], hours=said["hours"], who=said["who"], note=said["note"],
            is_visit=said["is_visit"], people=said["people"] or 0, amount=said["amount"] or Decimal(0),
            exception=said["exception"], **self.money(),
        )  # fmt: skip


class ActivityCorrectionForm(ActivityForm):
    """The same line, right; the memorandum stays."""

    reason = forms.CharField(label=_("Чому виправляєте"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["memorandum"]


class ItemForm(forms.Form):
    code = forms.SlugField(label=_("Код"), max_length=40, help_text=_("Латинські літери, цифри, дефіс."))
    name = forms.CharField(label=_("Назва"), max_length=300)
    unit = forms.CharField(label=_("Одиниця"), max_length=20)
    needs_serial = forms.BooleanField(label=_("Має серійний номер"), required=False)


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("Таблиця"), help_text=_("Стовпці: Код, Кількість, Точка, Навіщо. XLSX, ODS або CSV.")
    )


class AllocationForm(MoneyForm):
    field_order = ("need", "item", "quantity", "place", "unit_value")
    need = forms.ModelChoiceField(
        label=_("Відповідає потребі"), queryset=NeedLine.objects.none(), required=False, empty_label=_("без потреби")
    )
    item = forms.ModelChoiceField(label=_("Що"), queryset=EquipmentItem.objects.none())
    quantity = forms.IntegerField(label=_("Кількість"), min_value=1, max_value=100_000)
    place = forms.CharField(label=_("Для якої точки"), max_length=300)
    unit_value = AmountField(
        label=_("Ціна за одиницю"), max_digits=14, decimal_places=2, min_value=Decimal(0), max_value=MOST_MONEY
    )

    def __init__(self, *args: Any, items: Any, needs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: dict[str, Any] = dict(self.fields)
        listed["item"].queryset, listed["need"].queryset = items, needs
        listed["need"].label_from_instance = lambda need: f"{need.item.name}, {need.quantity}, {need.place}"

    def facts(self) -> services.AllocationFacts:
        said = self.cleaned_data
        return services.AllocationFacts(
            item=said["item"], quantity=said["quantity"], unit_value=said["unit_value"], place=said["place"],
            need=said["need"], **self.money(),
        )  # fmt: skip


class DeliveryForm(forms.Form):
    quantity = forms.IntegerField(label=_("Скільки привезли"), min_value=1, max_value=100_000)
    delivered_on = DayField(label=_("День"))
    document = forms.CharField(label=_("Накладна"), max_length=200)
