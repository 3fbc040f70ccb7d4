"""What people type or press about the queue."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.models import ServiceGroup
from vikno.common.clock import KYIV
from vikno.common.forms import DayField, Radios, Ticks
from vikno.common.identifiers import phone_e164
from vikno.network.models import Point
from vikno.queue.enums import Purpose
from vikno.queue.models import Counter, PriorityClass, QueueService
from vikno.queue.queries import Period
from vikno.queue.rules import QueueRule

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
_MOST_MINUTES = 1440


class HourField(forms.CharField):
    """«10:30», «1030» or «10.30» as a time."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"class": "govuk-input--width-5", **_PLAIN})
        super().__init__(**{"max_length": 8, "widget": widget, **kwargs})

    def clean(self, value: Any) -> dt.time | None:  # type: ignore[override]  # answers with a time, not with text
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})[:.\s-]?(\d{2})", text)
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValidationError(gettext("Уведіть час, наприклад 10:30."))
        return dt.time(int(found[1]), int(found[2]))


class TicketForm(forms.Form):
    """The second key of reception: which queue, or which priority where there is one queue."""

    purpose = forms.ChoiceField(choices=Purpose.choices, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)
    booked_for = HourField(label=_("На який час запис"), required=False)
    service = forms.ChoiceField(label=_("Черга"), widget=forms.HiddenInput)
    priority = forms.ChoiceField(label=_("Пільга"), widget=Radios, required=False)
    note = forms.CharField(
        label=_("Примітка для вікна"), max_length=100, required=False, widget=forms.TextInput(_PLAIN)
    )
    phone = forms.CharField(label=_("Телефон для одного повідомлення"), max_length=25, required=False)

    def __init__(
        self, *args: Any, services: Sequence[QueueService], priorities: Sequence[PriorityClass], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.services = {str(one.pk): one for one in services}
        self.priorities = {str(one.pk): one for one in priorities}
        service: Any = self.fields["service"]
        service.choices = [(key, str(one)) for key, one in self.services.items()]
        priority: Any = self.fields["priority"]
        priority.choices = [("", gettext("без пільги")), *((key, str(one)) for key, one in self.priorities.items())]
        self.fields["note"].help_text = gettext("Без прізвищ. Стирається в кінці дня.")
        self.fields["phone"].help_text = gettext("Лише якщо людина просить. Стирається в кінці дня.")

    def clean_phone(self) -> str:
        text: str = self.cleaned_data["phone"]
        if text and phone_e164(text) is None:
            raise ValidationError(gettext("Перевірте номер телефону. Приклад: 067 123 45 67."))
        return text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("purpose") == Purpose.BOOKED and not given.get("booked_for") and "booked_for" not in self.errors:
            self.add_error("booked_for", gettext("Уведіть час, на який людина записана, наприклад 10:30."))
        return given

    def said(self, today: dt.date) -> dict[str, Any]:
        """Facts of the ticket."""
        given = self.cleaned_data
        hour = given["booked_for"] if given["purpose"] == Purpose.BOOKED else None
        return {
            "purpose": Purpose(given["purpose"]), "service": self.services[given["service"]],
            "priority": self.priorities.get(given["priority"]), "token": given["token"], "note": given["note"],
            "phone": given["phone"], "booked_for": dt.datetime.combine(today, hour, tzinfo=KYIV) if hour else None,
        }  # fmt: skip


class BookedForm(forms.Form):
    """Whom reception looks for among the booked."""

    optional_marks = False
    q = forms.CharField(
        label=_("Номер запису, ім'я або час"), required=False, max_length=60, widget=forms.TextInput(_PLAIN)
    )
    all = forms.BooleanField(label=_("Показати й тих, кого вже обслужено"), required=False)

    def said(self) -> tuple[str, bool]:
        """What is looked for, and whether visits that are over are shown too."""
        self.is_valid()
        return self.cleaned_data.get("q", ""), bool(self.cleaned_data.get("all"))


class TransferForm(forms.Form):
    """Where a ticket goes: one list of queues and windows."""

    target = forms.ChoiceField(label=_("Куди передати"), widget=Radios)

    def __init__(
        self, *args: Any, services: Sequence[QueueService], counters: Sequence[Counter], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.targets: dict[str, QueueService | Counter] = {f"s{one.pk}": one for one in services}
        self.targets |= {f"c{one.pk}": one for one in counters}
        target: Any = self.fields["target"]
        target.choices = [
            (key, gettext("Вікно {name}").format(name=one) if isinstance(one, Counter) else str(one))
            for key, one in self.targets.items()
        ]

    def said(self) -> dict[str, Any]:
        chosen = self.targets[self.cleaned_data["target"]]
        is_counter = isinstance(chosen, Counter)
        return {"service": None if is_counter else chosen, "counter": chosen if is_counter else None}


class PeriodForm(forms.Form):
    """Days, and of which of the actor's points."""

    optional_marks = False
    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)
    point = forms.ChoiceField(label=_("Точка"), required=False)

    def __init__(self, *args: Any, points: Sequence[Point], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points, self.today = {str(one.pk): one for one in points}, today
        point: Any = self.fields["point"]
        point.choices = [("", gettext("усі мої точки")), *((key, one.name) for key, one in self.points.items())]

    def period(self, hromada_code: str) -> Period:
        """Since the first of this month until today, unless told otherwise; nonsense is left out."""
        self.is_valid()
        given = self.cleaned_data
        until = min(given.get("until") or self.today, self.today)
        since = max(min(given.get("since") or until.replace(day=1), until), until - dt.timedelta(days=365))
        chosen = self.points.get(given.get("point") or "")
        points = [chosen] if chosen else list(self.points.values())
        return Period(hromada_code=hromada_code, points=points, since=since, until=until)


class CounterForm(forms.Form):
    """A window and what it serves."""

    name = forms.CharField(label=_("Номер вікна"), max_length=12, widget=forms.TextInput(_PLAIN))
    serves = forms.MultipleChoiceField(label=_("Що обслуговує"), required=False, widget=forms.CheckboxSelectMultiple)
    is_open = forms.BooleanField(label=_("Вікно працює"), required=False, initial=True)

    def __init__(self, *args: Any, services: Sequence[QueueService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {str(one.pk): one for one in services}
        serves: Any = self.fields["serves"]
        serves.choices = [(key, str(one)) for key, one in self.services.items()]
        serves.help_text = gettext("Нічого не позначено — усі черги.")

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"name": given["name"], "serves": [self.services[key] for key in given["serves"]]}


class ServiceForm(forms.Form):
    """A queue; a surge goes in a lane of its own."""

    name = forms.CharField(label=_("Назва черги"), max_length=80, widget=forms.TextInput(_PLAIN))
    is_surge = forms.BooleanField(label=_("Окрема лінія для напливу людей"), required=False)
    one_in = forms.IntegerField(label=_("Кожен який виклик спільного вікна"), min_value=1, max_value=20, initial=1)
    is_open = forms.BooleanField(label=_("Черга працює"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one_in"].help_text = gettext("Для лінії напливу: 3 — не частіше, ніж кожен третій. 1 — без меж.")

    def said(self) -> dict[str, Any]:
        """Facts of the queue itself; groups are set apart."""
        given = self.cleaned_data
        return {"name": given["name"], "lane": "surge" if given["is_surge"] else "", "one_in": given["one_in"]}


class ChangedServiceForm(ServiceForm):
    """A queue that is there: also which booked people go to it."""

    groups = forms.MultipleChoiceField(label=_("Записи на які послуги йдуть у цю чергу"), required=False, widget=Ticks)
    purposes = forms.MultipleChoiceField(
        label=_("Хто бере талон у кіоску без зв'язку, іде сюди, якщо прийшов"), required=False, widget=Ticks,
        choices=[each for each in Purpose.choices if each[0] != Purpose.BOOKED],
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Sequence[ServiceGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in groups}
        field: Any = self.fields["groups"]
        field.choices = [(key, one.name) for key, one in self.known.items()]
        field.help_text = gettext("Групу, яку не віддано жодній черзі, обслуговує перша.")
        self.fields["purposes"].help_text = gettext(
            "Без зв'язку кіоск питає лише мету. Не позначено ніде — перша черга."
        )

    def said_directed(self) -> dict[str, Any]:
        """Who goes to this queue without being asked."""
        given = self.cleaned_data
        return {"groups": [self.known[key] for key in given["groups"]], "purposes": given["purposes"]}


class RuleForm(forms.Form):
    """The rule of a point from a day on."""

    valid_from = DayField(label=_("Діє з"))
    longest_wait_minutes = forms.IntegerField(label=_("Найдовше очікування, хвилин"))
    overdue_one_in = forms.IntegerField(label=_("Кожен який виклик віддавати тим, хто чекає довше"))
    booking_late_minutes = forms.IntegerField(label=_("Скільки хвилин запис чекає на людину"))
    booking_ahead_minutes = forms.IntegerField(label=_("На скільки хвилин запис випереджає живу чергу"))
    cap_minutes = forms.IntegerField(label=_("Незакритий візит рахувати не довшим, хвилин"))
    pause_after_minutes = forms.IntegerField(label=_("Радити паузу після стількох хвилин роботи"))
    pause_minutes = forms.IntegerField(label=_("Тривалість паузи, хвилин"))
    pressure_entries = forms.IntegerField(label=_("Радити паузу після стількох записів про напруження"))
    pressure_window_minutes = forms.IntegerField(label=_("За скільки хвилин рахувати ці записи"))
    source = forms.CharField(label=_("Підстава: рішення, номер, дата"), max_length=200)

    def __init__(self, *args: Any, rule: QueueRule, today: dt.date, **kwargs: Any) -> None:
        first = {name: getattr(rule, name) for name in self.base_fields if hasattr(rule, name)}
        super().__init__(*args, initial={**first, "valid_from": today}, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.IntegerField):
                field.min_value, field.max_value = (0 if name.startswith("booking") else 1), _MOST_MINUTES
                field.validators += [
                    forms.fields.validators.MinValueValidator(field.min_value),
                    forms.fields.validators.MaxValueValidator(_MOST_MINUTES),
                ]
                field.widget = forms.NumberInput({"class": "govuk-input--width-5"})


class PriorityForm(forms.Form):
    """A priority from a day on."""

    code = forms.SlugField(label=_("Код латиницею"), max_length=40)
    name = forms.CharField(label=_("Назва"), max_length=80)
    name_en = forms.CharField(label=_("Назва англійською"), max_length=80, required=False)
    head_start_minutes = forms.IntegerField(label=_("Ніби прийшли раніше на, хвилин"), min_value=0, max_value=600)
    valid_from = DayField(label=_("Діє з"))
    source = forms.CharField(label=_("Підстава"), max_length=200)
