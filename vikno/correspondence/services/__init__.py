"""Everything that changes a letter."""

from vikno.correspondence.services.deciding import (
    attach_letter,
    reject_letter,
    return_letter,
    take_as_application,
    undo_last,
)
from vikno.correspondence.services.forgetting import forget_letters
from vikno.correspondence.services.taking import Place, take_letter

__all__ = [
    "Place",
    "attach_letter",
    "forget_letters",
    "reject_letter",
    "return_letter",
    "take_as_application",
    "take_letter",
    "undo_last",
]
