"""Before and after a pilot, in words."""

from typing import Any

from django.utils.translation import gettext as _

from vikno.indicators.definitions import INDICATORS
from vikno.indicators.shown_around import sides
from vikno.practices.queries import PilotMeasures


def measures(told: PilotMeasures) -> list[dict[str, Any]]:
    """Of the services of the pilot, then of the whole centre: a group of rows for each measure. Here, here a year ago,
    other hromadas where there are enough.
    """
    groups = [
        {
            "code": code, "one": INDICATORS[code], "is_of_services": code in told.of_services,
            **sides(INDICATORS[code], found, of_point=False),
        }
        for code, found in told.found.items()
        if found.own.before.n or found.own.after.n
    ]  # fmt: skip
    of_services = [one for one in groups if one["is_of_services"]]
    of_centre = [one for one in groups if not one["is_of_services"]]
    told_apart = [(_("Показники послуг пілота"), of_services), (_("Показники всього центру"), of_centre)]
    return [{"title": title, "groups": listed} for title, listed in told_apart if listed]


def silent(told: PilotMeasures) -> list[str]:
    """Names of measures that have no record on either side."""
    return [
        _("{measure} (послуги пілота)").format(measure=INDICATORS[code].title)
        if code in told.of_services
        else str(INDICATORS[code].title)
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
