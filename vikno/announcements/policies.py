"""Who tells everybody what. Everyone may read what is published; others' announcements answer as unknown."""

from vikno.accounts.enums import Role
from vikno.announcements.errors import NotYourAnnouncement, StewardOnly
from vikno.announcements.models import Announcement
from vikno.common.actors import Actor


def may_write(actor: Actor | None) -> bool:
    """A head for their hromada, the steward for oblasts and the country."""
    if actor is None:
        return False
    heads = actor.role == Role.HEAD and bool(actor.hromada_code)
    return actor.is_system or heads or actor.role == Role.STEWARD


def may_change(actor: Actor | None, announcement: Announcement) -> bool:
    """Of one's own hromada; of no hromada for the steward."""
    return actor is not None and may_write(actor) and (announcement.hromada_id or "") == actor.hromada_code


def may_set_tags(actor: Actor | None) -> bool:
    """The steward: marks are one set for the country."""
    return actor is not None and (actor.is_system or actor.role == Role.STEWARD)


def require_may_write(actor: Actor) -> None:
    if not may_write(actor):
        raise NotYourAnnouncement


def require_may_change(actor: Actor, announcement: Announcement) -> None:
    if not may_change(actor, announcement):
        raise NotYourAnnouncement


def require_may_set_tags(actor: Actor) -> None:
    if not may_set_tags(actor):
        raise StewardOnly
