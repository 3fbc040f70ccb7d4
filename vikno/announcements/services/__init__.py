"""Every change of the room."""

from vikno.announcements.services.letters import (
    Choice,
    ask_for_letters,
    confirm_letters,
    forget_requests,
    leave_letters,
    write_letter,
)
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
    "Choice",
    "Told",
    "add_tag",
    "ask_for_letters",
    "change_announcement",
    "change_tag",
    "checked_links",
    "confirm_letters",
    "forget_requests",
    "leave_letters",
    "publish_announcement",
    "remove_draft",
    "withdraw_announcement",
    "write_announcement",
    "write_letter",
]
