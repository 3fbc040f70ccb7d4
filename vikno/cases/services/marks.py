"""Marks on steps of the technological card that the record of a case makes by itself."""

from datetime import datetime

from vikno.cases.enums import Step
from vikno.cases.models import Case, CaseTask
from vikno.catalogue.enums import CaseEvent
from vikno.common.actors import Actor

# Registration marks its step while the steps are made.
_LATER_EVENTS = frozenset(CaseEvent.values) - {str(Step.REGISTERED)}


def mark(task: CaseTask, *, actor: Actor, at: datetime) -> None:
    """Set who did a step and when (not saved)."""
    task.done_at, task.done_by_id, task.done_by_name = at, actor.user_id, who_marks(actor)


def mark_by_event(case: Case, step: str, *, actor: Actor, at: datetime) -> None:
    """What was recorded of a case marks the step that waits for it; asked only of cases with a card."""
    event = CaseEvent.ISSUED if step == Step.POSTED else step
    if case.workflow_id is None or event not in _LATER_EVENTS:
        return
    waiting = CaseTask.objects.filter(hromada_id=case.hromada_id, case=case, event=event, done_at__isnull=True)
    waiting.update(done_at=at, done_by_id=actor.user_id, done_by_name=who_marks(actor))


def who_marks(actor: Actor) -> str:
    return actor.name or "система"
