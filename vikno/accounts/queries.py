"""Who is who, on a date."""

from datetime import date

from django.db.models import Q, QuerySet

from vikno.accounts.models import Membership
from vikno.common.actors import Actor


def memberships_in_force(user_id: int, *, on: date) -> QuerySet[Membership]:
    """Roles a person holds on a date, oldest first; none for a disabled account."""
    return (
        Membership.objects.filter(user_id=user_id, user__is_active=True, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("user", "organisation")
        .order_by("pk")
    )


def actor_of(membership: Membership) -> Actor:
    """The actor a membership makes."""
    return Actor(
        user_id=membership.user_id,
        name=str(membership.user),
        role=membership.role,
        hromada_code=membership.hromada_code,
        organisation_id=membership.organisation_id,
        membership_id=membership.pk,
    )
