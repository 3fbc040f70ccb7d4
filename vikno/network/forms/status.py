"""A change of a point's state: only states that may follow, an effective time, words for people."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.clock import KYIV
from vikno.common.forms import DayField, Radios
from vikno.network import queries
from vikno.network.enums import Cause, OperatingMode, PointState
from vikno.network.models import Point
from vikno.network.rules import status as rules

_HINTS = {
    PointState.RESTRICTED: _("приймає не всіх, не все або не весь час"),
    PointState.CLOSED: _("тимчасово або назовсім"),
    PointState.MOVED: _("приймає за іншою адресою"),
    PointState.MOBILE: _("приміщення немає, приймає на виїзді"),
}


class StatusForm(forms.Form):
    """Fields in the order of telling: what, from when, why, and what people read."""

    state = forms.ChoiceField(label=_("Новий стан"))
    cause = forms.ChoiceField(label=_("Причина"), choices=Cause)
    starts_on = DayField(label=_("Діє з дати"))
    starts_time = forms.TimeField(
        label=_("о котрій"), widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:00"})
    )
    expected_until = DayField(label=_("Орієнтовно до"), required=False)
    reason = forms.CharField(
        label=_("Підстава"), max_length=500, help_text=_("Для журналу: що сталося або яким рішенням.")
    )
    notice = forms.CharField(
        label=_("Оголошення для людей"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Потрібне для всіх станів, крім «працює»: що змінилося, до якого дня, куди звернутися тепер."),
    )  # fmt: skip
    notice_en = forms.CharField(
        label=_("Оголошення англійською"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    mode = forms.ChoiceField(label=_("Режим роботи"), choices=OperatingMode, initial=OperatingMode.NORMAL)
    capacity_limit = forms.IntegerField(
        label=_("Не більше людей одночасно"), required=False, min_value=1, max_value=999
    )
    moved_to_id = forms.TypedChoiceField(
        label=_("Куди переїхали"), required=False, coerce=int, empty_value=None,
        help_text=_("Якщо нова точка є у вашій мережі."),
    )  # fmt: skip

    def __init__(self, *args: Any, point: Point, before: str, at: dt.datetime, **kwargs: Any) -> None:
        local = at.astimezone(KYIV)
        kwargs.setdefault("initial", {"starts_on": local.date(), "starts_time": local.time().replace(second=0)})
        super().__init__(*args, **kwargs)
        states = [(state, PointState(state).label) for state in rules.following(before)]
        self.fields["state"] = forms.ChoiceField(label=_("Новий стан"), choices=states, widget=Radios(hints=_HINTS))
        self.order_fields(["state"])
        others = queries.points_of_hromada(point.hromada_id or "").exclude(pk=point.pk)
        self.fields["moved_to_id"].choices = [("", "—"), *((p.pk, p.name) for p in others)]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """For `services.change_status`."""
        given = dict(self.cleaned_data)
        day, time = given.pop("starts_on"), given.pop("starts_time")
        return given | {"starts_at": dt.datetime.combine(day, time, KYIV)}
