"""Who may read and write applicants: those who serve people, each in their hromada."""

from django.db.models import QuerySet

from vikno.accounts.enums import DESK_ROLES
from vikno.applicants.errors import ApplicantNotFound, MayNotAct
from vikno.applicants.models import Applicant
from vikno.common.actors import Actor


def may_keep(actor: Actor) -> bool:
    """Whether an actor finds, adds and corrects applicants."""
    return bool(actor.hromada_code) and (actor.role in DESK_ROLES or actor.is_system)


def require_may_keep(actor: Actor) -> None:
    if not may_keep(actor):
        raise MayNotAct


def visible(actor: Actor) -> QuerySet[Applicant]:
    """Applicants of the actor's hromada; a provider reads people through its cases, a courier not at all."""
    if not may_keep(actor):
        return Applicant.objects.none()
    return Applicant.objects.filter(hromada_id=actor.hromada_code)


def access_applicant(actor: Actor, pk: int) -> Applicant:
    """One applicant, or ApplicantNotFound (404)."""
    found = visible(actor).select_related("settlement", "surname").filter(pk=pk).first()
    if found is None:
        raise ApplicantNotFound
    return found
