"""Who gives what, in words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from vikno.common.tables.sheets import Column
from vikno.indicators.queries import CLASSES, Class, Matrix, Reach, floor_of
from vikno.indicators.shown import Row, with_decimals
from vikno.network.enums import OfferingMode
from vikno.territories.queries import names_by_code

_NAMED: Final = 10


def table(found: Matrix) -> dict[str, Any]:
    """Rows of services, a cell for each point; the same as texts for a file."""
    words: dict[str, str] = {mode.value: str(mode.label) for mode in OfferingMode}
    rows = [
        {
            "service": service, "given_at": found.given_at(service),
            "cells": [words.get(found.modes.get((service.pk, point.pk), ""), "") for point in found.points],
        }
        for service in found.services
    ]  # fmt: skip
    titles = [_("Послуга"), _("Надають точок"), *(point.name for point in found.points)]
    given = len(found.services) - len(found.nowhere)
    return {
        "rows": rows, "points": [{"name": point.name, "is_closed": point.pk in found.closed} for point in found.points],
        "sheet": _("Хто що надає"),
        "columns": [Column(title, 24 if place else 60) for place, title in enumerate(titles)],
        "texts": [[str(row["service"]), str(row["given_at"]), *row["cells"]] for row in rows],
        "said": _("У громаді надають послуг: {given} із {all}.").format(given=given, all=len(rows)),
    }  # fmt: skip


def classes(found: Sequence[Class]) -> list[dict[str, Any]]:
    """Each class with how many of a hundred have a front office, and the first hromadas that have nothing."""
    bounds = dict(pairwise((*CLASSES, None)))
    named = names_by_code([code for one in found for code in one.without_codes[:_NAMED]])
    return [
        {
            "one": one, "title": _people(one.floor, bounds.get(one.floor) if one.floor is not None else None),
            "share": with_decimals(100 * one.with_front / one.hromadas, 1),
            "names": [named.get(code, code) for code in one.without_codes[:_NAMED]],
            "more": max(0, one.without - _NAMED),
        }
        for one in found
    ]  # fmt: skip


def by_size(rows: Sequence[Row], people: Mapping[str, int]) -> list[dict[str, Any]]:
    """Rows of hromadas among others of about as many people, by name: never a rank of them all."""
    bounds = dict(pairwise((*CLASSES, None)))
    found: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[floor_of(people.get(row.key))].append(row)
    order = [*(floor for floor in CLASSES if floor in found), *([None] if None in found else [])]
    return [
        {"title": _people(floor, None if floor is None else bounds[floor]), "rows": found[floor]} for floor in order
    ]


def reaches(found: Sequence[Reach]) -> list[dict[str, Any]]:
    return [{"one": one, "title": one.title or _("Послуги для ветеранів")} for one in found]


def _people(floor: int | None, ceiling: int | None) -> str:
    if floor is None:
        return _("скільки людей, невідомо")
    least, most = (number_format(one or 0, 0, force_grouping=True) for one in (floor, ceiling))
    if ceiling is None:
        return _("{least} людей і більше").format(least=least)
    return (
        _("менш як {most} людей").format(most=most)
        if not floor
        else _("від {least} до {most} людей").format(least=least, most=most)
    )
