"""Pages of letters, messages and their words."""

from vikno.correspondence.views.letters import (
    attachment,
    letter,
    letter_application,
    letter_case,
    letter_rejection,
    letter_return,
    letters,
    queue,
    undo,
)
from vikno.correspondence.views.told import case, case_panel, message_again, message_told, messages
from vikno.correspondence.views.wordings import wording, wordings

__all__ = [
    "attachment",
    "case",
    "case_panel",
    "letter",
    "letter_application",
    "letter_case",
    "letter_rejection",
    "letter_return",
    "letters",
    "message_again",
    "message_told",
    "messages",
    "queue",
    "undo",
    "wording",
    "wordings",
]
