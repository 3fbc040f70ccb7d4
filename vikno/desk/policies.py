"""A draft and a filter belong to their keeper; a visit is read by the desk; who saw data is told by the head."""

from uuid import UUID

from django.db.models import Q, QuerySet

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.applicants.models import Applicant
from vikno.common.actors import Actor
from vikno.common.compiled import compiled
from vikno.desk.errors import DraftNotFound, FilterNotFound, MayNotReadTrail, MayNotShareFilter, VisitNotFound
from vikno.desk.models import IntakeDraft, SavedFilter, Visit


def may_read_trail(actor: Actor) -> bool:
    """Who saw a person's data is told by the head of the centre: the journal is about their own staff."""
    return actor.role == Role.HEAD and bool(actor.hromada_code)


def require_may_read_trail(actor: Actor, applicant: Applicant) -> None:
    if not may_read_trail(actor) or applicant.hromada_id != actor.hromada_code:
        raise MayNotReadTrail


def own_drafts(actor: Actor) -> QuerySet[IntakeDraft]:
    """Drafts of the actor, latest first."""
    if actor.role not in DESK_ROLES or actor.user_id is None:
        return IntakeDraft.objects.none()
    return IntakeDraft.objects.filter(hromada_id=actor.hromada_code, user_id=actor.user_id).order_by(
        "-saved_at", "token"
    )


def access_draft(actor: Actor, token: UUID) -> IntakeDraft:
    """One's own draft, or DraftNotFound (404)."""
    found = (
        own_drafts(actor)
        .select_related("applicant__settlement", "service", "point", "case", "visit", "bundle")
        .filter(pk=token)
    )
    draft = found.first()
    if draft is None:
        raise DraftNotFound
    return draft


def own_filters(actor: Actor) -> QuerySet[SavedFilter]:
    """Filters the actor made, by name."""
    if actor.role not in DESK_ROLES or actor.user_id is None:
        return SavedFilter.objects.none()
    return SavedFilter.objects.filter(hromada_id=actor.hromada_code, owner_id=actor.user_id).order_by("name", "pk")


def usable_filters(actor: Actor) -> QuerySet[SavedFilter]:
    """One's own and those the head made for everybody."""
    if actor.role not in DESK_ROLES or actor.user_id is None:
        return SavedFilter.objects.none()
    return _usable(actor.hromada_code, actor.user_id)


def pinned_filters(actor: Actor) -> list[SavedFilter]:
    """Those of them that stand in the rail."""
    if actor.role not in DESK_ROLES or actor.user_id is None:
        return []
    return _pinned(actor.hromada_code, actor.user_id)


def _usable(hromada_code: str, user_id: int) -> QuerySet[SavedFilter]:
    rows = SavedFilter.objects.filter(Q(owner_id=user_id) | Q(is_shared=True), hromada_id=hromada_code)
    return rows.order_by("name", "pk")


@compiled
def _pinned(hromada_code: str, user_id: int) -> QuerySet[SavedFilter]:
    return _usable(hromada_code, user_id).filter(is_pinned=True)


def access_own_filter(actor: Actor, pk: int) -> SavedFilter:
    """One's own filter, or FilterNotFound (404)."""
    found = own_filters(actor).filter(pk=pk).first()
    if found is None:
        raise FilterNotFound
    return found


def may_share_filters(actor: Actor) -> bool:
    return actor.role == Role.HEAD and bool(actor.hromada_code)


def require_may_share_filters(actor: Actor) -> None:
    if not may_share_filters(actor):
        raise MayNotShareFilter


def require_may_keep_filters(actor: Actor) -> None:
    if actor.role not in DESK_ROLES or actor.user_id is None or not actor.hromada_code:
        raise FilterNotFound


def may_see_visit(actor: Actor, visit: Visit) -> bool:
    """The desk reads across its network, as it reads the cases of the visit."""
    return actor.role in DESK_ROLES and actor.hromada_code == visit.hromada_id != ""


def require_may_see_visit(actor: Actor, visit: Visit) -> None:
    if not may_see_visit(actor, visit):
        raise VisitNotFound


def access_visit(actor: Actor, token: UUID) -> Visit:
    """A visit of the actor's hromada, or VisitNotFound (404)."""
    found = Visit.objects.select_related("applicant__settlement", "point", "user", "bundle").filter(
        pk=token, hromada_id=actor.hromada_code
    )
    visit = found.first()
    if visit is None:
        raise VisitNotFound
    require_may_see_visit(actor, visit)
    return visit


def last_draft_of(actor: Actor, visit: Visit) -> IntakeDraft | None:
    """The actor's own latest registered draft of a visit: one more service follows it."""
    return own_drafts(actor).filter(visit=visit, case__isnull=False).order_by("-saved_at").first()
