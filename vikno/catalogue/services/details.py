"""What a service is called, whose it is, and whether it is in the catalogue at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from vikno.audit.services import record
from vikno.catalogue import policies
from vikno.catalogue.enums import ServiceAction
from vikno.catalogue.errors import CodeTaken
from vikno.catalogue.models import LifeEvent, PublicService, ServiceGroup
from vikno.catalogue.queries.contents import facts_of
from vikno.catalogue.services.writing import differences, fill_service, note_change
from vikno.common.actors import Actor
from vikno.common.clock import today


@transaction.atomic
def add_service(*, facts: Mapping[str, Any], actor: Actor, at: datetime, reason: str = "") -> PublicService:
    """A service of the council's own, without a version yet. `facts`: attributes of `ServiceFacts`, the code too."""
    policies.require_may_publish(actor)
    _require_code_free(facts["code"], but=0)
    service = PublicService(code=facts["code"])
    fill_service(service, facts, _groups())
    service.save()
    service.life_events.set(LifeEvent.objects.filter(code__in=facts.get("life_events", ())))
    _note(service, ServiceAction.ADDED, actor, at, reason, {})
    return service


@transaction.atomic
def change_details(
    *, service: PublicService, facts: Mapping[str, Any], actor: Actor, at: datetime, reason: str = ""
) -> PublicService:
    """Set given attributes of `ServiceFacts` (the code too). What is equal leaves no trace."""
    policies.require_may_publish(actor)
    service = PublicService.objects.select_for_update().get(pk=service.pk)
    now = facts_of(service)
    changed = differences(now, facts)
    if not changed:
        return service
    _require_code_free(changed.get("code", ""), but=service.pk)
    fill_service(service, changed, _groups())
    service.save()
    if "life_events" in changed:
        service.life_events.set(LifeEvent.objects.filter(code__in=changed["life_events"]))
    before_and_after = {name: [_plain(getattr(now, name)), _plain(value)] for name, value in changed.items()}
    _note(service, ServiceAction.DETAILS_CHANGED, actor, at, reason, before_and_after)
    return service


@transaction.atomic
def withdraw_service(*, service: PublicService, actor: Actor, at: datetime, reason: str) -> PublicService:
    """Take a service out of the catalogue from today; what was done under it stays."""
    policies.require_may_publish(actor)
    service = PublicService.objects.select_for_update().get(pk=service.pk)
    if service.withdrawn_on is None:
        service.withdrawn_on = today(at)
        service.save(update_fields=["withdrawn_on"])
        _note(service, ServiceAction.WITHDRAWN, actor, at, reason, {})
    return service


@transaction.atomic
def restore_service(*, service: PublicService, actor: Actor, at: datetime, reason: str = "") -> PublicService:
    """Bring a withdrawn service back."""
    policies.require_may_publish(actor)
    service = PublicService.objects.select_for_update().get(pk=service.pk)
    if service.withdrawn_on is not None:
        service.withdrawn_on = None
        service.save(update_fields=["withdrawn_on"])
        _note(service, ServiceAction.RESTORED, actor, at, reason, {})
    return service


def _require_code_free(code: str, *, but: int) -> None:
    taken = PublicService.objects.filter(code=code).exclude(pk=but).first()
    if taken is not None:
        raise CodeTaken(code=taken.code, name=taken.name)


def _groups() -> dict[str, ServiceGroup]:
    return {group.code: group for group in ServiceGroup.objects.order_by("pk")}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _note(
    service: PublicService, action: ServiceAction, actor: Actor, at: datetime, reason: str, facts: Mapping[str, Any]
) -> None:
    note_change(service=service, action=action, actor=actor, at=at, reason=reason, facts=facts).save()
    record(
        actor=actor, action=f"catalogue.{action}", subject=service, at=at, hromada_code=actor.hromada_code,
        facts={"service": service.code, "changed": sorted(facts)},
    )  # fmt: skip
