"""May this person give this service at this point on this day, by which version and whose authority."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from vikno.accounts.enums import Role
from vikno.cases.errors import NoServiceVersion, NotPostedHere, ServiceNotGiven
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.common.actors import Actor
from vikno.network.enums import OfferingMode
from vikno.network.models import Authorisation, Offering, Point, Posting


@dataclass(frozen=True, kw_only=True)
class Given:
    """The version a case is opened by, and the council's decision it stands on (None: officers need none)."""

    version: ServiceVersion
    authorisation: Authorisation | None


def require_given(*, actor: Actor, point: Point, service: PublicService, on: date) -> Given:
    """Raises NotPostedHere, NoServiceVersion, ServiceNotGiven with the reason in words."""
    require_posted(actor, point, on=on)
    version = (
        ServiceVersion.objects.filter(service=service, status=VersionStatus.PUBLISHED, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .order_by("-valid_from")
        .first()
    )
    if version is None:
        raise NoServiceVersion(on=f"{on:%d.%m.%Y}", service=service.name)
    offered = (
        Offering.objects.filter(point=point, service=service, valid_from__lte=on)
        .exclude(mode=OfferingMode.CONSULT)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .exists()
    )
    if not offered:
        raise ServiceNotGiven(reason=_("її немає в переліку послуг точки."))
    authorisation = None
    if actor.role == Role.STAROSTA:
        authorisation = _authorisation(actor, service=service, on=on)
        if authorisation is None:
            raise ServiceNotGiven(reason=_("рада не уповноважила вас на неї."))
    return Given(version=version, authorisation=authorisation)


def require_posted(actor: Actor, point: Point, *, on: date) -> None:
    """The point belongs to the actor's hromada and is a place of their work on the day; a head works everywhere."""
    if point.hromada_id != actor.hromada_code:
        raise NotPostedHere(point=point.name)
    if actor.role == Role.HEAD or actor.is_system:
        return
    posted = Posting.objects.filter(user_id=actor.user_id or 0, point=point, valid_from__lte=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    if not posted.exists():
        raise NotPostedHere(point=point.name)


def _authorisation(actor: Actor, *, service: PublicService, on: date) -> Authorisation | None:
    return (
        Authorisation.objects.filter(
            user_id=actor.user_id or 0, hromada_id=actor.hromada_code, services=service, valid_from__lte=on
        )
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .order_by("-decided_on")
        .first()
    )
