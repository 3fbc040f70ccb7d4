"""Before and after a day, in words."""

from typing import Any

from django.utils.translation import gettext as _

from vikno.indicators.definitions import Indicator
from vikno.indicators.enums import Shape
from vikno.indicators.queries import Around, During, Times
from vikno.indicators.queries.around import Sides
from vikno.indicators.shown import Row, amount, change, columns, number, with_bars


def sides(indicator: Indicator, found: Around, *, of_point: bool) -> dict[str, Any]:
    """What changed here, here a year ago, at the neighbours; and how unusual the weeks after are."""
    others = _("Інші точки громади") if of_point else _("Інші громади області, за цілими місяцями")
    listed = [(_("Тут"), found.own), (_("Тут рік тому"), found.year_ago)]
    listed += [(others, found.others)] if found.others else []
    weeks = [
        Row(key="", title=f"{week.since:%d.%m.%Y}", text=amount(indicator, week.value), of="", value=week.value)
        for week in found.weeks
    ]
    return {
        "sides": [_side(indicator, title, side) for title, side in listed], "usual": _usual(indicator, found),
        "chart": columns(with_bars(weeks)), "shown_weeks": len(found.weeks) // 2,
        "no_others": _("Порівняти немає з ким: інших точок із записами немає.") if of_point
        else _("Інших громад області для порівняння замало, або їхні місяці ще не минули."),
    }  # fmt: skip


def _side(indicator: Indicator, title: str, side: Sides) -> dict[str, str]:
    records = _("записів: {before} і {after}").format(before=side.before.n, after=side.after.n)
    return {
        "title": title, "of": "" if indicator.shape == Shape.COUNT else records,
        "before": amount(indicator, side.before), "after": amount(indicator, side.after),
        "change": change(indicator, side.after, side.before),
    }  # fmt: skip


def times(indicator: Indicator, found: During) -> dict[str, Any]:
    """Before, during and after a mode: here, here a year ago, at the other points."""
    listed = [(_("Тут"), found.own), (_("Тут рік тому"), found.year_ago)]
    listed += [(_("Інші точки громади"), found.others)] if found.others else []
    return {"times": [_time(indicator, title, one) for title, one in listed]}


def _time(indicator: Indicator, title: str, one: Times) -> dict[str, str]:
    records = _("записів: {before}, {during}, {after}").format(
        before=one.before.n, during=one.during.n, after=one.after.n if one.after else "—"
    )
    return {
        "title": title, "of": "" if indicator.shape == Shape.COUNT else records,
        "before": amount(indicator, one.before), "during": amount(indicator, one.during),
        "after": amount(indicator, one.after) if one.after else "—",
        "change": change(indicator, one.during, one.before),
    }  # fmt: skip


def _usual(indicator: Indicator, found: Around) -> str:
    if found.usual is None:
        return ""
    least, most = (number(indicator, one) for one in found.usual)
    return _("До цього дня тижні давали від {least} до {most}. Поза цими межами після нього: {n} з {weeks}.").format(
        least=least, most=most, n=found.unusual, weeks=len(found.weeks) // 2
    )
