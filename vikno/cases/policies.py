"""Who may see and move which case. A stranger is answered as if the case did not exist."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.accounts.models import Membership
from vikno.cases.enums import ACTS_ON_TERM, CaseState, Step
from vikno.cases.errors import CaseNotFound, MayNotAct, ProviderDecides
from vikno.cases.models import Case, CaseTask, CaseTransfer, StatusChange
from vikno.cases.rules import steps_from
from vikno.catalogue.enums import Performer
from vikno.common import clock
from vikno.common.actors import Actor

_DESK = frozenset(DESK_ROLES)
_CARRIERS = _DESK | {Role.COURIER, Role.PROVIDER}
# Which roles record which step; the bag decides whose bag it is, the case decides the order.
STEP_ROLES: dict[Step, frozenset[Role]] = {
    Step.REGISTERED: _DESK,
    Step.BAGGED: _DESK | {Role.PROVIDER},
    Step.DISPATCHED: _CARRIERS,
    Step.RECEIVED: _CARRIERS,
    Step.FORWARDED: _CARRIERS,
    Step.ACCEPTED: _DESK | {Role.PROVIDER},
    Step.WITHOUT_MOTION: _DESK | {Role.PROVIDER},
    Step.CURED: _DESK | {Role.PROVIDER},
    Step.SUSPENDED: _DESK | {Role.PROVIDER},
    Step.RESUMED: _DESK | {Role.PROVIDER},
    Step.EXTENDED: _DESK | {Role.PROVIDER},
    Step.INVITED: _DESK | {Role.PROVIDER},
    Step.HEARD: _DESK | {Role.PROVIDER},
    Step.UNHEARD: _DESK | {Role.PROVIDER},
    Step.DECIDED: _DESK | {Role.PROVIDER},
    Step.RETURNED: _DESK,
    Step.NOTIFIED: _DESK,
    Step.UNCLAIMED: _DESK,
    Step.ISSUED: _DESK,
    Step.POSTED: _DESK,
    Step.CAME_BACK: _DESK,
    Step.WITHDRAWN: _DESK,
    Step.ARCHIVED: _DESK,
    Step.NOTE: _DESK | {Role.PROVIDER},
    Step.INTERNAL_NOTE: _DESK,
    Step.APPLICANT_NOTE: _DESK,
    Step.REASSIGNED: _DESK,
}

# Only whoever decides stops and lengthens the term and invites to a hearing. Mended papers and the applicant's words
# come to the desk, so the desk records them too.
_OF_WHO_DECIDES = (ACTS_ON_TERM - {Step.CURED}) | {Step.DECIDED, Step.ACCEPTED, Step.INVITED}


def may_open(actor: Actor) -> bool:
    """Those who serve people may register an application."""
    return actor.role in _DESK and bool(actor.hromada_code) and actor.user_id is not None


def require_may_open(actor: Actor) -> None:
    if not may_open(actor):
        raise MayNotAct


def visible(actor: Actor) -> QuerySet[Case]:
    """Cases an actor may read.

    The desk reads across its network, because a result is handed over where the person comes. A provider reads
    what was handed over to its own organisation. A courier carries bags and reads nothing.
    """
    cases = Case.objects.filter(hromada_id=actor.hromada_code)
    if actor.role in _DESK or actor.is_system:
        return cases
    if actor.role == Role.PROVIDER and actor.organisation_id is not None:
        handed_over = StatusChange.objects.filter(case=OuterRef("pk"), step=Step.FORWARDED)
        return cases.filter(provider_id=actor.organisation_id).filter(
            ~Q(state__in=[CaseState.REGISTERED, CaseState.WITHDRAWN]) | Exists(handed_over)
        )
    return Case.objects.none()


def may_list(actor: Actor) -> bool:
    """Lists are for whoever reads cases at all."""
    return bool(actor.hromada_code) and (actor.role in _DESK | {Role.PROVIDER} or actor.is_system)


def require_may_list(actor: Actor) -> None:
    if not may_list(actor):
        raise MayNotAct


def unreadable_steps(actor: Actor | None) -> frozenset[Step]:
    """Rows of the history that are not for this reader: what the centre writes for itself."""
    is_of_centre = actor is not None and (actor.role in _DESK or actor.is_system)
    return frozenset() if is_of_centre else frozenset({Step.INTERNAL_NOTE})


def may_hand_over(actor: Actor, case: Case) -> bool:
    """Whoever leads a case gives it away, and the head gives anybody's."""
    if actor.hromada_code != case.hromada_id or actor.user_id is None or actor.role not in _DESK:
        return False
    return actor.role == Role.HEAD or case.officer_id == actor.user_id


def may_undo_transfer(actor: Actor, transfer: CaseTransfer) -> bool:
    """Who handed over, and the head."""
    if actor.hromada_code != transfer.hromada_id or actor.role not in _DESK or actor.user_id is None:
        return False
    return actor.role == Role.HEAD or transfer.by_id == actor.user_id


def may_read_journal(actor: Actor) -> bool:
    """The registration journal is the desk's book."""
    return bool(actor.hromada_code) and (actor.role in _DESK or actor.is_system)


def require_may_read_journal(actor: Actor) -> None:
    if not may_read_journal(actor):
        raise MayNotAct


def may_keep_local_days(actor: Actor) -> bool:
    """Days that move terms of the whole hromada are the head's to write down."""
    return bool(actor.hromada_code) and (actor.role == Role.HEAD or actor.is_system)


def require_may_keep_local_days(actor: Actor) -> None:
    if not may_keep_local_days(actor):
        raise MayNotAct


def may_record(actor: Actor, case: Case, step: str) -> bool:
    """Whether an actor's role and place let them record a step; the order of steps is the lifecycle's business."""
    if actor.hromada_code != case.hromada_id:
        return False
    if actor.is_system:
        return True
    if actor.role not in STEP_ROLES[Step(step)]:
        return False
    return actor.role != Role.PROVIDER or case.provider_id == actor.organisation_id


def require_may_record(actor: Actor, case: Case, step: str) -> None:
    """Foreign hromada and foreign provider get «not found», a wrong role gets a refusal."""
    if actor.hromada_code != case.hromada_id:
        raise CaseNotFound
    if actor.role == Role.PROVIDER and case.provider_id != actor.organisation_id:
        raise CaseNotFound
    if not may_record(actor, case, step):
        raise MayNotAct


def provider_has_cabinet(case: Case) -> bool:
    """Whether somebody at the provider signs in to Vikno for this hromada, and so records receipt and decision."""
    return (
        case.provider_id is not None
        and Membership.objects.filter(
            role=Role.PROVIDER, organisation_id=case.provider_id, hromada_code=case.hromada_id,
            user__is_active=True, valid_to__isnull=True,
        ).exists()
    )  # fmt: skip


def centre_decides(case: Case) -> bool:
    """The centre itself gives the result: at once, or where no provider is named."""
    return case.provider_id is None or case.is_immediate


def require_may_decide(actor: Actor, case: Case, step: str = Step.DECIDED) -> None:
    """A provider decides its own cases; the desk writes a decision down only where the provider has no cabinet.

    The same holds for acts of whoever decides that stop or lengthen the term.
    """
    require_may_record(actor, case, step)
    if actor.role == Role.PROVIDER or actor.is_system:
        return
    if case.state == CaseState.REGISTERED and not centre_decides(case):
        raise ProviderDecides(provider=str(case.provider))
    if not centre_decides(case) and provider_has_cabinet(case):
        raise ProviderDecides(provider=str(case.provider))


def performers_for(actor: Actor, case: Case) -> frozenset[Performer]:
    """Whose steps of the technological card an actor may mark in a case.

    The provider marks its own where it signs in, else the desk does it for the provider.
    """
    if actor.hromada_code != case.hromada_id:
        return frozenset()
    if actor.is_system:
        return frozenset(Performer)
    if actor.role == Role.PROVIDER:
        own = case.provider_id is not None and case.provider_id == actor.organisation_id
        return frozenset({Performer.PROVIDER}) if own else frozenset()
    if actor.role not in _DESK:
        return frozenset()
    found = {Performer.CENTRE}
    if actor.role == Role.HEAD:
        found.add(Performer.HEAD)
    if case.provider_id is None or not provider_has_cabinet(case):
        found.add(Performer.PROVIDER)
    return frozenset(found)


def require_may_finish(actor: Actor, case: Case, task: CaseTask) -> None:
    """A step is marked by whose work it is; a foreign hromada and a foreign provider get «not found»."""
    foreign = actor.role == Role.PROVIDER and case.provider_id != actor.organisation_id
    if actor.hromada_code != case.hromada_id or foreign:
        raise CaseNotFound
    if task.step.performer not in performers_for(actor, case):
        raise MayNotAct


def may_reopen(actor: Actor, task: CaseTask, *, today: date) -> bool:
    """Who marked a step takes the mark back on the same day; what was recorded of the case is not taken back."""
    own = task.done_at is not None and task.done_by_id is not None and task.done_by_id == actor.user_id
    return own and task.done_at is not None and clock.today(task.done_at) == today and not task.event


def steps_for(actor: Actor, case: Case) -> frozenset[Step]:
    """Steps the screen may offer: allowed by the lifecycle, by the role, and by who decides."""
    offered = {step for step in steps_from(case.state) if may_record(actor, case, step)}
    if case.is_immediate:
        offered -= ACTS_ON_TERM | {Step.INVITED}
    if actor.role in _DESK and offered & _OF_WHO_DECIDES:
        own = centre_decides(case)
        if not own and (case.state == CaseState.REGISTERED or provider_has_cabinet(case)):
            offered -= _OF_WHO_DECIDES
    if not may_hand_over(actor, case):
        offered.discard(Step.REASSIGNED)
    return frozenset(offered)
