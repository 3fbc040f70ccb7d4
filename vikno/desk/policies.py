"""A draft belongs to the person who keeps it; who saw somebody's data is told by the head."""

from uuid import UUID

from django.db.models import QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.applicants.models import Applicant
from vikno.common.actors import Actor
from vikno.desk.errors import DraftNotFound, MayNotReadTrail
from vikno.desk.models import IntakeDraft


def may_read_trail(actor: Actor) -> bool:
    """Who saw a person's data is told by the head of the centre: the journal is about their own staff."""
    return actor.role == Role.HEAD and bool(actor.hromada_code)


def require_may_read_trail(actor: Actor, applicant: Applicant) -> None:
    if not may_read_trail(actor) or applicant.hromada_id != actor.hromada_code:
        raise MayNotReadTrail


def own_drafts(actor: Actor) -> QuerySet[IntakeDraft]:
    """Drafts of the actor, latest first."""
    if actor.role not in DESK_ROLES or actor.user_id is None:
        return IntakeDraft.objects.none()
    return IntakeDraft.objects.filter(hromada_id=actor.hromada_code, user_id=actor.user_id).order_by(
        "-saved_at", "token"
    )


def access_draft(actor: Actor, token: UUID) -> IntakeDraft:
    """One's own draft, or DraftNotFound (404)."""
    found = own_drafts(actor).select_related("applicant__settlement", "service", "point", "case").filter(pk=token)
    draft = found.first()
    if draft is None:
        raise DraftNotFound
    return draft
