"""What every write of this room does: hold the row, leave a line in the journal."""

from datetime import datetime
from typing import Any

from vikno.audit import services as audit
from vikno.common import tenancy
from vikno.common.actors import Actor


def record(actor: Actor, action: str, subject: Any, *, at: datetime, **facts: Any) -> None:
    """A line in the chain of whoever acts: the hromada's own, or the national one for a programme."""
    with tenancy.standing_in(actor.hromada_code):
        audit.record(
            actor=actor, action=action, subject=subject, at=at, hromada_code=actor.hromada_code,
            facts={key: str(value) for key, value in facts.items()},
        )  # fmt: skip


def tidy(text: str) -> str:
    """Typed text with line breaks of one kind and without spaces around."""
    return text.replace("\r\n", "\n").strip()
