"""Who assesses, who verifies, who runs rounds.

The head of the centre and the leader of the hromada answer for it; the programme and its experts verify what was
handed in to it.
"""

from vikno.accounts.enums import PROGRAMME_ROLES, Role
from vikno.assessments.errors import MayNotAssess, MayNotRunRounds, MayNotVerify
from vikno.common.actors import Actor

ASSESSORS = frozenset({Role.HEAD, Role.LEADER})


def may_assess(actor: Actor) -> bool:
    """Answers, evidence, roadmap of the actor's own hromada."""
    return bool(actor.hromada_code) and (actor.role in ASSESSORS or actor.is_system)


def require_may_assess(actor: Actor) -> None:
    if not may_assess(actor):
        raise MayNotAssess


def is_of_programme(actor: Actor) -> bool:
    return actor.role in PROGRAMME_ROLES and actor.organisation_id is not None


def require_may_verify(actor: Actor) -> None:
    """What was handed in to the actor's own programme."""
    if not is_of_programme(actor):
        raise MayNotVerify


def require_may_run_rounds(actor: Actor) -> int:
    """The organisation of the programme."""
    if actor.role != Role.PROGRAMME or actor.organisation_id is None:
        raise MayNotRunRounds
    return actor.organisation_id
