"""Who reads what people said, who answers complaints."""

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.common.actors import Actor
from vikno.feedback.errors import NotYourComplaint, NotYourDesk
from vikno.feedback.models import Complaint

READERS = frozenset({Role.OFFICER, Role.HEAD})


def may_read(actor: Actor) -> bool:
    """Counts, words and the register of complaints of one's own hromada."""
    return bool(actor.hromada_code) and (actor.is_system or actor.role in READERS)


def may_manage(actor: Actor) -> bool:
    """Posters, actions taken, who answers, how long."""
    return bool(actor.hromada_code) and (actor.is_system or actor.role == Role.HEAD)


def may_register(actor: Actor) -> bool:
    """Anybody at a desk of the hromada writes down what a person says, and gives a link after a visit."""
    return bool(actor.hromada_code) and (actor.is_system or actor.role in DESK_ROLES)


def may_answer(actor: Actor, complaint: Complaint) -> bool:
    return may_manage(actor) or (may_read(actor) and complaint.assigned_to_id == actor.user_id)


def require_may_read(actor: Actor) -> None:
    if not may_read(actor):
        raise NotYourDesk


def require_may_manage(actor: Actor) -> None:
    if not may_manage(actor):
        raise NotYourDesk


def require_may_register(actor: Actor) -> None:
    if not may_register(actor):
        raise NotYourDesk


def require_may_answer(actor: Actor, complaint: Complaint) -> None:
    if not may_answer(actor, complaint):
        raise NotYourComplaint
