"""Who works where, and who decides for a hromada."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, Organisation
from vikno.common.actors import Actor
from vikno.common.compiled import compiled
from vikno.network.models import Authorisation, Point, Posting


def in_force(on: dt.date) -> Q:
    """Rows with `valid_from` and `valid_to` that hold on a day; both days count."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def posted_points(actor: Actor, on: dt.date) -> QuerySet[Point]:
    """Points of the actor's hromada where the actor works on a day; a head works at every one of them."""
    own = _points_of(actor.hromada_code)
    return own if actor.role == Role.HEAD else _posted(own, actor.user_id or 0, on)


def points_at_work(actor: Actor, on: dt.date) -> list[Point]:
    """The same, read: every page of the desk asks."""
    if actor.role == Role.HEAD:
        return _points_of_head(actor.hromada_code)
    return _points_of_officer(actor.hromada_code, actor.user_id or 0, on)


def works_at(actor: Actor, point: Point, on: dt.date) -> bool:
    """Whether a point is among them. One query, none for a head."""
    if not actor.hromada_code or point.hromada_id != actor.hromada_code:
        return False
    return actor.role == Role.HEAD or bool(_postings(actor.user_id or 0, point.pk, on))


def _points_of(hromada_code: str) -> QuerySet[Point]:
    rows = Point.objects.filter(hromada_id=hromada_code)
    return rows.select_related("settlement", "centre").order_by("sort_key", "pk")


def _posted(points: QuerySet[Point], user_id: int, on: dt.date) -> QuerySet[Point]:
    return points.filter(pk__in=Posting.objects.filter(in_force(on), user_id=user_id).values("point_id"))


@compiled
def _points_of_head(hromada_code: str) -> QuerySet[Point]:
    return _points_of(hromada_code)


@compiled
def _points_of_officer(hromada_code: str, user_id: int, on: dt.date) -> QuerySet[Point]:
    return _posted(_points_of(hromada_code), user_id, on)


@compiled
def _postings(user_id: int, point_id: int, on: dt.date) -> QuerySet[Posting, int]:
    rows = Posting.objects.filter(in_force(on), user_id=user_id, point_id=point_id)
    return rows.order_by().values_list("pk", flat=True)[:1]


def postings_at(point: Point, on: dt.date) -> QuerySet[Posting]:
    """Who works at a point on a day and later."""
    coming = Posting.objects.filter(point=point).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return coming.select_related("user").order_by("user__full_name", "pk")


def provider_of(hromada_code: str, authority_code: str, *, on: dt.date | None = None) -> Organisation | None:
    """The body that decides for this hromada what a kind of authority decides; None where none has joined.

    A body serves a hromada while one of its people holds the role there; the longest-standing one is taken.
    """
    serving = Membership.objects.filter(role=Role.PROVIDER, hromada_code=hromada_code)
    if on is not None:
        serving = serving.filter(in_force(on))
    return (
        Organisation.objects.filter(authority_code=authority_code, pk__in=serving.values("organisation_id"))
        .exclude(authority_code="")
        .order_by("pk")
        .first()
    )


def colleagues(hromada_code: str, on: dt.date) -> QuerySet[Membership]:
    """People with a desk role in a hromada on a day and later, by name."""
    desk = Membership.objects.filter(hromada_code=hromada_code, role__in=[Role.OFFICER, Role.STAROSTA, Role.HEAD])
    coming = desk.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), user__is_active=True)
    return coming.select_related("user").order_by("user__full_name", "pk")


def postings_of(user_ids: Collection[int], *, hromada_code: str) -> dict[int, list[Posting]]:
    """Where people of a hromada work and worked, by person."""
    found: dict[int, list[Posting]] = {}
    rows = Posting.objects.filter(user_id__in=user_ids, point__hromada_id=hromada_code)
    for row in rows.select_related("point").order_by("pk"):
        found.setdefault(row.user_id, []).append(row)
    return found


def posting(posting_id: int) -> Posting | None:
    return Posting.objects.filter(pk=posting_id).select_related("point").first()


def authorisations_in(hromada_code: str) -> QuerySet[Authorisation]:
    """Decisions of a hromada's council, the latest first, with people, services and settlements."""
    return (
        Authorisation.objects.filter(hromada_id=hromada_code or None)
        .select_related("user")
        .prefetch_related("services", "settlements")
        .order_by("-decided_on", "-pk")
    )
