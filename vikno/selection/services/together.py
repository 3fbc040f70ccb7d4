"""What people decide together: a spread that was discussed, an interview or a visit."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.programmes.enums import Source
from vikno.programmes.models import Criterion, Proposal
from vikno.selection import policies, queries
from vikno.selection.errors import MarkOutOfScale, MarksMissing, NoSuchRow, ReasonMissing
from vikno.selection.models import Discussion, Talk
from vikno.selection.services.journal import record


@transaction.atomic
def settle_spread(*, proposal: Proposal, criterion: Criterion, words: str, actor: Actor, at: datetime) -> Discussion:
    """Marks that lie far apart were discussed and stand. Refusals: MayNotRun, NoSuchCall, NoSuchRow, ReasonMissing."""
    policies.review_run_by(actor, proposal.call.number)
    if criterion.track_id != proposal.track_id:
        raise NoSuchRow
    if not clean(words):
        raise ReasonMissing
    made = Discussion.objects.create(
        proposal=proposal, criterion=criterion, words=clean(words)[:1000], at=at, by_name=actor.name
    )
    record(made, "spread_settled", actor=actor, at=at, number=proposal.number, criterion=criterion.code)
    return made


@transaction.atomic
def record_talk(
    *, proposal: Proposal, kind: str, held_on: date, who: str, words: str, marks: Mapping[str, int], actor: Actor,
    at: datetime,
) -> Talk:  # fmt: skip
    """Agreed marks of an interview or a visit. Refusals: MayNotRun, NoSuchCall, MarksMissing, MarkOutOfScale."""
    policies.review_run_by(actor, proposal.call.number)
    criteria = {one.code: one for one in proposal.track.criteria.filter(source=Source.INTERVIEW)}
    if set(marks) != set(criteria):
        raise MarksMissing
    for code, mark in marks.items():
        if mark not in queries.scale_of(criteria[code]):
            raise MarkOutOfScale(criterion=criteria[code].title)
    made = Talk.objects.create(
        proposal=proposal, kind=kind, held_on=held_on, who=clean(who)[:500], words=words[:4000], marks=dict(marks),
        at=at, by_name=actor.name,
    )  # fmt: skip
    record(made, "talk_recorded", actor=actor, at=at, number=proposal.number, kind=kind)
    return made
