"""How a state changes: one table asked, one row of history."""

from datetime import datetime

from vikno.common.actors import Actor
from vikno.selection import rules
from vikno.selection.enums import AssignmentMove, AssignmentState
from vikno.selection.errors import MoveNotAllowed
from vikno.selection.models import Assignment, AssignmentStep


def move_assignment(
    assignment: Assignment, move: AssignmentMove, *, actor: Actor, at: datetime, reason: str = ""
) -> Assignment:
    """Carry an assignment to its next state, as it is now. Refusals: MoveNotAllowed."""
    held = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    after = rules.after(rules.ASSIGNMENT_MOVES, held.state, move)
    if after is None:
        raise MoveNotAllowed(state=AssignmentState(held.state).label)
    held.state = assignment.state = after
    held.save(update_fields=["state"])
    AssignmentStep.objects.create(
        assignment=held, move=move, state_after=after, reason=reason[:1000], at=at, by_name=actor.name
    )
    return held
