"""Which services a point gives: a dated list that is edited as a whole or by groups."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q

from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network import policies
from vikno.network.enums import OfferingMode
from vikno.network.models import Offering, Point
from vikno.network.services.journal import point_for_change, record


@transaction.atomic
def set_offerings(
    *, actor: Actor, at: dt.datetime, point_id: int, modes: Mapping[int, OfferingMode], on: dt.date | None = None
) -> None:
    """From `on` (default: today) the point gives exactly these services; `modes`: service id → mode.

    What is dropped ends the day before; history stays. Raises NotAllowed, NoSuchPoint.
    """
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    day = on or clock.today(at)
    current = {offering.service_id: offering for offering in in_force(point, day)}
    changed = [service for service, mode in modes.items() if service in current and current[service].mode != mode]
    dropped = [service for service in current if service not in modes]
    added = [service for service in modes if service not in current]
    _end([current[service] for service in (*changed, *dropped)], day)
    _start(point, {service: modes[service] for service in (*changed, *added)}, day)
    if changed or dropped or added:
        counts = {"added": len(added), "changed": len(changed), "dropped": len(dropped)}
        record(actor, "point.offerings_set", point, at, on=day.isoformat(), **counts)


@transaction.atomic
def offer_group(
    *, actor: Actor, at: dt.datetime, point_id: int, group_code: str, mode: OfferingMode = OfferingMode.FULL
) -> int:
    """Add every living service of a group that the point does not give yet. Returns how many were added."""
    point = point_for_change(point_id)
    day = clock.today(at)
    living = PublicService.objects.filter(group__code=group_code).filter(
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
    )
    modes = {offering.service_id: OfferingMode(offering.mode) for offering in in_force(point, day)}
    added = {service.pk: mode for service in living if service.pk not in modes}
    set_offerings(actor=actor, at=at, point_id=point_id, modes=modes | added)
    return len(added)


@transaction.atomic
def withdraw_group(*, actor: Actor, at: dt.datetime, point_id: int, group_code: str) -> int:
    """Take away every service of a group. Returns how many were taken."""
    point = point_for_change(point_id)
    current = list(in_force(point, clock.today(at)))
    kept = {o.service_id: OfferingMode(o.mode) for o in current if o.service.group.code != group_code}
    set_offerings(actor=actor, at=at, point_id=point_id, modes=kept)
    return len(current) - len(kept)


def in_force(point: Point, day: dt.date) -> list[Offering]:
    """Offerings of a day, with service and group."""
    return list(
        point.offerings.filter(valid_from__lte=day)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .select_related("service__group")
        .order_by("service__sort_key", "pk")
    )


def _end(offerings: Collection[Offering], day: dt.date) -> None:
    """The day before is the last; what began today never was."""
    begun_today = [offering.pk for offering in offerings if offering.valid_from == day]
    Offering.objects.filter(pk__in=begun_today).delete()
    earlier = [offering.pk for offering in offerings if offering.valid_from < day]
    Offering.objects.filter(pk__in=earlier).update(valid_to=day - dt.timedelta(days=1))


def _start(point: Point, modes: Mapping[int, OfferingMode], day: dt.date) -> None:
    Offering.objects.bulk_create(
        Offering(point=point, service_id=service, mode=mode, valid_from=day) for service, mode in modes.items()
    )
