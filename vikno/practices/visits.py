"""What became of visits in the library: plugs into `events.beside`."""

from django.db.models import Count, Q
from django.urls import reverse

from vikno.events.beside import Taken
from vikno.events.models import Event
from vikno.practices.enums import PracticeState
from vikno.practices.models import Adoption, Practice


def address(promise: int) -> str:
    return reverse("practices:from_visit", args=[promise])


def taken_at(event: int) -> Taken:
    """Two queries. Of cards, those that were sent to the programme of the event or published."""
    told = Adoption.objects.filter(event_id=event).aggregate(n=Count("pk"), hromadas=Count("hromada", distinct=True))
    programme = Event.objects.filter(pk=event).values("organisation_id")
    cards = Practice.objects.filter(event_id=event).exclude(state=PracticeState.DRAFT)
    seen = cards.filter(Q(organisation_id__in=programme) | Q(published__isnull=False))
    return Taken(practices=told["n"], hromadas=told["hromadas"], cards=seen.count())
