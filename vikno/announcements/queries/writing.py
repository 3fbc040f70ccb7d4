"""What those who write see: their own announcements in every state, and what each said before."""

import datetime as dt

from django.db.models import Q, QuerySet

from vikno.announcements import policies
from vikno.announcements.enums import Stage, State
from vikno.announcements.errors import NoSuchAnnouncement
from vikno.announcements.models import Announcement, Version
from vikno.announcements.queries.reading import SHOWN_WITH
from vikno.common.actors import Actor
from vikno.common.text import fold


def announcements_of(actor: Actor, *, on: dt.date, stage: str = "", words: str = "") -> QuerySet[Announcement]:
    """One's own, the last changed first. Raises NotYourAnnouncement."""
    found = _own(actor)
    if stage:
        found = found.filter(_at_stage(Stage(stage), on))
    for word in fold(words).split():
        found = found.filter(search_key__contains=word)
    return found.order_by("-changed_at", "-pk")


def own_announcement(pk: int, actor: Actor) -> Announcement:
    """One that the actor may change. Raises NoSuchAnnouncement for anybody else's, as for an unknown one."""
    found = _own(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuchAnnouncement
    return found


def versions_of(announcement: Announcement) -> QuerySet[Version]:
    """What people could read, the newest first."""
    return announcement.versions.order_by("-number")


def _own(actor: Actor) -> QuerySet[Announcement]:
    policies.require_may_write(actor)
    own = Announcement.objects.filter(**policies.side_of(actor))
    return own.select_related(*SHOWN_WITH)


def _at_stage(stage: Stage, on: dt.date) -> Q:
    published = Q(state=State.PUBLISHED)
    return {
        Stage.DRAFT: Q(state=State.DRAFT),
        Stage.WITHDRAWN: Q(state=State.WITHDRAWN),
        Stage.WAITING: published & Q(visible_from__gt=on),
        Stage.OVER: published & Q(visible_until__lt=on),
        Stage.SHOWN: published & Q(visible_from__lte=on) & (Q(visible_until=None) | Q(visible_until__gte=on)),
    }[stage]
