"""Rows nested as the HSDS API answers them. Nested rows need no identifier of what they hang on: HSDS allows both."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.network.models import Offering
from vikno.opendata.queries.hsds import lists, locations, organisations
from vikno.opendata.queries.hsds import services as shown
from vikno.opendata.queries.hsds.organisations import Body
from vikno.opendata.queries.hsds.rows import Row
from vikno.opendata.queries.places import Place, places
from vikno.opendata.queries.services import Told, by_key, told


def listed_service(one: Told) -> Row:
    """A service as lists show it: with who decides, with nothing that comes many times."""
    return shown.service_row(one) | {"organization": organisations.authority_row(one.version.authority)}


def listed_services(services: Iterable[Told]) -> Iterator[Row]:
    return map(listed_service, services)


def full_services(services: Iterable[Told]) -> Iterator[Row]:
    """The same with costs, papers and themes; where they are given comes by `given_at`."""
    terms = {term["id"]: term for term in shown.taxonomy_terms()}
    for one in services:
        yield _full_service(one, terms)


def _full_service(one: Told, terms: dict[str, Row]) -> Row:
    parts = shown.service_parts(one)
    parts["attributes"] = [row | {"taxonomy_term": terms[row["taxonomy_term_id"]]} for row in parts["attributes"]]
    return listed_service(one) | parts


def given_at(one: Told, *, at: dt.datetime) -> Iterator[Row]:
    """Where a service is given, one location after another."""
    key = shown.service_id(one.service.code)
    for place in places(lists.numbers_giving(one.service, at=at), at=at):
        yield locations.given_row(place, key, place.modes[one.service.pk]) | {"location": full_location(place)}


def full_location(place: Place) -> Row:
    return locations.location_row(place) | locations.location_parts(place)


def listed_offerings(offerings: Iterable[Offering], *, at: dt.datetime) -> Iterator[Row]:
    """Services at locations with both ends; the same number of queries for one and for a hundred."""
    yield from _offerings(list(offerings), at=at)


def full_offerings(offerings: Iterable[Offering], *, at: dt.datetime) -> Iterator[Row]:
    """The same with everything of the location."""
    chosen = list(offerings)
    whole = {place.point.pk: full_location(place) for place in _places(chosen, at=at)}
    for offering, row in zip(chosen, _offerings(chosen, at=at), strict=True):
        yield row | {"location": whole[offering.point_id]}


def full_organisations(bodies: Iterable[Body], *, at: dt.datetime) -> Iterator[Row]:
    """Organisations with phones, numbers and locations: the same number of queries for one and for a hundred."""
    chosen = list(bodies)
    held = lists.points_of([body.centre for body in chosen if body.centre])
    found: dict[int, list[Row]] = defaultdict(list)
    for place in places(held, at=at):
        found[place.point.centre_id].append(full_location(place))
    for body in chosen:
        parts = {"phones": body.phones, "organization_identifiers": body.identifiers, "locations": found[body.centre]}
        yield body.row | parts


def services_of(body: Body, *, at: dt.datetime) -> list[Told]:
    """Services an organisation decides on."""
    return told(lists.services(lists.Asked(organization_id=body.row["id"]), at=at), on=clock.today(at))


def _offerings(chosen: list[Offering], *, at: dt.datetime) -> Iterator[Row]:
    day = clock.today(at)
    where = {place.point.pk: place for place in _places(chosen, at=at)}
    living = catalogue.services_in_force(on=day).filter(pk__in={offering.service_id for offering in chosen})
    what = by_key(told(living, on=day))
    for offering in chosen:
        place, one = where[offering.point_id], what[offering.service_id]
        row = locations.given_row(place, shown.service_id(one.service.code), offering.mode)
        yield row | {"location": locations.location_row(place), "service": listed_service(one)}


def _places(chosen: Iterable[Offering], *, at: dt.datetime) -> Iterator[Place]:
    return places(sorted({offering.point_id for offering in chosen}), at=at)
