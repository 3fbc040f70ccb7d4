"""From a visit to practice: what a hromada took up of the library, or a card of its own that it began."""

from datetime import date, datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.events.enums import KEPT
from vikno.events.models import Promise
from vikno.practices import policies
from vikno.practices.errors import AlreadyAdopted, AlreadyBegun, NoSuchThing, NotKeptYet
from vikno.practices.models import Adoption, Practice
from vikno.practices.services.cards import CardFacts, adopt, begin_card
from vikno.practices.services.common import record


@transaction.atomic
def take_up(*, promise: Promise, practice: Practice, on: date, note: str, actor: Actor, at: datetime) -> Adoption:
    """A practice of others, with the visit it was seen at. Told before without a visit, it gets the visit now.

    Refusals: NotYourMove, NoSuchThing, NotKeptYet, OwnPractice, DayAhead, AlreadyAdopted.
    """
    event = _require_kept(promise, actor).delegation.event
    mine = Adoption.objects.select_for_update(of=("self",))  # the card is another's: it may not be held
    told = mine.filter(practice=practice, hromada_id=actor.hromada_code).first()
    if told is None:
        told = adopt(practice=practice, on=on, note=note, actor=actor, at=at)
    elif told.event_id is not None:
        raise AlreadyAdopted
    told.event = event
    told.save(update_fields=["event"])
    record(actor, "practice.taken_from_visit", told, at=at, event=event.number)
    return told


@transaction.atomic
def begin_from_visit(*, promise: Promise, actor: Actor, at: datetime) -> Practice:
    """A draft with what was promised and what came of it; one for each promise.

    Refusals: NotYourMove, NoSuchThing, NotKeptYet, AlreadyBegun.
    """
    kept = _require_kept(promise, actor)
    if Practice.objects.filter(promise=kept, hromada_id=actor.hromada_code).exists():
        raise AlreadyBegun
    facts = CardFacts(title=clean(kept.text)[:200], done=kept.words)
    made = begin_card(facts=facts, actor=actor, at=at)
    made.event, made.promise = kept.delegation.event, kept
    made.save(update_fields=["event", "promise"])
    return made


def _require_kept(promise: Promise, actor: Actor) -> Promise:
    """The hromada's own, held until the end of the transaction, with something of it applied."""
    code = policies.of_hromada(actor)
    rows = Promise.objects.select_for_update(of=("self",)).select_related("delegation__event")
    held = rows.filter(pk=promise.pk, hromada_id=code).first()
    if held is None:
        raise NoSuchThing
    if held.outcome not in KEPT:
        raise NotKeptYet
    return held
