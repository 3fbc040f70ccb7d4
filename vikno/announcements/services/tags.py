"""Marks: the steward adds and renames; a code stays for ever, what is no longer wanted is hidden."""

from datetime import datetime

from django.db import transaction

from vikno.announcements import policies, queries
from vikno.announcements.errors import TagExists
from vikno.announcements.models import Tag
from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.text import clean


@transaction.atomic
def add_tag(*, code: str, name: str, name_en: str, actor: Actor, at: datetime) -> Tag:
    """A new mark. Raises StewardOnly, TagExists."""
    policies.require_may_set_tags(actor)
    if code in queries.tags():
        raise TagExists
    made = Tag.objects.create(
        code=code, name=clean(name), name_en=clean(name_en), changed_at=at, changed_by_name=actor.name
    )
    _record(actor, "announcements.tag_added", made, at)
    return made


@transaction.atomic
def change_tag(*, code: str, name: str, name_en: str, is_hidden: bool, actor: Actor, at: datetime) -> Tag:
    """Other words for a mark, or off the list of those offered. Raises StewardOnly, TagUnknown."""
    policies.require_may_set_tags(actor)
    queries.tag_of(code)
    words = {"name": clean(name), "name_en": clean(name_en), "is_hidden": is_hidden}
    changed, _created = Tag.objects.update_or_create(
        code=code, defaults={**words, "changed_at": at, "changed_by_name": actor.name}
    )
    _record(actor, "announcements.tag_changed", changed, at)
    return changed


def _record(actor: Actor, name: str, tag: Tag, at: datetime) -> None:
    facts = {"name": tag.name, "is_hidden": tag.is_hidden}
    audit.record(actor=actor, action=name, subject=tag, at=at, hromada_code=actor.hromada_code, facts=facts)
