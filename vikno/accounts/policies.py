"""Who may change people and roles, and which people they see."""

from django.db.models import QuerySet

from vikno.accounts import rules
from vikno.accounts.enums import Role
from vikno.accounts.errors import OwnRightsAreNotOnesOwn, PeopleNotManaged, RoleNotGrantable
from vikno.accounts.models import Membership, User
from vikno.common.actors import Actor


def may_manage_people(actor: Actor) -> bool:
    """Whether the page of people is for this actor."""
    return rules.may_manage_people(actor.role, actor.hromada_code)


def require_may_manage(actor: Actor, *, user_id: int | None, hromada_code: str) -> None:
    """Refuse unless the actor heads the hromada; nobody changes their own rights."""
    if not may_manage_people(actor) or (not actor.is_system and actor.hromada_code != hromada_code):
        raise PeopleNotManaged
    if user_id is not None and user_id == actor.user_id:
        raise OwnRightsAreNotOnesOwn


def require_may_grant(actor: Actor, *, role: str) -> None:
    """Refuse a role that this actor cannot give."""
    if not rules.is_grantable(role, by=actor.role):
        raise RoleNotGrantable(role=Role(role).label)


def visible_people(actor: Actor) -> QuerySet[User]:
    """People with any role, also ended, in the actor's own hromada."""
    if not actor.hromada_code or not may_manage_people(actor):
        return User.objects.none()
    own = Membership.objects.filter(hromada_code=actor.hromada_code).values("user_id")
    return User.objects.filter(pk__in=own)


def visible_memberships(actor: Actor) -> QuerySet[Membership]:
    """Roles, also ended, in the actor's own hromada."""
    if not actor.hromada_code or not may_manage_people(actor):
        return Membership.objects.none()
    return Membership.objects.filter(hromada_code=actor.hromada_code)
