"""Limits of an event as everybody reads them, and how much of them is taken."""

from dataclasses import dataclass

from django.db.models import Count

from vikno.events import rules
from vikno.events.enums import Post, State
from vikno.events.models import Event, Participant


@dataclass(frozen=True, kw_only=True)
class OfPost:
    """`taken`: people of the post whose seats are kept."""

    post: Post
    most: int
    taken: int = 0


def seated_by_post(event: Event) -> dict[str, int]:
    """People whose seats are kept, by post. Bind the programme: a hromada sees its own alone."""
    here = Participant.objects.filter(
        delegation__event=event, organisation_id=event.organisation_id, delegation__state__in=rules.SEATED
    ).exclude(state=State.CANCELLED)
    return dict(here.order_by().values_list("post").annotate(n=Count("pk")))


def limits_by_post(event: Event) -> list[OfPost]:
    """In the order of posts, without what is taken: that is the programme's to know."""
    most = {one.post: one.most for one in event.post_limits.all()}
    return [OfPost(post=one, most=most[one]) for one in Post if one in most]


def limits_with_taken(event: Event) -> list[OfPost]:
    """For the programme; two queries."""
    limits = limits_by_post(event)
    taken = seated_by_post(event) if limits else {}
    return [OfPost(post=one.post, most=one.most, taken=taken.get(one.post, 0)) for one in limits]
