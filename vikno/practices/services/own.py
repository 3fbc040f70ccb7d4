"""Pilots of a hromada and its functional model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from vikno.catalogue.models import PublicService, ServiceGroup
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.practices import policies
from vikno.practices.errors import NoSuchThing, PeriodWrong
from vikno.practices.models import ModelLine, Pilot, Practice
from vikno.practices.services.common import record, tidy


@dataclass(frozen=True, kw_only=True)
class PilotFacts:
    """Powers taken over from a day on; `practice` is a card of the same hromada."""

    title: str
    powers: str
    decision: str
    starts_on: date
    ends_on: date | None = None
    practice: Practice | None = None
    services: Sequence[PublicService] = ()


@transaction.atomic
def tell_pilot(*, facts: PilotFacts, actor: Actor, at: datetime, is_demo: bool = False) -> Pilot:
    """Told to everybody. Refusals: NotYourMove, NoSuchThing, PeriodWrong."""
    code = policies.of_hromada(actor)
    if facts.practice is not None and facts.practice.hromada_id != code:
        raise NoSuchThing
    _require_in_order(facts.starts_on, facts.ends_on)
    made = Pilot.objects.create(
        hromada_id=code, practice=facts.practice, title=clean(facts.title), powers=tidy(facts.powers),
        decision=clean(facts.decision), starts_on=facts.starts_on, ends_on=facts.ends_on, told_at=at,
        told_by_name=actor.name, is_demo=is_demo,
    )  # fmt: skip
    made.services.set(facts.services)
    record(actor, "pilot.told", made, at=at, starts_on=facts.starts_on)
    return made


@transaction.atomic
def end_pilot(*, pilot: Pilot, on: date, actor: Actor, at: datetime) -> None:
    """The last day of it. Refusals: NotYourMove, NoSuchThing, PeriodWrong."""
    code = policies.of_hromada(actor)
    for one in Pilot.objects.select_for_update(of=("self",)).filter(pk=pilot.pk, hromada_id=code):
        _require_in_order(one.starts_on, on)
        one.ends_on = on
        one.save(update_fields=["ends_on"])
        record(actor, "pilot.ended", one, at=at, on=on)
        return
    raise NoSuchThing


@transaction.atomic
def decide_group(
    *, group: ServiceGroup, decides: str, decision: str, due_on: date | None, actor: Actor, at: datetime
) -> ModelLine:
    """What is decided about a group of services, instead of what stood there. Refusals: NotYourMove."""
    code = policies.of_hromada(actor)
    said = {"decides": clean(decides)[:300], "decision": clean(decision)[:300], "due_on": due_on}
    made, _is_new = ModelLine.objects.update_or_create(
        hromada_id=code, group=group, defaults={**said, "changed_at": at, "changed_by_name": actor.name}
    )
    record(actor, "functional_model.decided", made, at=at, group=group.code, **said)
    return made


def _require_in_order(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        raise PeriodWrong
