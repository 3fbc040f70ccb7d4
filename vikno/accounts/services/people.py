"""People are added, given roles, relieved of roles, given a new password; entries and exits are written down."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from vikno.accounts import policies, queries, rules
from vikno.accounts.errors import (
    MembershipEnded,
    OrganisationMissing,
    PersonIsElsewhereToo,
    ProgramHasNoPassword,
    RoleHeldAlready,
    UsernameTaken,
)  # fmt: skip
from vikno.accounts.models import Membership, User
from vikno.audit.services import record
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.notifications.enums import Language

# Signs that nobody takes for one another on paper: no 0 and O, no 1, l and I.
_PASSWORD_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105  an alphabet
_PASSWORD_GROUPS: Final = 4
_GROUP_LENGTH: Final = 5


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    at: datetime,
    username: str,
    full_name: str,
    role: str,
    hromada_code: str,
    position: str = "",
    organisation_id: int | None = None,
    oblast_code: str = "",
    email: str = "",
) -> tuple[User, str]:
    """Add somebody with their first role; answer them and the temporary password, which is kept nowhere."""
    policies.require_may_manage(actor, user_id=None, hromada_code=hromada_code)
    policies.require_may_grant(actor, role=role)
    if queries.username_is_taken(username):
        raise UsernameTaken(username=username)
    person = User(username=username, full_name=full_name, email=email)
    password = _give_temporary_password(person, at=at)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:  # two heads at the same moment
        raise UsernameTaken(username=username) from None
    record(actor=actor, action="person.added", subject=person, at=at, hromada_code=hromada_code)
    grant_role(
        actor=actor, at=at, user_id=person.pk, role=role, hromada_code=hromada_code, position=position,
        organisation_id=organisation_id, oblast_code=oblast_code, valid_from=clock.today(at),
    )  # fmt: skip
    return person, password


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    at: datetime,
    user_id: int,
    role: str,
    hromada_code: str,
    valid_from: date,
    valid_to: date | None = None,
    position: str = "",
    organisation_id: int | None = None,
    oblast_code: str = "",
) -> Membership:
    """Give somebody a role in a hromada from a date, both days inside."""
    policies.require_may_manage(actor, user_id=user_id, hromada_code=hromada_code)
    policies.require_may_grant(actor, role=role)
    if role in rules.ROLES_OF_AN_ORGANISATION and organisation_id is None:
        raise OrganisationMissing
    person = User.objects.select_for_update().get(pk=user_id)  # the same role twice at once would pass the check
    if person.is_program:
        raise ProgramHasNoPassword
    if queries.holds_role(user_id, role=role, hromada_code=hromada_code, organisation_id=organisation_id):
        raise RoleHeldAlready
    membership = Membership.objects.create(
        user=person, role=role, hromada_code=hromada_code, organisation_id=organisation_id, position=position,
        oblast_code=oblast_code, valid_from=valid_from, valid_to=valid_to, granted_by_id=actor.user_id, granted_at=at,
    )  # fmt: skip
    facts = {"person": user_id, "role": role, "from": valid_from.isoformat()}
    record(actor=actor, action="role.granted", subject=membership, at=at, hromada_code=hromada_code, facts=facts)
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, at: datetime, membership_id: int) -> Membership:
    """Take a role away at once: the next request of the person already goes without it."""
    membership = Membership.objects.select_for_update().get(pk=membership_id)
    policies.require_may_manage(actor, user_id=membership.user_id, hromada_code=membership.hromada_code)
    if membership.ended_at is not None:
        raise MembershipEnded
    membership.ended_at, membership.ended_by_id = at, actor.user_id
    membership.save(update_fields=["ended_at", "ended_by"])
    record(
        actor=actor, action="role.ended", subject=membership, at=at, hromada_code=membership.hromada_code,
        facts={"person": membership.user_id, "role": membership.role},
    )  # fmt: skip
    return membership


@transaction.atomic
def reset_password(*, actor: Actor, at: datetime, user_id: int, hromada_code: str) -> tuple[User, str]:
    """Give a temporary password, which is kept nowhere, and so end every session of the person."""
    policies.require_may_manage(actor, user_id=user_id, hromada_code=hromada_code)
    person = User.objects.select_for_update().get(pk=user_id)
    if person.is_program:
        raise ProgramHasNoPassword
    if not actor.is_system and queries.works_beyond(user_id, hromada_code=hromada_code):
        raise PersonIsElsewhereToo
    password = _give_temporary_password(person, at=at)
    person.save(update_fields=["password", "temporary_password_until"])
    record(actor=actor, action="password.reset", subject=person, at=at, hromada_code=hromada_code)
    return person, password


@transaction.atomic
def keep_own_password(*, person: User, password: str, at: datetime) -> None:
    """The person chose a password: it is theirs, and the temporary one is over."""
    person.set_password(password)
    person.temporary_password_until = None
    person.save(update_fields=["password", "temporary_password_until"])
    _record_of_person(person, action="password.changed", at=at)


@transaction.atomic
def choose_letters(*, person: User, language: Language, at: datetime) -> None:
    """The person says in which language they are written to."""
    person.letters_in = language
    person.save(update_fields=["letters_in"])
    _record_of_person(person, action="letters.language_chosen", at=at)


@transaction.atomic
def record_sign_in(*, person: User, at: datetime) -> None:
    """Write an entry into the journal."""
    _record_of_person(person, action="session.opened", at=at)


@transaction.atomic
def record_sign_out(*, person: User, at: datetime) -> None:
    """Write an exit into the journal."""
    _record_of_person(person, action="session.closed", at=at)


def _record_of_person(person: User, *, action: str, at: datetime) -> None:
    """Into the chain of the hromada the person works for; of none, when they work for several or for none."""
    held = list(queries.memberships_in_force(person.pk, on=clock.today(at)))
    codes = {membership.hromada_code for membership in held}
    code = codes.pop() if len(codes) == 1 else ""
    actor = queries.actor_of(held[0]) if held else Actor(user_id=person.pk, name=str(person), role="none")
    with tenancy.standing_in(code):
        record(actor=actor, action=action, subject=person, at=at, hromada_code=code)


def _give_temporary_password(person: User, *, at: datetime) -> str:
    groups = ["".join(secrets.choice(_PASSWORD_SIGNS) for _ in range(_GROUP_LENGTH)) for _ in range(_PASSWORD_GROUPS)]
    password = "-".join(groups)
    person.set_password(password)
    person.temporary_password_until = at + timedelta(days=rules.TEMPORARY_PASSWORD_DAYS)
    return password
