"""Whether providers work, by service and area."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from vikno.accounts.models import Organisation
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.catalogue.queries import services_in_force
from vikno.common.actors import Actor
from vikno.network.enums import ProviderState
from vikno.network.models import Point, ProviderAvailability
from vikno.network.queries.people import in_force
from vikno.territories.models import Unit


def availability_board(*, oblast: str = "") -> QuerySet[ProviderAvailability]:
    """What holds now and is not simply «works», the latest told first; of an oblast with what holds for the country."""
    found = _now().exclude(state=ProviderState.WORKS)
    if oblast:
        found = found.filter(Q(area=None) | Q(area=oblast) | Q(area__oblast_id=oblast))
    return found.order_by("-starts_at", "-pk")


def availability_of(
    service_ids: Collection[int], *, hromada: str = "", oblast: str = ""
) -> dict[int, ProviderAvailability]:
    """What holds in a hromada now, by service: the nearest area that was told of. «Works» is told too."""
    areas = [code for code in (hromada, oblast) if code]
    found = _now().filter(Q(area=None) | Q(area__in=areas), service_id__in=service_ids)
    nearest: dict[int, ProviderAvailability] = {}
    for row in sorted(found, key=lambda row: _nearness(row, hromada), reverse=True):
        nearest[row.service_id] = row
    return nearest


def told_by_area(service: PublicService) -> dict[str, ProviderAvailability]:
    """What holds now for a service, by code of the area; "" is the whole country."""
    return {row.area_id or "": row for row in _now().filter(service=service)}


def availabilities_of(service: PublicService) -> list[ProviderAvailability]:
    """Everything that holds now for a service and is not simply «works», by area."""
    return list(_now().filter(service=service).exclude(state=ProviderState.WORKS).order_by("area__sort_key", "pk"))


def availability_at(point: Point, service_ids: Collection[int]) -> dict[int, ProviderAvailability]:
    """What holds at a point, by service."""
    oblast = point.hromada.oblast_id if point.hromada else ""
    return availability_of(service_ids, hromada=point.hromada_id or "", oblast=oblast or "")


def availability_told(actor: Actor) -> QuerySet[ProviderAvailability]:
    """What holds now, for whoever may tell: the steward sees all, others what holds in their hromada."""
    found = _now()
    if actor.hromada_code:
        oblast = Unit.objects.filter(pk=actor.hromada_code).values("oblast_id")
        found = found.filter(Q(area=None) | Q(area=actor.hromada_code) | Q(area__in=oblast))
    return found.order_by("service__sort_key", "service_id", "area__sort_key", "pk")


def availability_history(service: PublicService) -> QuerySet[ProviderAvailability]:
    """Everything ever told of a service, the latest first."""
    return ProviderAvailability.objects.filter(service=service).select_related("area").order_by("-starts_at", "-pk")


def services_to_tell_of(actor: Actor, *, on: dt.date) -> QuerySet[PublicService]:
    """Services whose provider the actor may speak for: a provider's own, everybody else's all."""
    among = services_in_force(on=on)
    if not actor.organisation_id:
        return among
    own = Organisation.objects.filter(pk=actor.organisation_id).exclude(authority_code="")
    decided = ServiceVersion.objects.filter(
        in_force(on), status=VersionStatus.PUBLISHED, authority__code__in=own.values("authority_code")
    ).values("service_id")
    return among.filter(pk__in=decided)


def _now() -> QuerySet[ProviderAvailability]:
    return ProviderAvailability.objects.filter(ends_at=None).select_related("service", "area")


def _nearness(row: ProviderAvailability, hromada: str) -> int:
    """2 the country, 1 an oblast, 0 the hromada itself."""
    return 2 if row.area_id is None else int(row.area_id != hromada)
