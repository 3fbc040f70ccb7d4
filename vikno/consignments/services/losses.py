"""Papers that are lost: declared by the head with an act; found again where they turn up."""

from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.cases import services as cases
from vikno.cases.enums import Step
from vikno.cases.models import Case
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.consignments import policies, queries
from vikno.consignments.errors import CircumstancesMissing
from vikno.consignments.models import Loss
from vikno.consignments.services.manifests import keep_loss
from vikno.network.models import Point


@transaction.atomic
def declare_lost(*, case: Case, point: Point, circumstances: str, actor: Actor, at: datetime) -> Loss:
    """The papers are lost, with an act; the last holder stays on record. Declared twice nothing happens.

    Refusals: MayNotDeclareLost, CircumstancesMissing, CaseNotFound.
    """
    policies.require_may_declare_lost(actor)
    if not clean(circumstances):
        raise CircumstancesMissing
    cases.lock_cases([case], actor=actor)
    known = queries.open_loss(case)
    if known is not None:
        return known
    holding = queries.where_is(case)
    held = f"{holding.kind_label} {holding.name}".strip()
    if holding.bag_shown:
        held = f"{held}, пакет {holding.bag_shown}"
    loss = Loss(
        hromada_id=case.hromada_id, case=case, circumstances=clean(circumstances)[:500], last_held=held[:300],
        declared_at=at, declared_by_id=actor.user_id,
    )  # fmt: skip
    loss.paper = keep_loss(loss=loss, held_since=holding.since, actor=actor, at=at)
    loss.save()
    cases.record_step(
        case=case, step=Step.NOTE, actor=actor, at=at, point=point,
        note=f"документи оголошено втраченими; останній тримав: {held}"[:500],
    )  # fmt: skip
    _record(loss, "lost", actor=actor, at=at)
    return loss


def close_loss(*, case: Case, point: Point, note: str, actor: Actor, at: datetime) -> None:
    """The papers turned up: an open loss is over. The caller has locked the case."""
    loss = queries.open_loss(case)
    if loss is None:
        return
    loss.found_at, loss.found_by_id, loss.found_point, loss.found_note = at, actor.user_id, point, clean(note)[:300]
    loss.save(update_fields=["found_at", "found_by", "found_point", "found_note"])
    _record(loss, "found", actor=actor, at=at)


def _record(loss: Loss, what: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, action=f"papers.{what}", subject=loss, at=at, hromada_code=loss.hromada_id,
        facts={"number": loss.case.number},
    )  # fmt: skip
