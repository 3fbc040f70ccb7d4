"""Pilots of a hromada, and services it may name."""

from django.db.models import QuerySet

from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.practices.errors import NoSuchThing
from vikno.practices.models import Pilot, Practice


def own_pilots(actor: Actor) -> QuerySet[Pilot]:
    """The newest first, with their services."""
    mine = Pilot.objects.filter(hromada_id=actor.hromada_code or "-").select_related("practice", "hromada")
    return mine.prefetch_related("services").order_by("-starts_on", "-pk")


def own_pilot(actor: Actor, pk: int) -> Pilot:
    """Refusals: NoSuchThing, which is a 404."""
    for one in own_pilots(actor).filter(pk=pk):
        return one
    raise NoSuchThing


def pilots_of_card(practice: Practice) -> QuerySet[Pilot]:
    """Public, like the card they are linked to."""
    return Pilot.objects.filter(practice=practice).prefetch_related("services").order_by("starts_on", "pk")


def services_here(actor: Actor) -> QuerySet[PublicService]:
    """Services given at points of the hromada."""
    given = PublicService.objects.filter(offerings__point__hromada_id=actor.hromada_code or "-", withdrawn_on=None)
    return PublicService.objects.filter(pk__in=given.values("pk")).order_by("sort_key", "pk")
