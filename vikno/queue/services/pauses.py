"""The queue of a whole point is stopped and goes on; places in it are kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.queue import policies
from vikno.queue.models import QueuePause


@dataclass(frozen=True, kw_only=True)
class StandstillFacts:
    """Until when nobody is called at the latest, until when people are told to expect it, and in which words."""

    ends_at: datetime
    expected_until: datetime | None
    words: str
    words_en: str = ""


@transaction.atomic
def pause_queue(*, point: Point, facts: StandstillFacts, actor: Actor, at: datetime) -> QueuePause:
    """Nobody is called at a point; stopped already, the words and the end are set anew. Refusals: NotYourPoint."""
    policies.require_may_serve(actor, point, at=at)
    pause = _running(point, at=at) or QueuePause(
        hromada_id=point.hromada_id or "", point=point, began_at=at, recorded_by_id=actor.user_id
    )
    is_new = pause.pk is None
    pause.ends_at, pause.expected_until = facts.ends_at, facts.expected_until
    pause.words, pause.words_en = facts.words, facts.words_en
    pause.save()
    until = facts.expected_until.isoformat() if facts.expected_until else ""
    _record("paused_whole" if is_new else "pause_prolonged", point, actor=actor, at=at, until=until)
    return pause


@transaction.atomic
def resume_queue(*, point: Point, actor: Actor, at: datetime) -> bool:
    """The queue goes on with everybody in their place; False where it was not stopped. Refusals: NotYourPoint."""
    policies.require_may_serve(actor, point, at=at)
    pause = _running(point, at=at)
    if pause is None:
        return False
    pause.ends_at = at
    pause.save(update_fields=["ends_at"])
    _record("resumed_whole", point, actor=actor, at=at)
    return True


def _running(point: Point, *, at: datetime) -> QueuePause | None:
    rows = QueuePause.objects.select_for_update().filter(hromada_id=point.hromada_id, point=point)
    return rows.filter(began_at__lte=at, ends_at__gt=at).order_by("pk").first()


def _record(what: str, point: Point, *, actor: Actor, at: datetime, **facts: str) -> None:
    audit.record(
        actor=actor, action=f"queue.{what}", subject=point, at=at, hromada_code=point.hromada_id or "",
        facts={"point": point.pk, **facts},
    )  # fmt: skip
