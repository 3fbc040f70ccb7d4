"""Figures in force: the hromada's own, else the package's."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet

from vikno.appointments.enums import Door
from vikno.appointments.models import PointDoor, StandardMinutes, TermsRow
from vikno.appointments.rules import terms as rules
from vikno.appointments.rules.terms import Terms
from vikno.common.compiled import compiled


def terms_on(hromada_code: str, *, on: date) -> Terms:
    """Figures of a hromada on a day."""
    found = _terms(hromada_code, on)
    return Terms(**found[0]) if found else rules.standard()


@compiled
def _terms(hromada_code: str, on: date) -> QuerySet[TermsRow, dict[str, Any]]:
    rows = TermsRow.objects.filter(hromada_id=hromada_code, valid_from__lte=on).order_by("-valid_from", "-pk")
    newest: QuerySet[TermsRow, dict[str, Any]] = rows.values(*rules.NAMES)[:1]
    return newest


def minutes_of(hromada_code: str, service_id: int, *, on: date, terms: Terms) -> int:
    """How long a service takes in a hromada on a day."""
    found = _minutes(hromada_code, service_id, on)
    return found[0] if found else terms.default_minutes


@compiled
def _minutes(hromada_code: str, service_id: int, on: date) -> QuerySet[StandardMinutes, int]:
    rows = StandardMinutes.objects.filter(hromada_id=hromada_code, service_id=service_id, valid_from__lte=on)
    return rows.order_by("-valid_from", "-pk").values_list("minutes", flat=True)[:1]


def minutes_by_service(hromada_code: str, service_ids: Collection[int] | None, *, on: date) -> dict[int, int]:
    """Services with minutes of their own, by service; all of the hromada's where none are named."""
    rows = StandardMinutes.objects.filter(hromada_id=hromada_code, valid_from__lte=on)
    if service_ids is not None:
        rows = rows.filter(service_id__in=service_ids)
    found = rows.order_by("valid_from", "pk").values_list("service_id", "minutes")
    return dict(found)


def minutes_rows(hromada_code: str) -> QuerySet[StandardMinutes]:
    """Every figure that was set, the latest first."""
    rows = StandardMinutes.objects.filter(hromada_id=hromada_code).select_related("service")
    return rows.order_by("-valid_from", "-pk")


def door_of(hromada_code: str, point_id: int) -> Door:
    """Who may book a point; nobody where nothing was said."""
    return doors_of(hromada_code, [point_id]).get(point_id, Door.CLOSED)


def doors_of(hromada_code: str, point_ids: Collection[int]) -> dict[int, Door]:
    rows = PointDoor.objects.filter(hromada_id=hromada_code, point_id__in=point_ids).order_by("pk")
    return {point: Door(door) for point, door in rows.values_list("point_id", "door")}
