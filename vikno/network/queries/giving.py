"""What can be given at a point now, and every reason why not."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from vikno.accounts.enums import Role
from vikno.catalogue.enums import EquipmentNeed, VersionStatus
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.catalogue.queries import naming_workflow
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.network.enums import GivingReason, OfferingMode, PointState
from vikno.network.models import Authorisation, Equipment, Offering, Point
from vikno.network.queries.people import in_force
from vikno.network.queries.today import state_at
from vikno.network.rules.authorisations import NEEDS_AUTHORISATION, Decision, Permit, Refused, may_give
from vikno.network.rules.giving import Ability, Reason, reasons_against

_MIDDAY = dt.time(12)


@dataclass(frozen=True, slots=True)
class GivenService:
    """One line of what a point gives. `allowed` by this actor; `reasons` say in words why not."""

    service: PublicService
    version: ServiceVersion | None
    mode: OfferingMode
    allowed: bool
    reasons: tuple[str, ...]
    codes: tuple[str, ...]
    authorisation_id: int | None


def offerings_in_force(on: dt.date) -> QuerySet[Offering]:
    """What any point gives on a day."""
    return Offering.objects.filter(in_force(on))


def services_at(
    point: Point, actor: Actor, on: dt.date, *, settlement: str | None = None, only: PublicService | None = None
) -> list[GivenService]:
    """Services offered at the point on a day, with versions in force, in six queries at most, whatever their number.

    settlement: code of the resident's settlement, "" where it is not on record, None while nobody is asked for.
    only: ask about this service alone.
    """
    offerings = _offerings(point, on, only)
    versions = _versions(offerings, on)
    equipment = _equipment(point) if any(version.equipment for version in versions.values()) else {}
    state = state_at(point.pk, _moment(on))
    decisions = decisions_of(actor, point) if actor.role in NEEDS_AUTHORISATION else []
    found = []
    for offering in offerings:
        version = versions.get(offering.service_id)
        verdict = may_give(
            role=actor.role, decisions=decisions, service=offering.service_id, settlement=settlement, on=on
        )
        ability = Ability(
            offering=offering.mode, has_version=version is not None, state=state,
            needs=frozenset(version.equipment) if version else frozenset(), kind=point.kind, equipment=equipment,
            can_travel=version.can_travel if version else False, verdict=verdict,
        )  # fmt: skip
        reasons = reasons_against(ability)
        decision = verdict.decision if isinstance(verdict, Permit) else None
        found.append(_line(offering, version, reasons, decision))
    return found


def given_service(
    point: Point, actor: Actor, service_id: int, on: dt.date, *, settlement: str | None = None
) -> GivenService | None:
    """One service as `services_at` tells it; None where the point does not offer it."""
    listed = services_at(point, actor, on, settlement=settlement)
    return next((line for line in listed if line.service.pk == service_id), None)


def authorisations_of(user_id: int, hromada_code: str) -> QuerySet[Authorisation]:
    """A person's decisions in a hromada, the latest first, with services and settlements."""
    return (
        Authorisation.objects.filter(user_id=user_id, hromada_id=hromada_code)
        .prefetch_related(
            Prefetch("services", PublicService.objects.order_by("sort_key", "pk")), Prefetch("settlements")
        )
        .order_by("-decided_on", "-pk")
    )


def decisions_of(actor: Actor, point: Point) -> list[Decision]:
    """The actor's decisions as the rules want them."""
    if actor.user_id is None or not point.hromada_id:
        return []
    return decisions_of_user(actor.user_id, point.hromada_id)


def decisions_of_user(user_id: int, hromada_code: str) -> list[Decision]:
    """A person's decisions of a hromada's council as the rules want them."""
    return [decision_of(row) for row in authorisations_of(user_id, hromada_code)]


def why_not_authorised(*, decisions: Iterable[Decision], service_id: int, settlement: str, on: dt.date) -> str:
    """Why a starosta with these decisions does not give a service to a resident of a settlement; "" when they may."""
    verdict = may_give(
        role=Role.STAROSTA, decisions=decisions, service=service_id, settlement=settlement, on=on
    )  # fmt: skip
    return in_words(Reason(verdict.reason, decision=verdict.decision)) if isinstance(verdict, Refused) else ""


def in_words(reason: Reason) -> str:
    """«обладнання несправне: сканер»; of a decision its number, its date and what to do."""
    label = str(GivingReason(reason.code).label)
    match reason.code:
        case "no_equipment" | "broken_equipment":
            return f"{label}: {EquipmentNeed(reason.detail).label}"
        case "not_serving":
            return f"{label}: {PointState(reason.detail).label}"
        case _ if reason.decision is not None:
            return label.format(**_facts(reason.decision))
        case _:
            return label


def _facts(decision: Decision) -> dict[str, str]:
    days = {"decided_on": decision.decided_on, "valid_from": decision.valid_from, "valid_to": decision.valid_to}
    return {"number": decision.number} | {name: f"{day:%d.%m.%Y}" if day else "" for name, day in days.items()}


def _line(
    offering: Offering, version: ServiceVersion | None, reasons: Iterable[Reason], decision: Decision | None
) -> GivenService:
    listed = tuple(reasons)
    return GivenService(
        service=offering.service, version=version, mode=OfferingMode(offering.mode), allowed=not listed,
        reasons=tuple(in_words(reason) for reason in listed), codes=tuple(reason.code for reason in listed),
        authorisation_id=decision.key if decision else None,
    )  # fmt: skip


def _equipment(point: Point) -> dict[str, bool]:
    return dict(Equipment.objects.filter(point=point).order_by("kind").values_list("kind", "works"))


def _offerings(point: Point, on: dt.date, only: PublicService | None) -> list[Offering]:
    held = Offering.objects.filter(in_force(on), point=point)
    if only is not None:
        return _offering_of(held, only) if only.withdrawn_on is None or only.withdrawn_on > on else []
    living = Q(service__withdrawn_on__isnull=True) | Q(service__withdrawn_on__gt=on)
    found = held.filter(living).select_related("service__group")
    return list(found.order_by("service__group__order", "service__sort_key", "service_id", "pk"))


def _offering_of(held: QuerySet[Offering], service: PublicService) -> list[Offering]:
    """The service is known already: it is not asked for with its group once more."""
    found = list(held.filter(service=service).order_by("pk"))
    for offering in found:
        offering.service = service
    return found


def _versions(offerings: Iterable[Offering], on: dt.date) -> dict[int, ServiceVersion]:
    services = {offering.service_id: offering.service for offering in offerings}
    found = ServiceVersion.objects.filter(
        in_force(on), service_id__in=list(services), status=VersionStatus.PUBLISHED
    ).select_related("authority")
    named = naming_workflow(found, on=on)
    versions = {version.service_id: version for version in named.order_by("service_id", "valid_from")}
    for version in versions.values():
        version.service = services[version.service_id]
    return versions


def decision_of(row: Authorisation) -> Decision:
    """A council's decision as the rules want it. Load it with its services and settlements."""
    return Decision(
        key=row.pk, number=row.decision_number, decided_on=row.decided_on, valid_from=row.valid_from,
        valid_to=row.valid_to, services=frozenset(s.pk for s in row.services.all()),
        settlements=frozenset(s.pk for s in row.settlements.all()),
    )  # fmt: skip


def _moment(on: dt.date) -> dt.datetime:
    """A day stands for its middle: what happens at night does not change what the day gives."""
    return dt.datetime.combine(on, _MIDDAY, KYIV)
