"""One line of the journal for each act of the selection."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from vikno.audit import services as audit
from vikno.common.actors import Actor


def record(subject: Model, action: str, *, actor: Actor, at: datetime, **facts: Any) -> None:
    """Into the chain of whoever acts: a programme's is the chain of the country."""
    audit.record(
        actor=actor, action=f"selection.{action}", subject=subject, at=at, hromada_code=actor.hromada_code, facts=facts
    )
