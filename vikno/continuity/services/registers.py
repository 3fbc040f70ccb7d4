"""Services of a register that is down: told of by a head as not given, and given again afterwards."""

from collections.abc import Iterable
from datetime import datetime

from vikno.accounts.enums import Role
from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.continuity import queries
from vikno.continuity.enums import Effect, StepKind
from vikno.continuity.models import Interruption, InterruptionService
from vikno.continuity.services.writing import step
from vikno.network import services as network
from vikno.network.enums import ProviderState
from vikno.network.errors import SameAvailability
from vikno.network.models import ProviderAvailability


def stop_services(
    interruption: Interruption, services: Iterable[PublicService], *, actor: Actor, at: datetime
) -> int:  # fmt: skip
    """Keep which services stop; a head's word is public for the hromada, an officer's holds at their point only."""
    is_public = actor.is_system or actor.role == Role.HEAD
    listed = list(services)
    for service in listed:
        before = _in_force(interruption, service) if is_public else None
        InterruptionService.objects.create(
            hromada_id=interruption.hromada_id, interruption=interruption, service=service, before=before,
            told=_told(interruption, service, at=at) if is_public else None,
        )  # fmt: skip
    if listed and is_public:
        step(interruption, StepKind.SERVICES_STOPPED, actor=actor, at=at, count=len(listed))
    return len(listed)


def give_services_again(interruption: Interruption, *, actor: Actor, at: datetime) -> None:
    """What was told is withdrawn, what was told before holds again; what somebody told meanwhile stands."""
    rows = interruption.services.select_related("told__service", "told__area", "before__service", "before__area")
    told = [row for row in rows.filter(told__isnull=False).order_by("pk") if row.told is not None]
    back = 0
    system = Actor.system(str(interruption.hromada_id))
    for row in told:
        if row.told is None or not network.withdraw_availability(told=row.told, actor=system, at=at):
            continue
        back += 1
        if row.before is not None and not _is_of_one_over(row.before, at=at):
            _tell_once_more(row.before, actor=system, at=at)
    for kind, count in ((StepKind.SERVICES_BACK, back), (StepKind.SERVICES_LEFT, len(told) - back)):
        if count:
            step(interruption, kind, actor=actor, at=at, count=count)


def _in_force(interruption: Interruption, service: PublicService) -> ProviderAvailability | None:
    rows = ProviderAvailability.objects.filter(service=service, area_id=interruption.hromada_id, ends_at=None)
    return rows.order_by("-pk").first()


def _told(interruption: Interruption, service: PublicService, *, at: datetime) -> ProviderAvailability | None:
    note, note_en = queries.notices(
        interruption.cause, Effect.RESTRICTED, words=interruption.words, until=interruption.expected_until, at=at
    )
    try:
        return network.set_availability(
            actor=Actor.system(str(interruption.hromada_id)), at=at, service=service, area=interruption.hromada,
            state=ProviderState.STOPPED, source=f"Перебій: {interruption}"[:300], note=note[:500],
            note_en=note_en[:500],
            expected_until=today(interruption.expected_until) if interruption.expected_until else None,
        )  # fmt: skip
    except SameAvailability:
        return None


def _is_of_one_over(told: ProviderAvailability, *, at: datetime) -> bool:
    """What another interruption told, which is over by now, is not told again."""
    row = InterruptionService.objects.filter(told=told).select_related("interruption").first()
    return row is not None and not row.interruption.is_in_force(at)


def _tell_once_more(before: ProviderAvailability, *, actor: Actor, at: datetime) -> None:
    network.set_availability(
        actor=actor, at=at, service=before.service, area=before.area, state=ProviderState(before.state),
        source=before.source, note=before.note, note_en=before.note_en, expected_until=before.expected_until,
    )  # fmt: skip
