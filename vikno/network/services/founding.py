"""A centre and its points entered by hand, where no register file brings them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.audit import services as audit
from vikno.common import text
from vikno.common.actors import Actor
from vikno.network import policies
from vikno.network.enums import Cause, PointKind, PointState
from vikno.network.errors import MayNotFound
from vikno.network.models import Centre, Point, PointStatus
from vikno.territories.models import Unit


@transaction.atomic
def found_centre(
    *,
    actor: Actor,
    at: datetime,
    hromada: Unit,
    name: str,
    short_name: str = "",
    network_number: int | None = None,
    operator: Organisation | None = None,
    phone: str = "",
    email: str = "",
    is_demo: bool = False,
) -> Centre:
    """Enter a centre. Only the system does: a hromada joins together with its head's account."""
    if not actor.is_system:
        raise MayNotFound
    centre = Centre.objects.create(
        hromada=hromada, name=text.clean(name), short_name=text.clean(short_name), network_number=network_number,
        operator=operator, phone=phone, email=email, is_demo=is_demo,
    )  # fmt: skip
    centre.serves.add(hromada)
    audit.record(actor=actor, action="centre.founded", subject=centre, at=at, hromada_code=actor.hromada_code)
    return centre


@transaction.atomic
def add_point(
    *,
    actor: Actor,
    at: datetime,
    centre: Centre,
    kind: PointKind,
    name: str,
    settlement: Unit,
    street_address: str = "",
    postcode: str = "",
    phones: Sequence[str] = (),
    lat: float | None = None,
    lon: float | None = None,
    opened_at: datetime | None = None,
) -> Point:
    """Enter a point that works from `opened_at` (default: now). Raises MayNotFound."""
    policies.require_may_found(actor, centre.hromada_id)
    point = Point.objects.create(
        centre=centre, kind=kind, name=text.clean(name), search_key=text.fold(name), sort_key=text.sort_key(name),
        hromada=settlement.hromada or settlement, settlement=settlement, street_address=text.clean(street_address),
        postcode=postcode, phones=list(phones), lat=lat, lon=lon, is_demo=centre.is_demo,
        location_source="person" if lat is not None else "",
    )  # fmt: skip
    PointStatus.objects.create(
        point=point, state=PointState.OPEN, cause=Cause.PLANNED, starts_at=opened_at or at, recorded_at=at,
        reason=str(_("Точку додано до мережі")), set_by_id=actor.user_id,
    )  # fmt: skip
    audit.record(actor=actor, action="point.added", subject=point, at=at, hromada_code=actor.hromada_code)
    return point
