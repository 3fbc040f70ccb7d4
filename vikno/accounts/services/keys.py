"""Keys by which programs come in: issued for a term, shown once, revoked at once, every use counted."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from vikno.accounts import policies, rules
from vikno.accounts.enums import Role
from vikno.accounts.errors import KeyRevoked, KeyTermOutOfBounds, NoScopes, OrganisationMissing, ScopesBeyondRole
from vikno.accounts.models import ApiKey, Membership, User
from vikno.audit.services import record
from vikno.common import clock
from vikno.common.actors import Actor

_PREFIX: Final = "vikno_"
_BYTES: Final = 32
_ENDING: Final = 4


@transaction.atomic
def issue_key(
    *,
    actor: Actor,
    at: datetime,
    name: str,
    holder: str,
    role: str,
    scopes: Collection[str],
    expires_on: date,
    organisation_id: int | None = None,
) -> tuple[ApiKey, str]:
    """Make a program an account of its own with one role, and answer its key, which is kept nowhere.

    The account has no password, so nobody signs in as the program, and what it does is never taken for what a
    person did. Raises KeysNotIssued, ScopesBeyondRole, NoScopes, KeyTermOutOfBounds, OrganisationMissing.
    """
    policies.require_may_issue_keys(actor, role=role)
    _require_sound(role=role, scopes=scopes, expires_on=expires_on, at=at)
    if role in rules.ROLES_OF_AN_ORGANISATION and organisation_id is None:
        raise OrganisationMissing
    membership = _account_of_program(
        actor, at=at, name=name, role=role, organisation_id=organisation_id, until=expires_on
    )
    secret = _PREFIX + secrets.token_urlsafe(_BYTES)
    key = ApiKey.objects.create(
        membership=membership, holder=holder, digest=rules.key_digest(key=settings.SECRET_KEY, secret=secret),
        ending=secret[-_ENDING:], scopes=sorted(scopes), issued_by_id=actor.user_id, issued_at=at,
        expires_at=clock.midnight(expires_on + timedelta(days=1)),
    )  # fmt: skip
    facts = {"role": role, "scopes": sorted(scopes), "until": expires_on.isoformat(), "account": membership.user_id}
    record(actor=actor, action="key.issued", subject=key, at=at, hromada_code=actor.hromada_code, facts=facts)
    return key, secret


@transaction.atomic
def revoke_key(*, actor: Actor, at: datetime, key_id: int) -> ApiKey:
    """Close a key: the next call by it is already refused, and its account is disabled."""
    key = policies.visible_keys(actor).select_for_update(of=("self",)).get(pk=key_id)
    if key.revoked_at is not None:
        raise KeyRevoked
    key.revoked_at, key.revoked_by_id = at, actor.user_id
    key.save(update_fields=["revoked_at", "revoked_by"])
    User.objects.filter(pk=key.membership.user_id, is_program=True).update(is_active=False)
    record(actor=actor, action="key.revoked", subject=key, at=at, hromada_code=actor.hromada_code)
    return key


def note_use(*, key_id: int, at: datetime) -> int:
    """Count one call and answer how many there were within this minute. Call it outside a transaction.

    One statement, a transaction of its own, and the only one that does not wait for the disk: a count lost in a
    power cut costs nobody anything, and eight clients of one key do not queue for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO accounts_keyuse (key_id, minute, calls)
               SELECT %s, date_trunc('minute', %s), 1 WHERE set_config('synchronous_commit', 'off', true) IS NOT NULL
               ON CONFLICT (key_id, minute) DO UPDATE SET calls = accounts_keyuse.calls + 1
               RETURNING calls""",
            [key_id, at],
        )
        return int(cursor.fetchone()[0])


def _require_sound(*, role: str, scopes: Collection[str], expires_on: date, at: datetime) -> None:
    if not scopes:
        raise NoScopes
    beyond = rules.scope_beyond(role, scopes)
    if beyond is not None:
        raise ScopesBeyondRole(role=Role(role).label, scope=beyond)
    days = (expires_on - clock.today(at)).days
    if not 1 <= days <= rules.KEY_DAYS:
        raise KeyTermOutOfBounds(most=rules.KEY_DAYS)


def _account_of_program(
    actor: Actor, *, at: datetime, name: str, role: str, organisation_id: int | None, until: date
) -> Membership:
    user = User(username=f"program.{secrets.token_hex(8)}", full_name=name, is_program=True)
    user.set_unusable_password()
    user.save()
    return Membership.objects.create(
        user=user, role=role, hromada_code=actor.hromada_code, organisation_id=organisation_id,
        valid_from=clock.today(at), valid_to=until, granted_by_id=actor.user_id, granted_at=at,
    )  # fmt: skip
