"""Hours of a week, a line a day; a date with other hours."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vikno.common.forms import DayField
from vikno.network.enums import PeriodKind, Weekday
from vikno.network.models import OpeningPeriod
from vikno.network.rules.clock_words import Ambiguous, TimeSpan, minutes_of, spans_in
from vikno.network.rules.timetables import Period
from vikno.network.services import PeriodGiven

_LINE: Final = {"class": "govuk-input--width-20", "autocomplete": "off", "inputmode": "text"}
_LAST_MINUTE: Final = 24 * 60 - 1


class SpansField(forms.CharField):
    """«08:00–12:00, 13:00–17:00» in any spelling people use; empty = none."""

    widget = forms.TextInput(attrs=_LINE)

    def clean(self, value: Any) -> tuple[TimeSpan, ...]:
        written = super().clean(value).strip().lower()
        if not written or written in ("-", "вих", "вих.", "вихідний"):
            return ()
        try:
            found = spans_in(written)
        except Ambiguous:
            found = ()
        if not found:
            raise ValidationError(_("Не зрозуміло. Напишіть так: 08:00-12:00, 13:00-17:00"), code="hours")
        return found


class HoursForm(forms.Form):
    """Reception of each day, and work without visitors where there is any."""

    optional_marks = False

    def __init__(self, *args: Any, periods: Iterable[OpeningPeriod | Period] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = list(periods)
        for day in Weekday:
            for kind, prefix in ((PeriodKind.RECEPTION, "reception"), (PeriodKind.WORKING, "working")):
                label = str(day.label).capitalize()
                shown = label if kind == PeriodKind.RECEPTION else f"{label}, {kind.label}"
                self.fields[f"{prefix}_{day}"] = SpansField(
                    label=shown, required=False, initial=_written(written, day, kind)
                )

    @property
    def reception_fields(self) -> list[forms.BoundField]:
        return [self[f"reception_{day}"] for day in Weekday]

    @property
    def working_fields(self) -> list[forms.BoundField]:
        return [self[f"working_{day}"] for day in Weekday]

    @property
    def has_working(self) -> bool:
        return any(field.value() for field in self.working_fields)

    def periods(self) -> list[PeriodGiven]:
        """What was typed, for `services.set_hours`."""
        return [
            PeriodGiven(day, _time(start), _time(end), kind)
            for day in Weekday
            for kind, prefix in ((PeriodKind.RECEPTION, "reception"), (PeriodKind.WORKING, "working"))
            for start, end in self.cleaned_data[f"{prefix}_{day}"]
        ]


class ExceptionForm(forms.Form):
    on = DayField(label=gettext_lazy("Дата"))
    hours = SpansField(
        label=gettext_lazy("Години прийому"),
        required=False,
        help_text=gettext_lazy("Порожньо: цього дня не приймаємо."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Причина"), max_length=300, help_text=gettext_lazy("Її побачать люди: «свято», «навчання».")
    )

    def clean_hours(self) -> tuple[TimeSpan, ...]:
        spans: tuple[TimeSpan, ...] = self.cleaned_data["hours"]
        if len(spans) > 1:
            raise ValidationError(_("Для однієї дати вкажіть один проміжок."), code="hours")
        return spans

    def facts(self) -> dict[str, Any]:
        """For `services.add_exception`."""
        spans = self.cleaned_data["hours"]
        opens, closes = (_time(spans[0][0]), _time(spans[0][1])) if spans else (None, None)
        return {
            "on": self.cleaned_data["on"],
            "reason": self.cleaned_data["reason"],
            "opens": opens,
            "closes": closes,
        }


def _written(periods: list[OpeningPeriod | Period], day: int, kind: str) -> str:
    of_day = sorted((p.opens, p.closes) for p in periods if p.weekday == day and p.kind == kind)
    return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in of_day)


def _time(minutes: int) -> dt.time:
    return dt.time.fromisoformat(minutes_of(min(minutes, _LAST_MINUTE)))
