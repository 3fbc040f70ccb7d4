"""What a network was when a quarter ended is kept once: nobody could tell it later."""

from datetime import datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.reporting import queries
from vikno.reporting.models import QuarterFacts
from vikno.reporting.rules import is_missing, quarter_to_keep


@transaction.atomic
def keep_facts(*, hromada_code: str, at: datetime) -> QuarterFacts | None:
    """Facts of the quarter that has just ended, of a bound hromada; None where they are kept, or it ended long ago."""
    quarter = quarter_to_keep(today(at))
    if quarter is None or quarter in queries.facts_of(hromada_code, [quarter]):
        return None
    draft = queries.draft_of(Actor.system(hromada_code), quarter, at=at)
    values = {
        answer.field.code: answer.value
        for answer in draft.answers
        if not answer.field.is_counted and not is_missing(answer.value)
    }
    kept, is_new = QuarterFacts.objects.get_or_create(
        hromada_id=hromada_code, year=quarter.year, number=quarter.number, defaults={"values": values, "kept_at": at}
    )
    return kept if is_new else None
