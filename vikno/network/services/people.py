"""Where people work, and what the council's decisions let them do."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from vikno.accounts.enums import DESK_ROLES
from vikno.accounts.models import Membership
from vikno.audit import services as audit
from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.network import policies
from vikno.network.errors import (
    NoEndBeforeStart,
    NoServicesChosen,
    NoSuchPoint,
    NotOurPerson,
    NotOurSettlement,
)  # fmt: skip
from vikno.network.models import Authorisation, Posting
from vikno.network.services.journal import point_for_change, record
from vikno.territories.models import Unit


@transaction.atomic
def post_person(
    *, actor: Actor, at: dt.datetime, point_id: int, user_id: int, valid_from: dt.date, valid_to: dt.date | None = None
) -> Posting:
    """The person works at the point from a day to a day. The same posting again is the same row."""
    point = point_for_change(point_id)
    policies.require_may_edit(actor, point)
    _require_in_order(valid_from, valid_to)
    _require_colleague(user_id, point.hromada_id or "", on=valid_from)
    posting, _ = Posting.objects.update_or_create(
        user_id=user_id, point=point, valid_from=valid_from, defaults={"valid_to": valid_to}
    )
    until = valid_to.isoformat() if valid_to else ""
    record(actor, "person.posted", point, at, user=user_id, since=valid_from.isoformat(), until=until)
    return posting


@transaction.atomic
def end_posting(*, actor: Actor, at: dt.datetime, posting_id: int, on: dt.date) -> Posting:
    """`on` is the last day of work there."""
    posting = Posting.objects.select_for_update().filter(pk=posting_id).first()
    if posting is None:
        raise NoSuchPoint
    point = point_for_change(posting.point_id)
    policies.require_may_edit(actor, point)
    _require_in_order(posting.valid_from, on)
    posting.valid_to = on
    posting.save(update_fields=["valid_to"])
    record(actor, "person.posting_ended", point, at, user=posting.user_id, on=on.isoformat())
    return posting


@transaction.atomic
def grant_authorisation(
    *,
    actor: Actor,
    at: dt.datetime,
    hromada_code: str,
    user_id: int,
    decision_number: str,
    decided_on: dt.date,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    service_ids: Collection[int],
    settlement_codes: Collection[str] = (),
) -> Authorisation:
    """Enter a council's decision. No settlements = the whole hromada.

    Raises MayNotFound, NoEndBeforeStart, NoServicesChosen, NotOurPerson, NotOurSettlement.
    """
    policies.require_may_found(actor, hromada_code)
    _require_in_order(valid_from, valid_to)
    services = list(PublicService.objects.filter(pk__in=service_ids).order_by("pk"))
    if not services:
        raise NoServicesChosen
    _require_colleague(user_id, hromada_code, on=valid_from)
    settlements = _settlements(settlement_codes, hromada_code)
    found = Authorisation.objects.create(
        user_id=user_id, hromada_id=hromada_code, decision_number=clean(decision_number), decided_on=decided_on,
        valid_from=valid_from, valid_to=valid_to, recorded_by_id=actor.user_id, recorded_at=at,
    )  # fmt: skip
    found.services.set(services)
    found.settlements.set(settlements)
    _journal(actor, "authorisation.granted", found, at)
    return found


@transaction.atomic
def end_authorisation(*, actor: Actor, at: dt.datetime, authorisation_id: int, on: dt.date) -> Authorisation:
    """The decision's last day is `on`: the council revoked it, or its term was shortened."""
    found = Authorisation.objects.select_for_update().filter(pk=authorisation_id).first()
    if found is None or not policies.may_found(actor, found.hromada_id):
        raise NoSuchPoint
    _require_in_order(found.valid_from, on)
    found.valid_to = on
    found.save(update_fields=["valid_to"])
    _journal(actor, "authorisation.ended", found, at)
    return found


def _require_in_order(start: dt.date, end: dt.date | None) -> None:
    if end is not None and end < start:
        raise NoEndBeforeStart(start=f"{start:%d.%m.%Y}")


def _require_colleague(user_id: int, hromada_code: str, *, on: dt.date) -> None:
    """A desk role in this hromada, on the day or later."""
    theirs = Membership.objects.filter(user_id=user_id, hromada_code=hromada_code, role__in=DESK_ROLES)
    if not hromada_code or not theirs.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).exists():
        raise NotOurPerson


def _settlements(codes: Collection[str], hromada_code: str) -> list[Unit]:
    found = list(Unit.objects.filter(pk__in=codes).order_by("pk"))
    foreign = next((unit for unit in found if hromada_code not in (unit.hromada_id, unit.pk)), None)
    if foreign is not None or len(found) != len(set(codes)):
        raise NotOurSettlement(settlement=foreign.name if foreign else ", ".join(sorted(codes)))
    return found


def _journal(actor: Actor, action: str, authorisation: Authorisation, at: dt.datetime) -> None:
    facts = {
        "user": authorisation.user_id,
        "decision": authorisation.decision_number,
        "from": authorisation.valid_from.isoformat(),
        "to": authorisation.valid_to.isoformat() if authorisation.valid_to else "",
    }
    audit.record(actor=actor, action=action, subject=authorisation, at=at, hromada_code=actor.hromada_code, facts=facts)
