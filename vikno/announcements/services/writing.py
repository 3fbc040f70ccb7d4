"""An announcement is written, published, changed, withdrawn and put back; what people could read is kept."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from vikno.announcements import policies, queries, rules
from vikno.announcements.enums import State
from vikno.announcements.errors import (
    ChangedMeanwhile,
    DaysReversed,
    EnglishHalf,
    PlaceNotYours,
    StepNotPossible,
    TagUnknown,
    WordsMissing,
)
from vikno.announcements.models import Announcement, Version
from vikno.announcements.rules import Link
from vikno.announcements.services.links import checked_links
from vikno.audit import services as audit
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean, fold
from vikno.network.models import Point
from vikno.territories.enums import Category
from vikno.territories.models import Unit

_SAID: Final = (
    "title", "text", "title_en", "text_en", "tags", "visible_from", "visible_until", "point_id", "oblast_id",
    "organisation_id", "links",
)  # fmt: skip
# Versions kept before announcements had these say nothing of them.
_BEFORE: Final[dict[str, Any]] = {"organisation_id": None, "links": []}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is announced. `point` is for a head, `oblast` for the others; without either it is for the whole area."""

    title: str
    text: str
    visible_from: date
    visible_until: date | None = None
    title_en: str = ""
    text_en: str = ""
    tags: tuple[str, ...] = ()
    is_pinned: bool = False
    point: Point | None = None
    oblast: Unit | None = None
    links: tuple[Link, ...] = ()


@transaction.atomic
def write_announcement(*, told: Told, actor: Actor, at: datetime, is_demo: bool = False) -> Announcement:
    """A draft: only those who may change it see it. Raises NotYourAnnouncement and what is wrong with the words."""
    policies.require_may_write(actor)
    whose: dict[str, Any] = policies.side_of(actor)
    written = Announcement(**whose, created_at=at, created_by_name=actor.name, changed_at=at, is_demo=is_demo)
    _put(written, told, actor)
    written.save()
    _record(actor, "announcements.written", written, at)
    return written


@transaction.atomic
def change_announcement(*, announcement: Announcement, told: Told, actor: Actor, at: datetime) -> Announcement:
    """Other words. Of a published one the former are kept, and people see that it was changed."""
    policies.require_may_change(actor, announcement)
    kept = _locked(announcement)
    before = _said(kept)
    _put(kept, told, actor)
    kept.revision, kept.changed_at = kept.revision + 1, at
    if kept.state == State.PUBLISHED and _said(kept) != before:
        kept.amended_at = at
    kept.save()
    if kept.state == State.PUBLISHED:
        _keep_version(kept, actor, at)
    _record(actor, "announcements.changed", kept, at)
    return kept


@transaction.atomic
def publish_announcement(*, announcement: Announcement, revision: int, actor: Actor, at: datetime) -> Announcement:
    """People see it from its first day; a withdrawn one is put back. `revision` is of the text that was read.

    Raises NotYourAnnouncement, StepNotPossible, ChangedMeanwhile.
    """
    kept = _ready(announcement, State.PUBLISHED, revision, actor)
    kept.feed_id = kept.feed_id or _feed_id(kept, at)
    kept.published_at, kept.withdrawn_at = kept.published_at or at, None
    kept.state, kept.changed_at, kept.revision = State.PUBLISHED, at, kept.revision + 1
    if _keep_version(kept, actor, at) and kept.published_at != at:
        kept.amended_at = at
    kept.save()
    _record(actor, "announcements.published", kept, at)
    return kept


@transaction.atomic
def withdraw_announcement(*, announcement: Announcement, revision: int, actor: Actor, at: datetime) -> Announcement:
    """Off every list and feed; its address says that it was taken off. Raises as publishing does."""
    kept = _ready(announcement, State.WITHDRAWN, revision, actor)
    kept.state, kept.withdrawn_at, kept.changed_at = State.WITHDRAWN, at, at
    kept.revision += 1
    kept.save()
    _record(actor, "announcements.withdrawn", kept, at)
    return kept


@transaction.atomic
def remove_draft(*, announcement: Announcement, revision: int, actor: Actor, at: datetime) -> None:
    """What nobody but its writers has seen is gone; the journal keeps that it was.

    Raises NotYourAnnouncement, StepNotPossible for what people could read, ChangedMeanwhile.
    """
    kept = _ready(announcement, "removed", revision, actor)
    _record(actor, "announcements.removed", kept, at)
    kept.delete()


def _ready(announcement: Announcement, to: str, revision: int, actor: Actor) -> Announcement:
    policies.require_may_change(actor, announcement)
    kept = _locked(announcement)
    if not rules.may_move(kept.state, to):
        raise StepNotPossible
    if kept.revision != revision:
        raise ChangedMeanwhile
    return kept


def _locked(announcement: Announcement) -> Announcement:
    return Announcement.objects.select_for_update().get(pk=announcement.pk)


def _put(announcement: Announcement, told: Told, actor: Actor) -> None:
    """The words onto the row, or a refusal by name."""
    words = {name: _lines(getattr(told, name)) for name in ("text", "text_en")}
    words |= {name: clean(getattr(told, name)) for name in ("title", "title_en")}
    if not words["title"] or not words["text"]:
        raise WordsMissing
    if bool(words["title_en"]) != bool(words["text_en"]):
        raise EnglishHalf
    if told.visible_until is not None and told.visible_until < told.visible_from:
        raise DaysReversed
    if not set(told.tags) <= set(queries.tags()):
        raise TagUnknown
    for name, value in words.items():
        setattr(announcement, name, value)
    announcement.point, announcement.oblast = told.point, _oblast_of(told, actor)
    announcement.tags, announcement.is_pinned = list(told.tags), told.is_pinned
    announcement.visible_from, announcement.visible_until = told.visible_from, told.visible_until
    announcement.links = [asdict(link) for link in checked_links(told.links)]
    announcement.search_key = fold(" ".join(words.values()))


def _lines(text: str) -> str:
    """Lines and empty lines stay as they were typed; spaces within a line are cleaned."""
    return "\n".join(clean(line) for line in text.replace("\r\n", "\n").split("\n")).strip()


def _oblast_of(told: Told, actor: Actor) -> Unit | None:
    """The oblast by which it is found. Raises PlaceNotYours for a foreign point or an area that is not the actor's."""
    if not actor.hromada_code:
        if told.point or (told.oblast and told.oblast.category not in (Category.OBLAST, Category.SPECIAL_CITY)):
            raise PlaceNotYours
        return told.oblast
    if told.oblast or (told.point and told.point.hromada_id != actor.hromada_code):
        raise PlaceNotYours
    own = Unit.objects.select_related("oblast").get(pk=actor.hromada_code)
    return own if own.category == Category.SPECIAL_CITY else own.oblast


def _said(announcement: Announcement) -> dict[str, Any]:
    """What people read of it, as JSON."""
    values = {name: getattr(announcement, name) for name in _SAID}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _keep_version(announcement: Announcement, actor: Actor, at: datetime) -> bool:
    """Keep what people read from now on; False where it is what they read last."""
    said = _said(announcement)
    before = announcement.versions.order_by("-number").first()
    if before is not None and _BEFORE | before.said == said:
        return False
    number = (announcement.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    Version.objects.create(announcement=announcement, number=number, at=at, by_name=actor.name, said=said)
    return True


def _feed_id(announcement: Announcement, at: datetime) -> str:
    """A tag: URI (RFC 4151): readers of feeds know the entry by it even if the site moves to another address."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"tag:{host},{clock.today(at).isoformat()}:news/{announcement.pk}"


def _record(actor: Actor, name: str, announcement: Announcement, at: datetime) -> None:
    facts = {
        "revision": announcement.revision, "point": announcement.point_id,
        "organisation": announcement.organisation_id,
    }  # fmt: skip
    audit.record(actor=actor, action=name, subject=announcement, at=at, hromada_code=actor.hromada_code, facts=facts)
