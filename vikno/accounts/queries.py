"""Who is who, on a date."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max, Prefetch, Q, QuerySet

from vikno.accounts import policies, rules
from vikno.accounts.enums import OrganisationKind, Role
from vikno.accounts.models import ApiKey, Membership, Organisation, User
from vikno.common.actors import Actor
from vikno.common.compiled import compiled
from vikno.common.rows import the_one
from vikno.common.text import sort_key


def memberships_in_force(user_id: int, *, on: date) -> QuerySet[Membership]:
    """Roles a person holds on a date, oldest first; none for a disabled account or an ended role."""
    return (
        _in_force(Membership.objects.filter(user_id=user_id), on=on)
        .select_related("user", "organisation")
        .order_by("pk")
    )


@compiled
def memberships_held(user_id: int, *, on: date) -> QuerySet[Membership]:
    """The same, read: every request of a signed-in person asks."""
    return memberships_in_force(user_id, on=on)


def actor_of(membership: Membership) -> Actor:
    """The actor a membership makes."""
    return Actor(
        user_id=membership.user_id,
        name=str(membership.user),
        role=membership.role,
        hromada_code=membership.hromada_code,
        oblast_code=membership.oblast_code,
        organisation_id=membership.organisation_id,
        membership_id=membership.pk,
    )


@dataclass(frozen=True)
class Colleague:
    """A person of a hromada and the roles they hold there now."""

    person: User
    roles: list[Membership]


def people_of(actor: Actor, *, on: date, text: str = "") -> list[Colleague]:
    """People of the actor's hromada in alphabetical order, those without a role last; `text` is part of a name.

    A hromada has dozens of staff, so the alphabet is kept here and not in a column.
    """
    own = _in_force(policies.visible_memberships(actor), on=on).select_related("organisation").order_by("pk")
    found = (
        policies.visible_people(actor)
        .filter(Q(full_name__icontains=text) | Q(username__icontains=text))
        .prefetch_related(Prefetch("memberships", own))
    )
    people = [Colleague(person, list(person.memberships.all())) for person in found]
    return sorted(people, key=lambda one: (not one.roles, sort_key(one.person.full_name), one.person.pk))


def person_of(actor: Actor, user_id: int) -> User | None:
    """A person of the actor's hromada, or None as for an unknown one."""
    return policies.visible_people(actor).filter(pk=user_id).first()


def roles_of(actor: Actor, user_id: int) -> QuerySet[Membership]:
    """Every role, also past, of a person in the actor's hromada, newest first."""
    return (
        policies.visible_memberships(actor)
        .filter(user_id=user_id)
        .select_related("organisation", "granted_by", "ended_by")
        .order_by("-valid_from", "-pk")
    )


def membership_of(actor: Actor, membership_id: int) -> Membership | None:
    """One role in the actor's hromada, or None as for an unknown one."""
    return policies.visible_memberships(actor).filter(pk=membership_id).first()


def colleagues(hromada_code: str, *, roles: frozenset[str], on: date) -> QuerySet[User]:
    """People who hold any of the roles in a hromada on a date: for choices of couriers, officers, starostas."""
    held = _in_force(Membership.objects.filter(hromada_code=hromada_code, role__in=roles), on=on)
    return User.objects.filter(pk__in=held.values("user_id")).order_by("full_name", "pk")


def managers_of(organisation_id: int, *, on: date) -> QuerySet[User]:
    """Who runs the programme of an organisation on a date."""
    rows = Membership.objects.filter(organisation_id=organisation_id, role=Role.PROGRAMME)
    return User.objects.filter(pk__in=_in_force(rows, on=on).values("user_id")).order_by("full_name", "pk")


def names_of(user_ids: Collection[int]) -> dict[int, str]:
    """Full names by identifier, of those who have left too."""
    return {person.pk: str(person) for person in User.objects.filter(pk__in=user_ids).order_by("pk")}


def organisations_of(user_ids: Collection[int], *, hromada_code: str) -> dict[tuple[int, str], str]:
    """For which organisation somebody works in a role in a hromada, ended roles too: (person, role) -> its name."""
    held = Membership.objects.filter(user_id__in=user_ids, hromada_code=hromada_code, organisation__isnull=False)
    return {
        (one.user_id, one.role): str(one.organisation) for one in held.select_related("organisation").order_by("pk")
    }


def providers() -> QuerySet[Organisation]:
    """Organisations that decide cases."""
    return Organisation.objects.filter(kind=OrganisationKind.PROVIDER).order_by("name", "pk")


def username_is_taken(username: str) -> bool:
    """Whether somebody signs in under this name, whatever its case."""
    return User.objects.filter(username__iexact=username).exists()


def holds_role(user_id: int, *, role: str, hromada_code: str, organisation_id: int | None) -> bool:
    """Whether the very same role is there already, not ended and not run out."""
    return Membership.objects.filter(
        Q(organisation_id=organisation_id), user_id=user_id, role=role, hromada_code=hromada_code,
        ended_at__isnull=True, valid_to__isnull=True,
    ).exists()  # fmt: skip


def works_beyond(user_id: int, *, hromada_code: str) -> bool:
    """Whether a person holds a role, not ended, outside a hromada."""
    return Membership.objects.filter(user_id=user_id, ended_at__isnull=True).exclude(hromada_code=hromada_code).exists()


def _in_force(memberships: QuerySet[Membership], *, on: date) -> QuerySet[Membership]:
    return memberships.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        valid_from__lte=on,
        ended_at__isnull=True,
        user__is_active=True,
    )


def key_in_force(secret: str, *, at: datetime, on: date) -> ApiKey | None:
    """The key a program shows, with its membership; None for an unknown, revoked or expired one, or a lost role.

    Found by its digest: nothing is compared letter by letter, so there is no time to measure.
    """
    signing = (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))
    digests = [rules.key_digest(key=key, secret=secret) for key in signing]
    held = _in_force(Membership.objects.filter(user__is_program=True), on=on)
    keys = ApiKey.objects.filter(digest__in=digests, revoked_at__isnull=True, expires_at__gt=at, membership__in=held)
    return the_one(keys.select_related("membership__user"))


def keys_of(actor: Actor) -> QuerySet[ApiKey]:
    """Keys of the actor's hromada, those that work first, each with the minute of its last use."""
    return (
        policies.visible_keys(actor)
        .select_related("membership__user", "membership__organisation", "issued_by", "revoked_by")
        .annotate(last_used=Max("uses__minute"))
        .order_by("revoked_at", "-issued_at", "-pk")
    )


def key_of(actor: Actor, key_id: int) -> ApiKey | None:
    """One key of the actor's hromada, or None as for an unknown one."""
    return policies.visible_keys(actor).select_related("membership__user").filter(pk=key_id).first()
