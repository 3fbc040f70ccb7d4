"""What is chosen when work is interrupted; everything is filled in beforehand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.models import PublicService
from vikno.common.clock import KYIV, today
from vikno.common.forms import DayField, Radios, Ticks
from vikno.continuity.enums import Cause, Effect
from vikno.continuity.services import InterruptionFacts
from vikno.network.models import Point

_HINTS = {
    Effect.CLOSED: _("Черга зупиняється, записи на цей час скасовуються, людям пропонуємо інший."),
    Effect.RESTRICTED: _("Черга йде далі. Хто записаний, дізнається, що запис під питанням."),
}
type Authorities = Mapping[str, tuple[str, Sequence[PublicService]]]


class UntilForm(forms.Form):
    """Until when it is expected."""

    until_at = forms.TimeField(
        label=_("Орієнтовно до котрої години"), required=False, input_formats=["%H:%M", "%H.%M", "%H%M", "%H"],
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
        help_text=_("Не знаєте — лишіть порожнім: рахуємо до кінця дня."),
        error_messages={"invalid": _("Уведіть час, наприклад 14:30.")},
    )  # fmt: skip
    until_on = DayField(label=_("Якого дня"), required=False)

    def __init__(self, *args: Any, at: dt.datetime, until: dt.datetime | None = None, **kwargs: Any) -> None:
        local = (until or at).astimezone(KYIV)
        first = {"until_on": local.date(), "until_at": local.time() if until else None}
        super().__init__(*args, **{**kwargs, "initial": {**first, **kwargs.get("initial", {})}})
        self.at = at

    def until(self) -> dt.datetime | None:
        """The moment; None: nobody knows."""
        if not self.is_bound:
            return _moment(self.initial["until_on"], self.initial["until_at"])
        said = self.cleaned_data
        return _moment(said["until_on"] or today(self.at), said["until_at"])


class InterruptionForm(UntilForm):
    """What, where, until when, in which words."""

    press = forms.UUIDField(widget=forms.HiddenInput)
    effect = forms.ChoiceField(label=_("Що з прийомом"), choices=Effect, widget=Radios(hints=_HINTS))
    words = forms.CharField(
        label=_("Своїми словами"), max_length=200, required=False,
        help_text=_("Прочитають усі: на табло, на сайті, у «мій талон»."),
    )  # fmt: skip
    points = forms.MultipleChoiceField(
        label=_("Точки"), widget=Ticks, error_messages={"required": _("Оберіть хоча б одну точку.")}
    )
    authority = forms.ChoiceField(
        label=_("Чиї послуги не надаються"), required=False,
        help_text=_("Записи на ці послуги скасуємо з іншим часом. Решта працює як завжди."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, cause: Cause, listed: Sequence[Point], authorities: Authorities, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"press": uuid4(), **kwargs.get("initial", {})}})
        self.cause, self.listed, self.authorities = cause, {str(each.pk): each for each in listed}, authorities
        self.fields["points"].choices = [(key, each.name) for key, each in self.listed.items()]  # type: ignore[attr-defined]
        names = [(code, name) for code, (name, _services) in authorities.items()]
        self.fields["authority"].choices = [("", _("усі послуги надаємо")), *names]  # type: ignore[attr-defined]
        if cause != Cause.REGISTER:
            del self.fields["authority"]
        if cause == Cause.OTHER:
            self.fields["words"].required = True
            self.fields["words"].label = _("Що сталося")
        self.order_fields(["press", "words"] if cause == Cause.OTHER else ["press", "authority"])

    def chosen(self) -> InterruptionFacts:
        """What is said, or what stands there before anything is said."""
        said: Mapping[str, Any] = self.cleaned_data if self.is_bound else self.initial
        press = said["press"]
        return InterruptionFacts(
            cause=self.cause, effect=Effect(said["effect"]), expected_until=self.until(), words=said.get("words", ""),
            points=[self.listed[key] for key in said["points"] if key in self.listed],
            press=press if isinstance(press, UUID) else uuid4(),
            services=self.authorities.get(said.get("authority", ""), ("", ()))[1],
        )  # fmt: skip


class PointForm(forms.Form):
    """Another point of the same interruption."""

    point = forms.ChoiceField(label=_("Точка"))
    effect = forms.ChoiceField(label=_("Що з прийомом"), choices=Effect, widget=Radios)

    def __init__(self, *args: Any, listed: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = {str(each.pk): each for each in listed}
        self.fields["point"].choices = [(key, each.name) for key, each in self.listed.items()]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"point": self.listed[said["point"]], "effect": Effect(said["effect"])}


def _moment(day: dt.date, hour: dt.time | None) -> dt.datetime | None:
    return None if hour is None else dt.datetime.combine(day, hour.replace(second=0, microsecond=0), KYIV)
