"""A generated hromada with one centre, one officer and one service, for the benches that need people at work."""

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

HOME = "UA99020010000011111"
SINCE = dt.date(2026, 1, 1)
_AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
OFFICER = Actor(user_id=1, name="Працівник", role=Role.OFFICER, hromada_code=HOME)


def lay_hromada() -> None:
    """Make it once, on an empty database; user, point and service have the key 1."""
    Unit.objects.create(
        code=HOME, category="H", name="Калинівська", search_key="калинівська", sort_key="калинівська",
        first_seen_on=SINCE,
    )  # fmt: skip
    Unit.objects.filter(pk=HOME).update(hromada_id=HOME)
    user = User.objects.create(id=1, username="officer", full_name=OFFICER.name)
    Membership.objects.create(user=user, role=Role.OFFICER, hromada_code=HOME, valid_from=SINCE, granted_at=_AT)
    centre = Centre.objects.create(hromada_id=HOME, name="ЦНАП", network_number=417)
    point = Point.objects.create(
        id=1, centre=centre, kind=PointKind.MAIN, name="Основний офіс", search_key="", sort_key="", hromada_id=HOME
    )
    PointStatus.objects.create(
        point=point, state=PointState.OPEN, cause=Cause.PLANNED, starts_at=_AT, reason="відкрито", recorded_at=_AT
    )
    Posting.objects.create(user=user, point=point, valid_from=SINCE)
    group = ServiceGroup.objects.create(code="social", name="Соціальні", name_en="Social")
    name = "Призначення допомоги"
    service = PublicService.objects.create(
        id=1, code="01234", group=group, name=name, search_key=fold(name), sort_key=sort_key(name)
    )
    ServiceVersion.objects.create(
        id=1, service=service, status=VersionStatus.PUBLISHED, valid_from=SINCE, created_at=_AT, term_days=30
    )
    Offering.objects.create(point=point, service=service, valid_from=SINCE)
