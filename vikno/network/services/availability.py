"""Whether a provider works: told by the head, by the provider, by the steward; what was told before stays."""

import datetime as dt

from django.db import transaction

from vikno.audit import services as audit
from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.network import policies
from vikno.network.enums import ProviderState
from vikno.network.errors import AvailabilityNeedsWords, SameAvailability
from vikno.network.models import ProviderAvailability
from vikno.territories.models import Unit


@transaction.atomic
def set_availability(
    *,
    actor: Actor,
    at: dt.datetime,
    service: PublicService,
    area: Unit | None,
    state: ProviderState,
    source: str,
    note: str = "",
    note_en: str = "",
    expected_until: dt.date | None = None,
) -> ProviderAvailability:
    """From now a service is given so in an area. Raises NotYourService, AreaNotYours, AvailabilityNeedsWords,
    SameAvailability."""
    policies.require_may_tell_of(actor, service, area, on=at.date())
    words = {"note": clean(note), "note_en": clean(note_en), "source": clean(source)}
    if state != ProviderState.WORKS and not words["note"]:
        raise AvailabilityNeedsWords
    # The service is the lock: two who tell of it at once go one after another.
    PublicService.objects.select_for_update().get(pk=service.pk)
    before = ProviderAvailability.objects.filter(service=service, area=area, ends_at=None).first()
    told = {"state": state, "expected_until": expected_until, **words}
    if before is not None and all(getattr(before, name) == value for name, value in told.items()):
        raise SameAvailability
    if before is not None:
        before.ends_at = at
        before.save(update_fields=["ends_at"])
    found = ProviderAvailability.objects.create(
        service=service, area=area, starts_at=at, set_by_id=actor.user_id, set_by_name=actor.name, **told
    )
    audit.record(
        actor=actor, action="provider.availability_told", subject=found, at=at, hromada_code=actor.hromada_code,
        facts={
            "service": service.code, "area": area.pk if area else "", "state": str(state),
            "before": before.state if before else "",
        },
    )  # fmt: skip
    return found


@transaction.atomic
def withdraw_availability(*, told: ProviderAvailability, actor: Actor, at: dt.datetime) -> bool:
    """What was told holds no more, and nothing takes its place: a wider area speaks again, or nobody.

    False, and nothing changes, where somebody has told otherwise meanwhile. Raises NotYourService, AreaNotYours.
    """
    policies.require_may_tell_of(actor, told.service, told.area, on=at.date())
    PublicService.objects.select_for_update().get(pk=told.service_id)
    changed = ProviderAvailability.objects.filter(pk=told.pk, ends_at=None).update(ends_at=at)
    if changed:
        audit.record(
            actor=actor, action="provider.availability_withdrawn", subject=told, at=at,
            hromada_code=actor.hromada_code, facts={"service": told.service.code, "area": told.area_id or ""},
        )  # fmt: skip
    return bool(changed)
