"""Words of the yearly report."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.reporting import policies, queries
from vikno.reporting.enums import Section
from vikno.reporting.models import YearWords


@transaction.atomic
def write_year_words(*, year: int, words: Mapping[Section, str], actor: Actor, at: datetime) -> int:
    """Keep parts that differ from what stands there; how many. Refusals: MayNotRead."""
    policies.require_may_keep(actor)
    standing = queries.year_of(actor, year, at=at).words
    changed = {section: said.strip() for section, said in words.items() if said.strip() != standing.get(section, "")}
    made = YearWords.objects.bulk_create(
        YearWords(
            hromada_id=actor.hromada_code, year=year, section=section, words=said, typed_at=at, typed_by_name=actor.name
        )
        for section, said in changed.items()
    )
    if made:
        audit.record(
            actor=actor, action="report.year_written", subject=made[0], at=at, hromada_code=actor.hromada_code,
            facts={"year": year, "sections": sorted(changed)},
        )  # fmt: skip
    return len(made)
