"""What a point has, how one gets in, and how it is written in the directory."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from vikno.common import clock, text
from vikno.common.actors import Actor
from vikno.network import policies
from vikno.network.enums import Mark, PointKind, RegisterQuestion
from vikno.network.models import AccessibilityMark, Equipment, Point
from vikno.network.services.journal import point_for_change, record


@dataclass(frozen=True, slots=True)
class Have:
    """How many of a kind, and whether they work."""

    count: int = 1
    works: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Facts of a point that its head writes. `staff_total` and `floor_area` None = not known."""

    name: str
    kind: PointKind
    street_address: str = ""
    postcode: str = ""
    phones: tuple[str, ...] = ()
    website: str = ""
    staff_total: int | None = None
    floor_area: Decimal | None = None
    lat: float | None = None
    lon: float | None = None


# Questions that the head's own words settle.
_SETTLED_BY = {
    "staff_total": RegisterQuestion.STAFF_ZERO,
    "floor_area": RegisterQuestion.AREA_ZERO,
    "phones": RegisterQuestion.PHONES_DRAGGED,
}


@transaction.atomic
def set_equipment(*, actor: Actor, at: dt.datetime, point_id: int, equipment: Mapping[str, Have]) -> None:
    """Replace the list; `equipment`: kind (`catalogue.enums.EquipmentNeed`) → count and whether it works."""
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    before = {e.kind: f"{e.count} {e.works}" for e in point.equipment.order_by("kind")}
    after = {kind: f"{have.count} {have.works}" for kind, have in sorted(equipment.items()) if have.count}
    point.equipment.exclude(kind__in=after).delete()
    for kind in after:
        have = equipment[kind]
        Equipment.objects.update_or_create(
            point=point, kind=kind, defaults={"count": have.count, "works": have.works, "checked_on": clock.today(at)}
        )
    if before != after:
        record(actor, "point.equipment_set", point, at, before=before, after=after)


@transaction.atomic
def set_accessibility(*, actor: Actor, at: dt.datetime, point_id: int, marks: Mapping[str, Mark]) -> None:
    """Mark the checklist; items that are not named stay as they are, «не вказано» removes an answer."""
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    before = dict(point.accessibility.order_by("item").values_list("item", "mark"))
    changed = {item: mark for item, mark in marks.items() if before.get(item, Mark.UNKNOWN) != mark}
    for item, mark in changed.items():
        AccessibilityMark.objects.update_or_create(
            point=point, item=item, defaults={"mark": mark, "source": "head", "checked_on": clock.today(at)}
        )
    if changed:
        record(actor, "point.accessibility_set", point, at, changed={k: str(v) for k, v in sorted(changed.items())})


@transaction.atomic
def set_details(*, actor: Actor, at: dt.datetime, point_id: int, details: Details) -> Point:
    """Write name, address line, telephones, size. The settlement is changed by placement only."""
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    given = _given(details)
    changed = sorted(name for name, value in given.items() if getattr(point, name) != value)
    if not changed:
        return point
    for name in changed:
        setattr(point, name, given[name])
    if {"lat", "lon"} & set(changed):
        point.location_source = "person" if details.lat is not None else ""
    settled = {str(_SETTLED_BY[name]) for name in changed if name in _SETTLED_BY}
    point.questions = [question for question in point.questions if question not in settled]
    point.search_key, point.sort_key = text.fold(point.name), text.sort_key(point.name)
    point.save()
    record(actor, "point.details_set", point, at, changed=changed)
    return point


def _given(details: Details) -> dict[str, object]:
    return {
        "name": text.clean(details.name),
        "kind": str(details.kind),
        "street_address": text.clean(details.street_address),
        "postcode": details.postcode.strip(),
        "phones": [text.clean(phone) for phone in details.phones if phone.strip()],
        "website": details.website.strip(),
        "staff_total": details.staff_total,
        "floor_area": details.floor_area,
        "lat": details.lat,
        "lon": details.lon,
    }
