"""Promises of visits as practices: what was applied, what may be taken up, what was begun."""

from django.db.models import QuerySet

from vikno.common.actors import Actor
from vikno.events import queries as events
from vikno.events.enums import KEPT
from vikno.events.models import Promise
from vikno.practices.errors import NoSuchThing
from vikno.practices.models import Practice
from vikno.practices.queries.cards import public_cards


def kept_promise(actor: Actor, pk: int) -> Promise:
    """The hromada's own, applied or partly. Refusals: NoSuchThing, which is a 404."""
    for one in events.promises_of(actor).filter(pk=pk, outcome__in=KEPT):
        return one
    raise NoSuchThing


def cards_to_take_up(actor: Actor) -> QuerySet[Practice]:
    """Published ones of other hromadas."""
    return public_cards().exclude(hromada_id=actor.hromada_code or "")


def card_begun(promise: Promise) -> Practice | None:
    """The hromada's own card from a promise."""
    return Practice.objects.filter(promise=promise, hromada_id=promise.hromada_id).first()
