"""One step of an assessment, a paper or an item: by its table, with a line of its history."""

from datetime import datetime

from vikno.assessments import rules
from vikno.assessments.errors import MoveRefused
from vikno.assessments.models import Assessment, AssessmentMove, Evidence, EvidenceMove, ItemMove, RoadmapItem
from vikno.audit import services as audit
from vikno.common.actors import Actor


def move_assessment(one: Assessment, to: str, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Refusals: MoveRefused."""
    if not rules.may_move(rules.ASSESSMENT_MOVES, one.state, to):
        raise MoveRefused(state=one.get_state_display())
    AssessmentMove.objects.create(assessment=one, **_step(one, to, actor=actor, at=at, reason=reason))
    before, one.state = one.state, to
    one.save(update_fields=["state", "prefilled_at"])
    audit.record(
        actor=actor, action=f"assessment.{to}", subject=one, at=at, hromada_code=actor.hromada_code,
        facts={"from": before, "hromada": one.hromada_id},
    )  # fmt: skip


def move_evidence(one: Evidence, to: str, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Refusals: MoveRefused."""
    if not rules.may_move(rules.EVIDENCE_MOVES, one.state, to):
        raise MoveRefused(state=one.get_state_display())
    EvidenceMove.objects.create(evidence=one, **_step(one, to, actor=actor, at=at, reason=reason))
    one.state = to
    one.save(update_fields=["state", "valid_until"])


def move_item_to(one: RoadmapItem, to: str, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Refusals: MoveRefused."""
    if not rules.may_move(rules.ITEM_MOVES, one.state, to):
        raise MoveRefused(state=one.get_state_display())
    ItemMove.objects.create(item=one, **_step(one, to, actor=actor, at=at, reason=reason))
    before, one.state = one.state, to
    one.save()
    audit.record(
        actor=actor, action=f"roadmap_item.{to}", subject=one, at=at, hromada_code=actor.hromada_code,
        facts={"from": before, "question": one.question},
    )  # fmt: skip


def _step(
    one: Assessment | Evidence | RoadmapItem, to: str, *, actor: Actor, at: datetime, reason: str
) -> dict[str, object]:
    return {
        "hromada_id": one.hromada_id, "organisation_id": one.organisation_id, "from_state": one.state,
        "to_state": to, "reason": reason, "at": at, "by_name": actor.name,
    }  # fmt: skip
