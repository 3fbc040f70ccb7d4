"""Who tells everybody what. Everyone may read what is published; others' announcements answer as unknown."""

from vikno.accounts.enums import Role
from vikno.announcements.errors import NotYourAnnouncement, StewardOnly
from vikno.announcements.models import Announcement
from vikno.common.actors import Actor


def may_write(actor: Actor | None) -> bool:
    """A head for their hromada, the manager of a programme for it, the steward for oblasts and the country."""
    if actor is None:
        return False
    heads = actor.role == Role.HEAD and bool(actor.hromada_code)
    managers = actor.role == Role.PROGRAMME and actor.organisation_id is not None
    return actor.is_system or heads or managers or actor.role == Role.STEWARD


def side_of(actor: Actor) -> dict[str, str | int | None]:
    """Whose announcements an actor writes, as columns of the table; neither hromada nor programme is the steward's."""
    programme = actor.organisation_id if actor.role == Role.PROGRAMME else None
    return {"hromada_id": actor.hromada_code or None, "organisation_id": programme}


def may_change(actor: Actor | None, announcement: Announcement) -> bool:
    """Of one's own hromada or programme; of neither for the steward."""
    if actor is None or not may_write(actor):
        return False
    return all(getattr(announcement, column) == own for column, own in side_of(actor).items())


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
