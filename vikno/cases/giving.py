"""May this person give this service at this point on this day, by which version and whose authority.

The network decides; here its answer becomes a refusal of an opening, and the rest of the catalogue gets its reason.
Part of the public face: the desk lists services with it.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vikno.cases.errors import NoServiceVersion, NotPostedHere, ServiceNotGiven
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.common.actors import Actor
from vikno.common.text import fold
from vikno.network import queries as network
from vikno.network.models import Point

_MOST_BEYOND = 20


@dataclass(frozen=True, kw_only=True)
class Given:
    """A service at a point: the version in force, the council's decision it stands on, and why not, if not."""

    service: PublicService
    version: ServiceVersion | None = None
    authorisation_id: int | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_allowed(self) -> bool:
        return not self.reasons


def require_posted(actor: Actor, point: Point, *, on: date) -> None:
    """The point belongs to the actor's hromada and is a place of their work on the day."""
    if not network.works_at(actor, point, on):
        raise NotPostedHere(point=point.name)


def services_at(
    *, actor: Actor, point: Point, on: date, settlement_code: str | None = None, only: PublicService | None = None
) -> list[Given]:
    """Services of a point for an actor: allowed first, the rest with reasons.

    settlement_code: where the applicant lives, "" where it is not on record, None while nobody has been named.
    """
    found = [
        Given(
            service=given.service,
            version=given.version,
            authorisation_id=given.authorisation_id,
            reasons=given.reasons,
        )
        for given in network.services_at(point, actor, on, settlement=settlement_code, only=only)
    ]
    return sorted(found, key=lambda given: not given.is_allowed)


def services_beyond(text: str, *, given: list[Given]) -> list[Given]:
    """Services of the catalogue that a word means and that the point does not have at all."""
    key = fold(text)
    if not key:
        return []
    known = [line.service.pk for line in given]
    others = PublicService.objects.filter(withdrawn_on__isnull=True, search_key__contains=key).exclude(pk__in=known)
    reason = (_("її немає в переліку послуг цієї точки"),)
    return [Given(service=service, reasons=reason) for service in others.order_by("sort_key", "pk")[:_MOST_BEYOND]]


def require_given(
    *, actor: Actor, point: Point, service: PublicService, on: date, settlement_code: str | None = None
) -> tuple[ServiceVersion, int | None]:
    """The version and the key of the authorisation. Raises NotPostedHere, NoServiceVersion, ServiceNotGiven."""
    require_posted(actor, point, on=on)
    offered = services_at(actor=actor, point=point, on=on, settlement_code=settlement_code, only=service)
    found = offered[0] if offered else None
    if found is None:
        raise ServiceNotGiven(reason=_("її немає в переліку послуг цієї точки"))
    if found.version is None:
        raise NoServiceVersion(on=f"{on:%d.%m.%Y}", service=service.name)
    if not found.is_allowed:
        raise ServiceNotGiven(reason="; ".join(found.reasons))
    return found.version, found.authorisation_id
