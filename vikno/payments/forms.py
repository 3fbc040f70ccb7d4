"""What people type about money. Nothing here asks for a card."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.enums import CostKind
from vikno.catalogue.models import Cost, PublicService
from vikno.common.forms import AmountField, DayField, Radios
from vikno.payments.enums import BillState, CodeFormat, EntryKind, PayChannel
from vikno.payments.models import ExemptionGround
from vikno.payments.queries import BillFilters, LedgerFilters
from vikno.payments.services import AccountFacts, GroundFacts, ReceiptFacts

_SHORT = {"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
_KOPIYKA = {"min_value": Decimal("0.01"), "max_digits": 10, "decimal_places": 2}


class IssueForm(forms.Form):
    """Which cost of the card, the provider's own price where the card has none, and who pays less."""

    cost = forms.ChoiceField(label=_("За що"), widget=Radios)
    tariff = AmountField(
        label=_("Сума з тарифу, грн"), required=False, help_text=_("Лише для плати за тарифом суб'єкта надання."),
        **_KOPIYKA,
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("Пільга"), required=False)
    proof = forms.CharField(
        label=_("Документ, що підтверджує пільгу"), required=False, max_length=200,
        help_text=_("Назва документа, ким і коли виданий."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, costs: Sequence[tuple[Cost, str]], grounds: Sequence[ExemptionGround], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._costs = {str(cost.pk): cost for cost, _words in costs}
        self._grounds = {str(ground.pk): ground for ground in grounds}
        cost_field: Any = self.fields["cost"]
        cost_field.choices = [(str(cost.pk), words) for cost, words in costs]
        if len(costs) == 1:
            self.initial["cost"] = str(costs[0][0].pk)
        ground_field: Any = self.fields["ground"]
        shown = gettext("{name} — {percent} %")
        named = [(key, shown.format(name=each.name, percent=each.percent)) for key, each in self._grounds.items()]
        ground_field.choices = [("", gettext("без пільги")), *named]
        if not grounds:
            del self.fields["ground"], self.fields["proof"]
        if not any(cost.kind == CostKind.TARIFF for cost, _words in costs):
            del self.fields["tariff"]

    def said(self) -> dict[str, Any]:
        """Arguments of `services.issue_bill`."""
        given = self.cleaned_data
        return {
            "cost": self._costs[given["cost"]],
            "tariff": given.get("tariff"),
            "ground": self._grounds.get(given.get("ground", "")),
            "proof": given.get("proof", ""),
        }


class ReceiptForm(forms.Form):
    channel = forms.ChoiceField(label=_("Де сплачено"), choices=PayChannel.choices, widget=Radios)
    number = forms.CharField(
        label=_("Номер квитанції"), max_length=60, widget=forms.TextInput(_SHORT),
        help_text=_("Як на квитанції. Номер картки не записуйте."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Код квитанції"), max_length=60, required=False, widget=forms.TextInput(_SHORT),
        help_text=_("Код для перевірки, якщо він є."),
    )  # fmt: skip
    paid_on = DayField(label=_("Дата оплати"))
    amount = AmountField(label=_("Сума, грн"), help_text=_("Скільки сплачено насправді, без комісії."), **_KOPIYKA)

    def facts(self) -> ReceiptFacts:
        return ReceiptFacts(**self.cleaned_data)


class RefundForm(forms.Form):
    amount = AmountField(label=_("Сума, грн"), **_KOPIYKA)
    refunded_on = DayField(label=_("Дата повернення"))
    ground = forms.CharField(
        label=_("Підстава"), max_length=300, help_text=_("Заява чи подання: номер, дата, чому повертають.")
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Підстава"), max_length=300)


def _service_choices(services: Sequence[PublicService]) -> list[tuple[str, str]]:
    return [("", gettext("усі послуги")), *((str(each.pk), f"{each.name} ({each.code})") for each in services)]


class _ForService(forms.Form):
    """A form that may be about one service."""

    def __init__(self, *args: Any, services: Sequence[PublicService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._services = {str(each.pk): each for each in services}
        field: Any = self.fields["service"]
        field.choices = _service_choices(services)

    def chosen(self) -> PublicService | None:
        return self._services.get(self.cleaned_data["service"])


class AccountForm(_ForService):
    service = forms.ChoiceField(label=_("Послуга"), required=False)
    valid_from = DayField(label=_("Діє з"))
    recipient = forms.CharField(
        label=_("Отримувач"), max_length=140, help_text=_("Так, як у листі казначейства.")
    )  # fmt: skip
    edrpou = forms.CharField(
        label=_("Код ЄДРПОУ отримувача"), max_length=8,
        widget=forms.TextInput({**_SHORT, "inputmode": "numeric", "class": "govuk-input--width-10"}),
    )  # fmt: skip
    iban = forms.CharField(
        label=_("Рахунок IBAN"), max_length=40, widget=forms.TextInput({**_SHORT, "class": "govuk-input--width-30"}),
        help_text=_("UA і 27 цифр, можна з пробілами."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("Призначення платежу"), max_length=300, widget=forms.Textarea({"rows": "3"}),
        help_text=_("Послугу, номер справи й платника допишемо самі."),
    )  # fmt: skip
    code_format = forms.ChoiceField(label=_("QR-код на папері"), choices=CodeFormat.choices, widget=Radios)
    source = forms.CharField(
        label=_("Звідки відомо"), max_length=300, required=False, help_text=_("Номер і дата листа казначейства.")
    )
    is_closed = forms.BooleanField(label=_("З цього дня на рахунок не платять"), required=False)

    def facts(self) -> AccountFacts:
        return AccountFacts(**{**self.cleaned_data, "service": self.chosen()})


class GroundForm(_ForService):
    service = forms.ChoiceField(label=_("Послуга"), required=False)
    name = forms.CharField(label=_("Кого звільнено"), max_length=200)
    act = forms.CharField(label=_("Підстава: акт і стаття"), max_length=300)
    percent = forms.IntegerField(
        label=_("Звільнено, %"), min_value=1, max_value=100, initial=100,
        widget=forms.TextInput({"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )  # fmt: skip
    valid_from = DayField(label=_("Діє з"))
    valid_to = DayField(label=_("Діє до"), required=False)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        since, until = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if since and until and until < since:
            self.add_error("valid_to", _("День закінчення раніший за день початку."))
        return given

    def facts(self) -> GroundFacts:
        return GroundFacts(**{**self.cleaned_data, "service": self.chosen()})


class _PeriodForm(forms.Form):
    """Days of a list; the month so far when nothing is said."""

    optional_marks = False
    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)

    def period(self, *, today: date) -> tuple[date, date]:
        given = self.cleaned_data if self.is_valid() else {}
        since, until = given.get("since") or today.replace(day=1), given.get("until") or today
        return min(since, until), max(since, until)

    def _one(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "") if self.is_valid() else ""


class LedgerForm(_PeriodForm):
    kind = forms.ChoiceField(
        label=_("Що сталося"), required=False, choices=[("", _("усе")), *EntryKind.choices]
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("Де сплачено"), required=False, choices=[("", _("будь-де")), *PayChannel.choices]
    )
    iban = forms.ChoiceField(label=_("Рахунок IBAN"), required=False)

    def __init__(self, *args: Any, ibans: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["iban"]
        field.choices = [("", gettext("усі рахунки")), *((each, each) for each in ibans)]

    def filters(self, *, today: date) -> LedgerFilters:
        since, until = self.period(today=today)
        return LedgerFilters(
            since=since, until=until, kind=self._one("kind"), channel=self._one("channel"), iban=self._one("iban")
        )


class BillsForm(_PeriodForm):
    state = forms.ChoiceField(
        label=_("Стан"), required=False, choices=[("", _("будь-який")), *BillState.choices]
    )  # fmt: skip

    def filters(self, *, today: date) -> BillFilters:
        since, until = self.period(today=today)
        return BillFilters(since=since, until=until, state=self._one("state"))
