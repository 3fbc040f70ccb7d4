"""What was given is written down; what was written wrong is written anew, and both lines stay."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from vikno.common.actors import Actor
from vikno.support import policies
from vikno.support.enums import ActivityKind
from vikno.support.errors import AlreadyCorrected, NotInForce, WordsMissing
from vikno.support.models import Memorandum, SupportActivity
from vikno.support.services.common import held, record, require_rate, short


@dataclass(frozen=True, kw_only=True)
class ActivityFacts:
    """One line. `rate`: hryvnias for one unit of the currency, with its day. `exception`: why outside the term."""

    kind: ActivityKind
    on: date
    hours: Decimal
    who: str
    note: str
    is_visit: bool = False
    people: int = 0
    amount: Decimal = Decimal(0)
    currency: str = "UAH"
    rate: Decimal = Decimal(1)
    rate_on: date | None = None
    exception: str = ""


@transaction.atomic
def record_activity(*, memorandum: Memorandum, facts: ActivityFacts, actor: Actor, at: datetime) -> SupportActivity:
    """A line of the ledger. Refusals: NoSuchThing, NotYourMove, NotInForce, RateMissing."""
    policies.require_may_record(actor, memorandum)
    made = _write(memorandum, facts, actor=actor, at=at)
    record(actor, "support.given", made, at=at, kind=made.kind, hours=made.hours, memorandum=memorandum.number)
    return made


@transaction.atomic
def correct_activity(
    *, activity: SupportActivity, facts: ActivityFacts, reason: str, actor: Actor, at: datetime
) -> SupportActivity:
    """A line instead of another; hours 0 take it back. Refusals: NoSuchThing, NotYourMove, WordsMissing,
    AlreadyCorrected, NotInForce, RateMissing.
    """
    policies.require_may_record(actor, activity)
    if not short(reason):
        raise WordsMissing
    held(activity.memorandum)
    if SupportActivity.objects.filter(corrects=activity).exists():
        raise AlreadyCorrected
    made = _write(
        activity.memorandum, facts, actor=actor, at=at, corrects=activity, correction_reason=short(reason, 300)
    )
    record(actor, "support.corrected", made, at=at, corrects=activity.pk, hours=made.hours)
    return made


def _write(memorandum: Memorandum, facts: ActivityFacts, *, actor: Actor, at: datetime, **said: Any) -> SupportActivity:
    exception = short(facts.exception, 300)
    if not exception and not memorandum.is_in_force(facts.on):
        raise NotInForce
    require_rate(facts.currency, facts.rate, facts.rate_on)
    is_home = facts.currency == "UAH"
    return SupportActivity.objects.create(
        **memorandum.sides, memorandum=memorandum, kind=facts.kind, on=facts.on, hours=facts.hours,
        is_visit=facts.is_visit, people=facts.people, who=short(facts.who, 200), note=short(facts.note, 1000),
        amount=facts.amount, currency=facts.currency, rate=Decimal(1) if is_home else facts.rate,
        rate_on=facts.rate_on, exception=exception, recorded_at=at, recorded_by_name=actor.name, **said,
    )  # fmt: skip
