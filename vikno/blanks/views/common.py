"""What every page of blanks needs: the actor, the people, one refused call told on its form."""

from django.http import HttpRequest

from vikno.accounts.enums import DESK_ROLES
from vikno.accounts.models import User
from vikno.blanks import policies
from vikno.common import clock
from vikno.common.actors import Actor

DESK = tuple(sorted(DESK_ROLES))
KEEPERS = ("head",)


def me_of(request: HttpRequest) -> User:
    user: User = request.user  # type: ignore[assignment]
    return user


def people_for(actor: Actor) -> list[User]:
    """Whom the keeper may choose; nobody for others: theirs is only their own."""
    if not policies.is_keeper(actor):
        return []
    found = {member.user_id: member.user for member in policies.holders(actor.hromada_code, on=clock.today())}
    return list(found.values())
