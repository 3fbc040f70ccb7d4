"""Limits by post: how many heads, officers or starostas may come to an event."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.events.enums import Post
from vikno.events.errors import FewerThanSeated
from vikno.events.models import Event, PostLimit
from vikno.events.queries.limits import seated_by_post
from vikno.events.services.common import record
from vikno.events.services.making import unfinished


@transaction.atomic
def limit_posts(*, event: Event, most: Mapping[Post, int], actor: Actor, at: datetime) -> list[PostLimit]:
    """All limits anew: a post that is not named has none, 0 lets nobody of it in. The line goes on within a minute.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, FewerThanSeated.
    """
    held = unfinished(event, actor)
    seated = seated_by_post(held)
    for post, n in most.items():
        if n < seated.get(post, 0):
            raise FewerThanSeated(post=post.label, least=seated[post])
    held.post_limits.exclude(post__in=most).delete()
    for post, n in most.items():
        PostLimit.objects.update_or_create(event=held, post=post, defaults={"most": n})
    record(actor, "event.posts_limited", held, at=at, **{post.value: n for post, n in most.items()})
    return list(held.post_limits.all())
