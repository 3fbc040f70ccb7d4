"""May this person give this service at this point on this day, by which version and whose authority."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vikno.accounts.enums import Role
from vikno.cases.errors import NoServiceVersion, NotPostedHere, ServiceNotGiven
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.common.actors import Actor
from vikno.network.enums import OfferingMode
from vikno.network.models import Authorisation, Offering, Point, Posting

_WORKS_EVERYWHERE = frozenset({Role.HEAD, "system"})


@dataclass(frozen=True, kw_only=True)
class Given:
    """A service at a point: the version in force, the council's decision it stands on, and why not, if not."""

    service: PublicService
    version: ServiceVersion | None
    authorisation: Authorisation | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_allowed(self) -> bool:
        return not self.reasons


def posted_points(actor: Actor, *, on: date) -> QuerySet[Point]:
    """Points where an actor works on a day; a head works in every point of the hromada."""
    points = Point.objects.filter(hromada_id=actor.hromada_code).select_related("centre", "settlement")
    if actor.role in _WORKS_EVERYWHERE:
        return points.order_by("sort_key", "pk")
    posted = Posting.objects.filter(user_id=actor.user_id or 0, valid_from__lte=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    return points.filter(pk__in=posted.values("point_id")).order_by("sort_key", "pk")


def require_posted(actor: Actor, point: Point, *, on: date) -> None:
    """The point belongs to the actor's hromada and is a place of their work on the day."""
    if not posted_points(actor, on=on).filter(pk=point.pk).exists():
        raise NotPostedHere(point=point.name)


def services_at(
    *, actor: Actor, point: Point, on: date, settlement_code: str = "", services: Iterable[int] | None = None
) -> list[Given]:
    """Services of the catalogue at a point for an actor: allowed first, the rest with reasons, by name."""
    wanted = Q(service__withdrawn_on__isnull=True) & Q(status=VersionStatus.PUBLISHED, valid_from__lte=on)
    if services is not None:
        wanted &= Q(service_id__in=list(services))
    versions = (
        ServiceVersion.objects.filter(wanted)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("service__group", "authority")
        .order_by("service__sort_key", "service_id")
    )
    offered = dict(
        Offering.objects.filter(point=point, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .values_list("service_id", "mode")
    )
    decisions = _decisions(actor, on=on, settlement_code=settlement_code)
    found = [
        _given(version, actor=actor, mode=offered.get(version.service_id, ""), decisions=decisions)
        for version in versions
    ]
    return sorted(found, key=lambda given: not given.is_allowed)


def _given(version: ServiceVersion, *, actor: Actor, mode: str, decisions: dict[int, Authorisation]) -> Given:
    reasons = []
    if not mode:
        reasons.append(_("її немає в переліку послуг точки."))
    elif mode == OfferingMode.CONSULT:
        reasons.append(_("тут про неї лише консультують."))
    authorisation = decisions.get(version.service_id)
    if actor.role == Role.STAROSTA and authorisation is None:
        reasons.append(_("рада не уповноважила вас на неї."))
    return Given(service=version.service, version=version, authorisation=authorisation, reasons=tuple(reasons))


def _decisions(actor: Actor, *, on: date, settlement_code: str) -> dict[int, Authorisation]:
    if actor.role != Role.STAROSTA:
        return {}
    found = (
        Authorisation.objects.filter(user_id=actor.user_id or 0, hromada_id=actor.hromada_code, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .prefetch_related("services")
        .order_by("decided_on", "pk")
    )
    if settlement_code:
        found = found.filter(Q(settlements__isnull=True) | Q(settlements=settlement_code)).distinct()
    return {service.pk: decision for decision in found for service in decision.services.all()}


def require_given(
    *, actor: Actor, point: Point, service: PublicService, on: date, settlement_code: str = ""
) -> tuple[ServiceVersion, Authorisation | None]:
    """Raises NotPostedHere, NoServiceVersion, ServiceNotGiven with the reason in words."""
    require_posted(actor, point, on=on)
    found = services_at(actor=actor, point=point, on=on, settlement_code=settlement_code, services=[service.pk])
    if not found or found[0].version is None:
        raise NoServiceVersion(on=f"{on:%d.%m.%Y}", service=service.name)
    if not found[0].is_allowed:
        raise ServiceNotGiven(reason=" ".join(found[0].reasons))
    return found[0].version, found[0].authorisation
