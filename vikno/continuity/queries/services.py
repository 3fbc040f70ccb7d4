"""Services that stop when a register is down: those whose deciding body is the same."""

from collections.abc import Sequence
from datetime import date

from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.catalogue.queries import published_on
from vikno.network.models import Offering, Point
from vikno.network.queries.people import in_force


def services_by_authority(points: Sequence[Point], *, on: date) -> dict[str, tuple[str, list[PublicService]]]:
    """Code of a body → its name and what it decides of what is given at the points. One query."""
    given = Offering.objects.filter(in_force(on), point__in=points).values("service")
    versions = ServiceVersion.objects.filter(published_on(on), service__in=given, authority__isnull=False)
    found: dict[str, tuple[str, list[PublicService]]] = {}
    for version in versions.select_related("authority", "service").order_by("authority__name", "service", "pk"):
        if version.authority is not None:
            found.setdefault(version.authority.code, (version.authority.name, []))[1].append(version.service)
    return found
