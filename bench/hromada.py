"""Generated hromadas, each with one centre and one officer, for the benches that need people at work."""

import datetime as dt

from bench import ground  # noqa: F401  sets Django up
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import PublicService, ServiceGroup, ServiceVersion
from vikno.common.actors import Actor
from vikno.common.text import fold, sort_key
from vikno.network.enums import Cause, PointKind, PointState
from vikno.network.models import Centre, Offering, Point, PointStatus, Posting
from vikno.territories.models import Unit

SINCE = dt.date(2026, 1, 1)
_AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def code_of(place: int) -> str:
    """КАТОТТГ-shaped code of the hromada in a place, from 1."""
    return f"UA99{place:02d}001000001{place:04d}"


def officer_of(place: int) -> Actor:
    """The officer of a hromada; their key, the key of their point and of their hromada's place are one number."""
    return Actor(user_id=place, name="Працівник", role=Role.OFFICER, hromada_code=code_of(place))


HOME, OFFICER = code_of(1), officer_of(1)


def lay_service() -> None:
    """One service with the key 1, for all."""
    group = ServiceGroup.objects.create(code="social", name="Соціальні", name_en="Social")
    name = "Призначення допомоги"
    service = PublicService.objects.create(
        id=1, code="01234", group=group, name=name, search_key=fold(name), sort_key=sort_key(name)
    )
    ServiceVersion.objects.create(
        id=1, service=service, status=VersionStatus.PUBLISHED, valid_from=SINCE, created_at=_AT, term_days=30
    )


def lay_hromada(place: int = 1) -> None:
    """Make one on an empty database; the first brings the service."""
    if place == 1:
        lay_service()
    code, officer = code_of(place), officer_of(place)
    Unit.objects.create(
        code=code, category="H", name=code, search_key=code, sort_key=code, first_seen_on=SINCE, hromada_id=code
    )
    user = User.objects.create(id=place, username=f"officer{place}", full_name=officer.name)
    Membership.objects.create(user=user, role=Role.OFFICER, hromada_code=code, valid_from=SINCE, granted_at=_AT)
    centre = Centre.objects.create(hromada_id=code, name="ЦНАП", network_number=400 + place)
    point = Point.objects.create(
        id=place, centre=centre, kind=PointKind.MAIN, name="Офіс", search_key="", sort_key="", hromada_id=code
    )
    PointStatus.objects.create(
        point=point, state=PointState.OPEN, cause=Cause.PLANNED, starts_at=_AT, reason="відкрито", recorded_at=_AT
    )
    Posting.objects.create(user=user, point=point, valid_from=SINCE)
    Offering.objects.create(point=point, service_id=1, valid_from=SINCE)
