"""What every write of this room does: hold the row, move by the table, leave a line in the journal."""

from datetime import datetime
from typing import Any

from vikno.audit import services as audit
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.support.errors import NoSuchThing, RateMissing
from vikno.support.models import Shared


def held[Row: Shared](row: Row) -> Row:
    """The row as it is now, nobody else's until the end of the transaction."""
    kind = type(row)
    found = kind._default_manager.select_for_update(of=("self",)).filter(
        pk=row.pk, hromada_id=row.hromada_id, organisation_id=row.organisation_id
    )  # fmt: skip
    for one in found:
        return one
    raise NoSuchThing


def record(actor: Actor, action: str, subject: Any, *, at: datetime, **facts: Any) -> None:
    """A line in the chain of whoever acts: the hromada's own, or the national one for a programme."""
    with tenancy.standing_in(actor.hromada_code):
        audit.record(
            actor=actor, action=action, subject=subject, at=at, hromada_code=actor.hromada_code,
            facts={key: str(value) for key, value in facts.items()},
        )  # fmt: skip


def who(actor: Actor, at: datetime) -> dict[str, Any]:
    """Columns of a step."""
    return {"at": at, "by_name": actor.name, "by_role": actor.role}


def require_rate(currency: str, rate: Any, rate_on: Any) -> None:
    """Another currency than the hryvnia says its rate and the day of it. Refusals: RateMissing."""
    if currency != "UAH" and (not rate or rate <= 0 or rate_on is None):
        raise RateMissing


def short(text: str, most: int = 500) -> str:
    return clean(text)[:most]
