"""What an HSDS request chooses: services, services at locations, organisations."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from vikno.catalogue import queries as catalogue
from vikno.catalogue.models import CompetentAuthority, PublicService
from vikno.common import clock
from vikno.common.text import fold
from vikno.network.models import Centre, Offering, Point
from vikno.network.queries.people import in_force
from vikno.opendata.queries.hsds.locations import location_key
from vikno.opendata.queries.hsds.organisations import Body, authority_id, bodies, centre_id
from vikno.opendata.queries.hsds.services import EVENTS, GROUPS, service_id, taxonomy_terms
from vikno.opendata.rules.distance import metres
from vikno.opendata.rules.identifiers import is_pair_of_location, is_pair_of_service
from vikno.territories.models import Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for; "" = everything."""

    search: str = ""
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    organization_id: str = ""
    modified_after: dt.datetime | None = None
    postcode: str = ""
    proximity: int | None = None  # metres from the middle of the postcode's settlements


def services(asked: Asked, *, at: dt.datetime) -> QuerySet[PublicService]:
    """Services in force that fit, by code; by nearness where words are looked for."""
    day = clock.today(at)
    found = catalogue.services_in_force(on=day).order_by("code").filter(_of_terms(asked))
    if asked.organization_id:
        found = found.filter(pk__in=_decided_by(asked.organization_id, on=day))
    if asked.modified_after:
        fresh = Q(versions__created_at__gte=asked.modified_after) & _held("versions__", day)
        found = found.filter(fresh).distinct()
    return catalogue.search_services(asked.search, among=found)


def given(asked: Asked, *, at: dt.datetime) -> QuerySet[Offering]:
    """Services at locations on a day. An organisation: who decides, or the centre that receives."""
    day = clock.today(at)
    chosen = services(replace(asked, organization_id=""), at=at)
    found = Offering.objects.filter(in_force(day), service__in=chosen.values("pk").order_by())
    if asked.organization_id:
        here = Q(service__in=_decided_by(asked.organization_id, on=day))
        found = found.filter(here | Q(point__centre__in=_centres(asked.organization_id)))
    if asked.postcode:
        found = found.filter(point__in=_near(asked.postcode, asked.proximity))
    return found.order_by("pk")


def organisations(search: str = "") -> list[Body]:
    """Organisations whose name has these words."""
    words = fold(search).split()
    return [body for body in bodies() if all(word in fold(body.row["name"]) for word in words)]


def organisation(key: str) -> Body | None:
    return next((body for body in bodies() if body.row["id"] == key), None)


def service_by_id(key: str, *, at: dt.datetime) -> QuerySet[PublicService] | None:
    """One service in force, as a queryset for `services.told`."""
    living = catalogue.services_in_force(on=clock.today(at))
    code = next((code for code in living.values_list("code", flat=True) if service_id(code) == key), None)
    return None if code is None else living.filter(code=code)


def offering_by_id(key: str, *, at: dt.datetime) -> Offering | None:
    """One service at a location; its identifier says which two."""
    try:
        pair = uuid.UUID(key)
    except ValueError:
        return None
    points = [n for n, code in _points() if is_pair_of_location(pair, location_key(n, code))]
    living = catalogue.services_in_force(on=clock.today(at)).values_list("pk", "code")
    ours = [pk for pk, code in living if is_pair_of_service(pair, service_id(code))]
    held = Offering.objects.filter(in_force(clock.today(at)), point__in=points, service__in=ours)
    return held.order_by("pk").first()


def points_of(centres: Iterable[int]) -> list[int]:
    """Locations of organisations that are centres."""
    return list(Point.objects.filter(centre__in=centres).order_by("pk").values_list("pk", flat=True))


def numbers_giving(service: PublicService, *, at: dt.datetime) -> list[int]:
    """Points that give a service on a day."""
    held = Offering.objects.filter(in_force(clock.today(at)), service=service)
    return list(held.order_by("point").values_list("point", flat=True).distinct())


def _near(postcode: str, proximity: int | None) -> list[int]:
    """Points of a postcode; with a distance, points whose own coordinates are that near to its settlements."""
    settlements = Unit.objects.filter(postcodes__postcode=postcode).order_by("pk")
    if proximity is None:
        own = Q(postcode=postcode) | Q(postcode="", settlement__in=settlements.values("pk"))
        return list(Point.objects.filter(own).order_by("pk").values_list("pk", flat=True))
    middles = [(lat, lon) for lat, lon in settlements.values_list("lat", "lon") if lat is not None and lon is not None]
    placed = Point.objects.exclude(lat=None).order_by("pk").values_list("pk", "lat", "lon")
    return [
        pk
        for pk, lat, lon in placed
        if lat is not None and lon is not None and any(metres(middle, (lat, lon)) <= proximity for middle in middles)
    ]


def _points() -> Iterable[tuple[int, str]]:
    return Point.objects.order_by("pk").values_list("pk", "register_code")


def _centres(key: str) -> list[int]:
    return [
        centre.pk for centre in Centre.objects.only("pk", "register_code").order_by("pk") if centre_id(centre) == key
    ]


def _decided_by(key: str, *, on: dt.date) -> QuerySet[PublicService]:
    codes = [code for code in _authorities() if authority_id(code) == key]
    return PublicService.objects.filter(_held("versions__", on), versions__authority__code__in=codes).order_by("pk")


def _authorities() -> Iterable[str]:
    return CompetentAuthority.objects.order_by("code").values_list("code", flat=True)


def _held(prefix: str, on: dt.date) -> Q:
    """`published_on` said of versions of a service."""
    ends = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on})
    return ends & Q(**{f"{prefix}status": "published", f"{prefix}valid_from__lte": on})


def _of_terms(asked: Asked) -> Q:
    """Services of a group or an event of life; of any of them where a whole taxonomy is asked for."""
    chosen = Q()
    if asked.taxonomy_id == EVENTS:
        chosen &= Q(life_events__isnull=False)
    elif asked.taxonomy_id and asked.taxonomy_id != GROUPS:
        return Q(pk__in=[])
    if asked.taxonomy_term_id:
        code = next((t["code"] for t in taxonomy_terms() if t["id"] == asked.taxonomy_term_id), "")
        kind, _, key = code.partition("-")
        term = {"group": Q(group__code=key), "event": Q(life_events__code=key)}
        chosen &= term.get(kind, Q(pk__in=[]))
    return chosen
