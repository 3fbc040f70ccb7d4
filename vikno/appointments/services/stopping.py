"""Hours in which a service is not given: whatever is booked next keeps clear of them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from vikno.appointments import policies
from vikno.appointments.models import ServiceStop
from vikno.appointments.services.locks import lock_point
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point


@transaction.atomic
def stop_services(*, point: Point, until: Mapping[int, datetime], actor: Actor, at: datetime) -> None:
    """From now these services, by their key, are not given at a point till their moment; all others are given again.

    Said again, the moment moves. What is booked already is another matter (`cancel_span`). Refusals: MayNotAct.
    """
    policies.require_may_serve(actor, point.pk, on=clock.today(at))
    lock_point(point.pk)
    rows = ServiceStop.objects.filter(hromada_id=point.hromada_id, point=point, ends_at__gt=at)
    standing = {row.service_id: row for row in rows.order_by("pk")}
    for service, row in standing.items():
        row.ends_at = until.get(service, at)
        row.save(update_fields=["ends_at"])
    ServiceStop.objects.bulk_create(
        ServiceStop(
            hromada_id=str(point.hromada_id), point=point, service_id=service, starts_at=at, ends_at=ends_at
        )
        for service, ends_at in sorted(until.items()) if service not in standing
    )  # fmt: skip
