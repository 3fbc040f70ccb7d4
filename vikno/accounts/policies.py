"""Who may change people and roles, and which people they see."""

from django.db.models import QuerySet

from vikno.accounts import rules
from vikno.accounts.enums import Role
from vikno.accounts.errors import KeysNotIssued, OwnRightsAreNotOnesOwn, PeopleNotManaged, RoleNotGrantable
from vikno.accounts.models import ApiKey, Membership, User
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
    """People with any role, also ended, in the actor's own hromada; programs are not people."""
    if not actor.hromada_code or not may_manage_people(actor):
        return User.objects.none()
    own = Membership.objects.filter(hromada_code=actor.hromada_code).values("user_id")
    return User.objects.filter(pk__in=own, is_program=False)


def visible_memberships(actor: Actor) -> QuerySet[Membership]:
    """Roles, also ended, in the actor's own hromada."""
    if not actor.hromada_code or not may_manage_people(actor):
        return Membership.objects.none()
    return Membership.objects.filter(hromada_code=actor.hromada_code)


def may_issue_keys(actor: Actor) -> bool:
    """Whether the page of keys is for this actor."""
    return rules.may_issue_keys(actor.role, actor.hromada_code)


def require_may_issue_keys(actor: Actor, *, role: str) -> None:
    """Refuse unless the actor may let a program work in a role."""
    if not may_issue_keys(actor) or not rules.key_role_is_grantable(role, by=actor.role):
        raise KeysNotIssued


def visible_keys(actor: Actor) -> QuerySet[ApiKey]:
    """Keys of the actor's own hromada; of none, for a steward."""
    if not may_issue_keys(actor):
        return ApiKey.objects.none()
    return ApiKey.objects.filter(membership__hromada_code=actor.hromada_code)
