"""Before and after a pilot, in words."""

from typing import Any

from django.utils.translation import gettext as _

from vikno.indicators.definitions import INDICATORS
from vikno.indicators.shown_around import sides
from vikno.practices.queries import PilotMeasures


def measures(told: PilotMeasures) -> list[dict[str, Any]]:
    """A group of rows for each measure: here, here a year ago, other hromadas where there are enough."""
    return [
        {"code": code, "one": INDICATORS[code], **sides(INDICATORS[code], found, of_point=False)}
        for code, found in told.found.items()
        if found.own.before.n or found.own.after.n
    ]


def silent(told: PilotMeasures) -> list[str]:
    """Names of measures that have no record on either side."""
    return [
        str(INDICATORS[code].title)
        for code, found in told.found.items()
        if not (found.own.before.n or found.own.after.n)
    ]


def services(told: PilotMeasures) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title or _("Усі послуги пілота разом"), "before": one.before, "after": one.after,
            "year_ago": f"{one.year_ago_before} / {one.year_ago_after}",
        }
        for one in told.services
    ]  # fmt: skip
