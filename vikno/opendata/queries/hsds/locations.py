"""Points as HSDS locations, with addresses, phones, schedules and the ways in."""

from typing import Final

from django.urls import reverse

from vikno.common.identifiers import phone_e164
from vikno.network.enums import AccessibilityItem, Mark, OfferingMode, PointState
from vikno.opendata.queries.hsds.organisations import centre_id
from vikno.opendata.queries.hsds.rows import Row, address_of, joined, part, whole
from vikno.opendata.queries.places import Place
from vikno.opendata.rules.identifiers import pair_id, stable_id
from vikno.opendata.rules.weeks import SHORT, Recurrence, recurrences

_WALL_CLOCK: Final = "Години за київським часом (Europe/Kyiv), літнім і зимовим."


def location_id(place: Place) -> str:
    return location_key(place.point.pk, place.point.register_code)


def location_key(number: int, register_code: str) -> str:
    """By the code of the national register; by the page on this site where there is none."""
    return stable_id("location", register_code or page_of(number))


def page_of(number: int) -> str:
    return address_of(reverse("portal_network:point", args=[number]))


def location_row(place: Place) -> Row:
    """The location itself. Coordinates are the point's own: a village's middle would be a guess."""
    point = place.point
    return {
        "id": location_id(place), "location_type": "physical",
        **whole(
            name=point.name, description=_description(place), url=page_of(point.pk), latitude=point.lat,
            longitude=point.lon, organization_id=centre_id(point.centre), external_identifier=point.register_code,
            external_identifier_type="UA-ASC" if point.register_code else "",
            transportation="Зупинка ближче 100 м" if _marked(place, AccessibilityItem.BUS_STOP) else "",
        ),
    }  # fmt: skip


def location_parts(place: Place) -> dict[str, list[Row]]:
    """Rows that hang on a location, by the name HSDS gives to their array."""
    key = location_id(place)
    return {
        "languages": [part("language", key, location_id=key, name="Українська", code="uk")],
        "addresses": _addresses(place, key),
        "accessibility": _accessibility(place, key),
        "phones": [
            part("phone", key, str(n), location_id=key, number=phone_e164(phone) or phone, type="voice")
            for n, phone in enumerate(place.point.phones, start=1)
            if phone.strip()
        ],
        "schedules": _schedules(place, key),
    }  # fmt: skip


def given_row(place: Place, service: str, mode: str) -> Row:
    """A service at a location: what of it is done there, and whether anybody is there at all."""
    key = location_id(place)
    return {
        "id": pair_id(service, key), "service_id": service, "location_id": key,
        "description": joined((_first_upper(str(OfferingMode(mode).label)), _closed_words(place))),
    }  # fmt: skip


def _description(place: Place) -> str:
    kind = _first_upper(place.point.get_kind_display())
    return joined((kind, place.address, _closed_words(place) or _limits(place)))


def _closed_words(place: Place) -> str:
    status = place.today.status
    if place.serves or status is None:
        return ""
    return joined((f"Зараз: {PointState(status.state).label}", status.notice))


def _limits(place: Place) -> str:
    status = place.today.status
    return status.notice if status is not None and place.is_limited else ""


def _marked(place: Place, item: str) -> bool:
    return any(mark.item == item and mark.mark == Mark.YES for mark in place.marks)


def _addresses(place: Place, key: str) -> list[Row]:
    """The address if it is whole: HSDS asks for street, city, region and postcode; else it is in the description."""
    point, settlement = place.point, place.point.settlement
    if settlement is None or not point.street_address or not place.postcode:
        return []
    oblast, raion = settlement.oblast or settlement, settlement.raion
    return [
        part(
            "address", key, location_id=key, address_1=point.street_address, city=settlement.title,
            region=raion.title if raion else "", state_province=oblast.title, postal_code=place.postcode,
            country="UA", address_type="physical",
        )
    ]  # fmt: skip


def _accessibility(place: Place, key: str) -> list[Row]:
    """What was looked at: «не вказано» is not told, for it says nothing."""
    return [
        part(
            "accessibility", key, mark.item, location_id=key,
            description=f"{_first_upper(str(AccessibilityItem(mark.item).label))}: {Mark(mark.mark).label}",
            details=f"Перевірено {mark.checked_on:%d.%m.%Y}" if mark.checked_on else "",
        )
        for mark in place.marks
        if mark.mark != Mark.UNKNOWN
    ]  # fmt: skip


def _schedules(place: Place, key: str) -> list[Row]:
    if not place.serves:
        return [part("schedule", key, "closed", location_id=key, description=_closed_words(place))]
    return [_schedule(one, key) for one in recurrences(place.week, place.others)]


def _schedule(one: Recurrence, key: str) -> Row:
    first = one.valid_from.isoformat() if one.valid_from else ""
    last = one.valid_to.isoformat() if one.valid_to else ""
    weekly = {"freq": "WEEKLY", "interval": 1, "wkst": "MO", "byday": one.byday} if one.weekdays else {"count": 1}
    return part(
        "schedule", key, first, one.byday, f"{one.opens}", location_id=key, valid_from=first, valid_to=last,
        dtstart=first, until=last if one.weekdays else "", description=_schedule_words(one),
        opens_at=one.opens.isoformat() if one.opens else "", closes_at=one.closes.isoformat() if one.closes else "",
        attending_type="in-person", notes=_WALL_CLOCK if one.opens else "", **(weekly if one.opens else {}),
    )  # fmt: skip


def _schedule_words(one: Recurrence) -> str:
    if one.opens is None or one.closes is None:
        return joined(("Не приймають", one.reason), ": ")
    days = ", ".join(SHORT[day - 1] for day in one.weekdays) or "Інші години"
    return joined((f"{days} {one.opens:%H:%M}–{one.closes:%H:%M}", one.reason))


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
