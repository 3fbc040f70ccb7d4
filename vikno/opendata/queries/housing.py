"""Lists for housing that are in force, and editions of one hromada."""

from collections.abc import Iterator

from django.db.models import QuerySet

from vikno.opendata.models import HousingList
from vikno.opendata.queries.decree import Cells
from vikno.opendata.rules.housing import NAMES


def in_force() -> QuerySet[HousingList]:
    """Everybody's: one edition a hromada and template, without its rows."""
    found = HousingList.objects.filter(ended_at=None).select_related("hromada").defer("rows", "names")
    return found.order_by("hromada__sort_key", "hromada_id", "template")


def editions_of(hromada_code: str) -> QuerySet[HousingList]:
    """All editions of one hromada, the newest first."""
    return HousingList.objects.filter(hromada_id=hromada_code).defer("rows", "names").order_by("-published_at", "-pk")


def list_in_force(hromada_code: str, template: str) -> HousingList | None:
    return HousingList.objects.filter(hromada_id=hromada_code, template=template, ended_at=None).first()


def cells_of(one: HousingList) -> Iterator[Cells]:
    """Rows of the template; a name only where the edition has one."""
    for place, row in enumerate(one.rows):
        yield row | (dict(zip(NAMES, one.names[place], strict=True)) if one.names else {})
