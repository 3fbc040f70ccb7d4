"""What may be booked where, and how a resident proves their telephone or address."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from vikno.appointments.enums import OPEN_TO_RESIDENTS, Door
from vikno.appointments.models import Resource
from vikno.appointments.queries.plans import stops_of
from vikno.appointments.queries.terms import door_of, doors_of
from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.network import queries as network
from vikno.network.models import Point
from vikno.notifications.enums import Channel
from vikno.notifications.gateways import gateway_of

# A point that is closed today may be open on the day that is booked.
_PASSES = frozenset({"not_serving"})


@dataclass(frozen=True, kw_only=True)
class Bookable:
    """A point and a service as a resident books them."""

    point: Point
    service: PublicService
    door: Door
    stops: list[Resource]


def services_of(point: Point, *, on: date, only: PublicService | None = None) -> list[PublicService]:
    """Services that are really given at a point: offered, in force, with the equipment there."""
    anybody = Actor.system(str(point.hromada_id or ""))
    lines = network.services_at(point, anybody, on, only=only)
    return [line.service for line in lines if not set(line.codes) - _PASSES]


def bookable(point: Point, code: str, *, on: date, at: datetime, horizon_days: int) -> Bookable | None:
    """A service at a point, or None where it is not given there."""
    service = PublicService.objects.filter(code=code).first()
    if service is None or service not in services_of(point, on=on, only=service):
        return None
    hromada = str(point.hromada_id)
    stops = list(stops_of(point, at=at, horizon_days=horizon_days))
    return Bookable(point=point, service=service, door=door_of(hromada, point.pk), stops=stops)


def takes_residents(hromada_code: str, point_ids: Collection[int]) -> set[int]:
    """Which of these points a resident may book. The hromada is bound by the caller."""
    doors = doors_of(hromada_code, point_ids)
    return {point for point, door in doors.items() if door in OPEN_TO_RESIDENTS}


def channels_by_themselves() -> list[str]:
    """Ways by which a code comes at once."""
    return [each.value for each in (Channel.SMS, Channel.EMAIL) if gateway_of(each) is not None]
