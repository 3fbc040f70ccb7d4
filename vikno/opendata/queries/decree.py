"""Rows of decree 835 about places and bodies: appendices 2 and 32. Cells by column; what is not known is not there."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from vikno.accounts.enums import OrganisationKind, Role
from vikno.accounts.models import Membership, Organisation
from vikno.common import clock
from vikno.common.identifiers import phone_e164
from vikno.network.enums import MOBILE, AccessibilityItem, Mark, PointKind
from vikno.network.models import Centre, Point
from vikno.network.queries.people import in_force
from vikno.opendata.models import NormParagraph
from vikno.opendata.queries.hsds.locations import page_of
from vikno.opendata.queries.hsds.rows import mail_address, web_address
from vikno.opendata.queries.places import Place, all_numbers, places
from vikno.opendata.rules.decree import address_parts
from vikno.opendata.rules.weeks import decree_hours
from vikno.territories.enums import Category
from vikno.territories.models import Unit

type Cells = dict[str, Any]
NORMS: Final = "ДБН В.2.2-40:2018"
_BODIES: Final = (OrganisationKind.COUNCIL, OrganisationKind.PROVIDER)


def organisations(at: dt.datetime) -> Iterator[Cells]:
    """Appendix 2: bodies of the state register, with the hromada of a council that runs a centre."""
    runs = {centre.operator_id: centre for centre in reversed(_centres().values()) if centre.operator_id}
    for body in Organisation.objects.filter(kind__in=_BODIES).exclude(edrpou="").order_by("edrpou"):
        centre = runs.get(body.pk)
        yield {
            "Id": body.edrpou, "name": body.name, "description": str(OrganisationKind(body.kind).label),
            **(_area(centre.hromada) if centre and centre.hromada else {}),
            **(_contacts(centre) if centre else {}),
        }  # fmt: skip


def organisation_units(at: dt.datetime) -> Iterator[Cells]:
    """Appendix 2: centres, and their points below them."""
    heads, centres = _heads(on=clock.today(at)), _centres()
    told: set[int] = set()
    numbers = Point.objects.order_by("centre", "pk").values_list("pk", flat=True)
    for place in places(numbers, at=at):
        centre = centres[place.point.centre_id]
        if centre.pk not in told:
            told.add(centre.pk)
            yield _centre(centre, heads.get(centre.hromada_id or "", {}))
        yield _point(place, centre)


def buildings(at: dt.datetime) -> Iterator[Cells]:
    """Appendix 32: places that somebody looked at."""
    centres = _centres()
    for place in _checked(at):
        centre = centres[place.point.centre_id]
        days = [mark.checked_on for mark in place.marks if mark.checked_on]
        yield {
            "uid": point_uid(place.point), "monitoringDate": max(days) if days else None,
            "authorityName": centre.operator.name if centre.operator else centre.name,
            "authorityId": centre.operator.edrpou if centre.operator else "",
            "buildingName": place.point.name, **_address(place),
        }  # fmt: skip


def norms(at: dt.datetime) -> Iterator[Cells]:
    """Appendix 32: what was seen there, by the paragraph that was in force that day, where one is known."""
    paragraphs = paragraphs_by_item()
    for place in _checked(at):
        for mark in place.marks:
            if mark.mark != Mark.UNKNOWN:
                day = mark.checked_on or clock.today(at)
                known = next((one for one in paragraphs.get(mark.item, ()) if one.since <= day), None)
                yield {
                    "normsNumber": known.norms_number if known else NORMS,
                    "paragraphNumber": known.paragraph if known else "",
                    "paragraphDescription": known.wording if known else str(AccessibilityItem(mark.item).label),
                    "status": mark.mark == Mark.YES, "description": str(Mark(mark.mark).label),
                    "buildingUid": point_uid(place.point), "buildingName": place.point.name,
                }  # fmt: skip


def paragraphs_by_item() -> dict[str, list[NormParagraph]]:
    """Paragraphs of building norms by what is looked at, the newest first; a later row of one day mends an earlier."""
    found: dict[str, list[NormParagraph]] = {}
    for one in NormParagraph.objects.order_by("item", "-since", "-pk"):
        found.setdefault(one.item, []).append(one)
    return found


def point_uid(point: Point) -> str:
    return point.register_code or f"p{point.pk}"


def centre_uid(centre: Centre) -> str:
    return f"c{centre.register_code or centre.pk}"


def _centres() -> dict[int, Centre]:
    """Centres with what stands above them, by number: one query for the country."""
    found = Centre.objects.select_related("operator", "hromada__raion", "hromada__oblast")
    return {centre.pk: centre for centre in found.order_by("pk")}


def _checked(at: dt.datetime) -> Iterator[Place]:
    for place in places(all_numbers(), at=at):
        is_building = place.point.kind not in MOBILE
        if is_building and any(mark.mark != Mark.UNKNOWN for mark in place.marks):
            yield place


def _centre(centre: Centre, head: Cells) -> Cells:
    return {
        "uid": centre_uid(centre), "name": centre.name, "description": "Центр надання адміністративних послуг",
        "homepage": web_address(centre.website), **head, **_above(centre), **_contacts(centre),
        **(_area(centre.hromada) if centre.hromada else {}),
    }  # fmt: skip


def _point(place: Place, centre: Centre) -> Cells:
    point = place.point
    hours = decree_hours(place.week) if place.serves else ("", "")
    status = place.today.status
    notice = status.notice if status is not None and (not place.serves or place.is_limited) else ""
    return {
        "uid": point_uid(point), "name": point.name, "description": str(PointKind(point.kind).label),
        "homepage": page_of(point.pk), **_above(centre), "subUnitOfId": centre_uid(centre),
        "subUnitOfName": centre.name, **_address(place), "contactPointName": point.name,
        "contactPointEmail": mail_address(centre.email), "contactPointTelephone": _phones(point.phones),
        "openingHours": hours[0], "availabilityRestriction": ". ".join(filter(None, (hours[1], notice.strip(". ")))),
    }  # fmt: skip


def _above(centre: Centre) -> Cells:
    if centre.operator is None:
        return {}
    return {"unitOfId": centre.operator.edrpou, "unitOfName": centre.operator.name}


def _contacts(centre: Centre) -> Cells:
    return {
        "contactPointName": centre.name, "contactPointEmail": mail_address(centre.email),
        "contactPointTelephone": _phones([centre.phone]),
    }  # fmt: skip


def _phones(told: list[str]) -> str:
    """Numbers as the template wants them; what is no plain number is left to a person."""
    return ",".join(filter(None, (phone_e164(text) for text in told if text.strip())))


def _address(place: Place) -> Cells:
    point = place.point
    if point.settlement is None:
        return {}
    street, number = address_parts(point.street_address)
    return {
        **_area(point.settlement), "addressPostName": point.settlement.name, "addressThoroughfare": street,
        "addressLocatorDesignator": number, "addressPostCode": place.postcode,
    }  # fmt: skip


def _area(unit: Unit) -> Cells:
    """Levels of the codifier above a unit; a name without its kind where the template says so."""
    hromada = unit if unit.category == Category.HROMADA else unit.hromada
    oblast = unit.oblast or (unit if unit.category == Category.SPECIAL_CITY else None)
    return {
        "CATUTTC": unit.code, "addressAdminUnitL1": "Україна", "addressAdminUnitL2": oblast.title if oblast else "",
        "addressAdminUnitL3": unit.raion.title if unit.raion else "",
        "addressAdminUnitL4": hromada.name if hromada else "",
    }  # fmt: skip


def _heads(*, on: dt.date) -> dict[str, Cells]:
    """Heads of centres by hromada: their names are public by law 2939-VI, art. 15."""
    held = Membership.objects.filter(in_force(on), role=Role.HEAD, ended_at=None, user__is_active=True)
    return {
        one.hromada_code: {"headName": one.user.full_name, "headPost": one.position or str(Role.HEAD.label)}
        for one in held.select_related("user").order_by("-pk")
    }
