"""Who may read and write applicants: those who serve people, each in their hromada."""

from django.db.models import QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.applicants.errors import ApplicantNotFound, MayNotAct, MayNotMerge, MergeNotFound
from vikno.applicants.models import Applicant, Merge
from vikno.common.actors import Actor
from vikno.common.rows import the_one


def may_keep(actor: Actor) -> bool:
    """Whether an actor finds, adds and corrects applicants."""
    return bool(actor.hromada_code) and (actor.role in DESK_ROLES or actor.is_system)


def require_may_keep(actor: Actor) -> None:
    if not may_keep(actor):
        raise MayNotAct


def visible(actor: Actor) -> QuerySet[Applicant]:
    """Applicants of the actor's hromada; a provider reads people through its cases, a courier not at all.

    A record that was joined to another is found through that one only.
    """
    if not may_keep(actor):
        return Applicant.objects.none()
    return Applicant.objects.filter(hromada_id=actor.hromada_code, merged_into__isnull=True)


def access_applicant(actor: Actor, pk: int) -> Applicant:
    """One applicant, or ApplicantNotFound (404)."""
    found = the_one(visible(actor).select_related("settlement", "surname").filter(pk=pk))
    if found is None:
        raise ApplicantNotFound
    return found


def may_merge(actor: Actor) -> bool:
    """Two records become one where one's own points do not limit what one sees: an officer and the head."""
    return may_keep(actor) and (actor.role in (Role.OFFICER, Role.HEAD) or actor.is_system)


def require_may_merge(actor: Actor) -> None:
    if not may_merge(actor):
        raise MayNotMerge


def merged_record(actor: Actor, pk: int) -> Applicant | None:
    """The record that a joined one now points to, when there is one in the actor's hromada."""
    if not may_keep(actor):
        return None
    gone = Applicant.objects.filter(hromada_id=actor.hromada_code, pk=pk).select_related("merged_into").first()
    return gone.merged_into if gone else None


def access_merge(actor: Actor, pk: int, *, kept_pk: int) -> Merge:
    """One merge of a person, or MergeNotFound (404)."""
    found = Merge.objects.filter(hromada_id=actor.hromada_code, pk=pk, kept_id=kept_pk).first()
    if found is None or not may_keep(actor):
        raise MergeNotFound
    return found
