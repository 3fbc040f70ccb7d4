"""Every change of the room."""

from vikno.announcements.services.links import checked_links
from vikno.announcements.services.tags import add_tag, change_tag
from vikno.announcements.services.writing import (
    Told,
    change_announcement,
    publish_announcement,
    remove_draft,
    withdraw_announcement,
    write_announcement,
)

__all__ = [
    "Told",
    "add_tag",
    "change_announcement",
    "change_tag",
    "checked_links",
    "publish_announcement",
    "remove_draft",
    "withdraw_announcement",
    "write_announcement",
]
