"""Who runs calls, who applies, and what each sees. A programme sees its own calls and what was submitted to them."""

from datetime import datetime

from django.db.models import QuerySet

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.accounts.queries import memberships_in_force
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.programmes.enums import PUBLIC_STATES
from vikno.programmes.errors import MayNotApply, MayNotRun, NotYourOffice
from vikno.programmes.models import ProgrammeCall, Proposal

APPLYING = frozenset({Role.HEAD, Role.LEADER})


def require_may_run(actor: Actor) -> None:
    """Calls of the actor's own organisation."""
    if actor.role != Role.PROGRAMME or actor.organisation_id is None:
        raise MayNotRun


def require_may_apply(actor: Actor) -> None:
    """Proposals of the actor's own hromada."""
    if actor.role not in APPLYING or not actor.hromada_code:
        raise MayNotApply


def visible_calls(actor: Actor) -> QuerySet[ProgrammeCall]:
    """A programme's own in every state; those that are public for a hromada."""
    calls = ProgrammeCall.objects.select_related("programme")
    if actor.role == Role.PROGRAMME and actor.organisation_id is not None:
        return calls.filter(organisation_id=actor.organisation_id)
    return calls.filter(state__in=PUBLIC_STATES)


def visible_proposals(actor: Actor) -> QuerySet[Proposal]:
    """A hromada's own in every state; those submitted to a programme for it; nobody else any."""
    rows = Proposal.objects.select_related("call__programme", "track", "version", "hromada__oblast")
    if actor.role == Role.PROGRAMME and actor.organisation_id is not None:
        return rows.filter(organisation_id=actor.organisation_id, submitted_at__isnull=False)
    if actor.role in APPLYING and actor.hromada_code:
        return rows.filter(hromada_id=actor.hromada_code)
    return rows.none()


def office_of(actor: Actor, *, at: datetime) -> Membership | None:
    """The membership the actor acts by, if it is in force at this very moment."""
    if actor.user_id is None or actor.membership_id is None:
        return None
    return memberships_in_force(actor.user_id, on=today(at)).filter(pk=actor.membership_id).first()


def require_may_submit(actor: Actor, call: ProgrammeCall, *, at: datetime) -> Membership:
    """The office that the rules of the call name, held now; asked at the moment of the act and never before."""
    require_may_apply(actor)
    held = office_of(actor, at=at)
    is_named = held is not None and held.role in call.who_may_submit and held.hromada_code == actor.hromada_code
    if held is None or not is_named or not _has_position(held, call):
        raise NotYourOffice(who=who_may_submit(call))
    return held


def who_may_submit(call: ProgrammeCall) -> str:
    """Roles in words, with positions where the call names them."""
    roles = ", ".join(str(Role(one).label) for one in call.who_may_submit)
    return f"{roles} ({', '.join(call.positions)})" if call.positions else roles


def _has_position(held: Membership, call: ProgrammeCall) -> bool:
    wanted = {one.strip().casefold() for one in call.positions}
    return not wanted or held.position.strip().casefold() in wanted
