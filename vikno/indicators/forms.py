"""Which days, which point, laid apart by what."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.models import ServiceGroup
from vikno.common.clock import KYIV
from vikno.common.forms import DayField
from vikno.indicators.definitions import Indicator
from vikno.indicators.enums import Part
from vikno.indicators.errors import SpanWrong
from vikno.indicators.queries import Span, span_of
from vikno.network.models import Point, PointStatus
from vikno.territories.models import Unit

_MONTHS: Final = (
    ("month", _("цей місяць")), ("last_month", _("минулий місяць")), ("quarter", _("цей квартал")),
    ("last_quarter", _("минулий квартал")), ("year", _("цей рік")), ("last_year", _("минулий рік")),
)  # fmt: skip
_YEARS: Final = (2000, 2100)  # whatever is outside was mistyped
_DAYS: Final = (("30", _("останні 30 днів")), ("own", _("свої дні")))


class OblastForm(forms.Form):
    """An oblast or the whole country. What cannot be is as good as not said; `own`: the only oblast there is."""

    optional_marks = False

    oblast = forms.ChoiceField(label=_("Область"), required=False)

    def __init__(self, *args: Any, oblasts: Sequence[Unit], own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        chosen: Any = self.fields["oblast"]
        if own:
            chosen.choices = [(o.pk, o.title) for o in oblasts if o.pk == own]
        else:
            chosen.choices = [("", _("уся країна")), *((o.pk, o.title) for o in oblasts)]
        self.is_valid()

    @property
    def oblast_code(self) -> str:
        return self.own or str(self.cleaned_data.get("oblast") or "")


class CountryForm(OblastForm):
    """A period of whole months and an oblast."""

    field_order = ("period", "oblast")

    period = forms.ChoiceField(label=_("Період"), required=False, choices=_MONTHS)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @property
    def span(self) -> Span:
        return span_of(self.cleaned_data.get("period") or "month", on=self.today)


class ServicesForm(forms.Form):
    """Which services: those for veterans, of a group, or all."""

    optional_marks = False

    group = forms.ChoiceField(label=_("Послуги"), required=False)

    def __init__(self, *args: Any, groups: Iterable[ServiceGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [("", _("для ветеранів та їхніх родин")), ("all", _("усі"))]
        self.fields["group"].choices = [*first, *((one.code, str(one)) for one in groups)]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data.get("group") or "")


class PeriodForm(forms.Form):
    """A period, own days where one wants, and one point or all of them."""

    optional_marks = False

    period = forms.ChoiceField(label=_("Період"), required=False, choices=(*_MONTHS, *_DAYS))
    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)
    point = forms.ChoiceField(label=_("Точка"), required=False)

    def __init__(self, *args: Any, points: Sequence[Point], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["point"].choices = [("", _("усі точки")), *((str(p.pk), p.name) for p in points)]  # type: ignore[attr-defined]
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("period") == "own":
            for name in ("since", "until"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Вкажіть день."))
        for name in ("since", "until"):
            if given.get(name) and not _YEARS[0] <= given[name].year <= _YEARS[1]:
                self.add_error(name, _("Такого року тут бути не може. Напишіть рік чотирма цифрами."))
        if self.cleaned_data.get("since") and self.cleaned_data.get("until"):
            try:
                Span(since=given["since"], until=given["until"])
            except SpanWrong as refusal:
                self.add_error("until", str(refusal))
        return given

    @property
    def span(self) -> Span:
        """The days asked for; the present month where they cannot be."""
        said = self.cleaned_data
        if said.get("period") == "own" and said.get("since") and said.get("until"):
            return Span(since=said["since"], until=said["until"])
        return span_of(said.get("period") or "month", on=self.today)

    @property
    def point_key(self) -> int | None:
        said = self.cleaned_data.get("point")
        return int(said) if said else None


class AroundForm(forms.Form):
    """A day, how many weeks on each side of it, and one point or all of them."""

    optional_marks = False

    day = DayField(label=_("День"))
    weeks = forms.TypedChoiceField(
        label=_("Тижнів до і після"), required=False, coerce=int, empty_value=8,
        choices=[(8, "8"), (4, "4"), (13, "13"), (26, "26")],
    )  # fmt: skip
    point = forms.ChoiceField(label=_("Точка"), required=False)

    def __init__(self, *args: Any, points: Sequence[Point], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["point"].choices = [("", _("усі точки")), *((str(p.pk), p.name) for p in points)]  # type: ignore[attr-defined]

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if not _YEARS[0] <= day.year <= _YEARS[1]:
            raise forms.ValidationError(_("Такого року тут бути не може. Напишіть рік чотирма цифрами."))
        return day

    @property
    def weeks_asked(self) -> int:
        """On each side; what the list offers first where nothing is said."""
        return int(self.cleaned_data.get("weeks") or 8) if self.is_valid() else 8

    @property
    def point_key(self) -> int | None:
        said = self.cleaned_data.get("point")
        return int(said) if said else None


class ModeForm(forms.Form):
    """One of the modes that points of the hromada have worked in."""

    optional_marks = False

    mode = forms.ChoiceField(label=_("Режим роботи"))

    def __init__(self, *args: Any, changes: Sequence[PointStatus], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes = {str(one.pk): one for one in changes}
        self.fields["mode"].choices = [(key, _named(one)) for key, one in self.changes.items()]  # type: ignore[attr-defined]

    @property
    def status(self) -> PointStatus:
        """What was chosen."""
        return self.changes[self.cleaned_data["mode"]]


def _named(one: PointStatus) -> str:
    """«ВРМ Степове: не працює, надзвичайний, 01.03.2026 – 09.03.2026»."""
    since = one.starts_at.astimezone(KYIV)
    until = f"{one.ends_at.astimezone(KYIV):%d.%m.%Y}" if one.ends_at else "…"
    return f"{one.point.name}: {one.get_state_display()}, {one.get_mode_display()}, {since:%d.%m.%Y} – {until}"


def part_asked(indicator: Indicator, said: str) -> Part:
    """By what a measure is laid apart; by points where nothing that it knows is asked for."""
    return Part(said) if said in {part.value for part in indicator.parts} else indicator.parts[0]
