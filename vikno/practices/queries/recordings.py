"""Recordings of a programme, those everybody sees, and what is said inside them."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Count, Prefetch, QuerySet

from vikno.common.actors import Actor
from vikno.practices.enums import PassageKind
from vikno.practices.errors import NoSuchThing
from vikno.practices.models import Captions, Chapter, Passage, Practice, Recording
from vikno.practices.queries.cards import public_cards
from vikno.practices.queries.words import with_words

MOST_FOUND: Final = 50
_LOOKED_AT: Final = 400


def own_recordings(actor: Actor) -> QuerySet[Recording]:
    """Of the programme, published or not."""
    mine = Recording.objects.filter(organisation_id=actor.organisation_id or 0)
    return mine.annotate(n_chapters=Count("chapters")).order_by("-held_on", "-pk")


def recording_of(actor: Actor, pk: int) -> Recording:
    """Refusals: NoSuchThing, which is a 404."""
    for one in Recording.objects.filter(organisation_id=actor.organisation_id or 0, pk=pk):
        return one
    raise NoSuchThing


def public_recordings(*, topic: str = "") -> QuerySet[Recording]:
    """The newest first, with chapters."""
    found = Recording.objects.exclude(published_at=None).order_by("-held_on", "-pk")
    found = found.prefetch_related(Prefetch("chapters", Chapter.objects.order_by("starts")))
    return found.filter(topics__contains=[topic]) if topic else found


def public_recording(pk: int) -> Recording:
    """Refusals: NoSuchThing, which is a 404."""
    for one in public_recordings().filter(pk=pk):
        return one
    raise NoSuchThing


def transcript_of(recording: Recording) -> QuerySet[Passage]:
    return recording.passages.filter(kind=PassageKind.TRANSCRIPT).order_by("starts", "pk")


def captions_of(recording: Recording) -> str:
    """WebVTT; "" where there is none."""
    return Captions.objects.filter(recording=recording).values_list("text", flat=True).first() or ""


def has_captions(recording: Recording) -> bool:
    return Captions.objects.filter(recording=recording).exists()


def said_in(words: str, *, topic: str = "") -> Sequence[Passage]:
    """Passages with all words of a question in any form: chapters first, then the newest recordings. Fifty at most."""
    condition = with_words(words, "lemmas")
    if condition is None:
        return []
    found = Passage.objects.filter(condition, recording__published_at__isnull=False).select_related("recording")
    if topic:
        found = found.filter(recording__topics__contains=[topic])
    looked = list(found.order_by()[:_LOOKED_AT])
    looked.sort(key=_place)
    return looked[:MOST_FOUND]


def recordings_of_card(practice: Practice) -> QuerySet[Recording]:
    """Where this practice is talked about."""
    return public_recordings().filter(practices=practice)


def cards_of_recording(recording: Recording) -> QuerySet[Practice]:
    return public_cards().filter(recordings=recording)


def _place(one: Passage) -> tuple[int, int, int, int]:
    rank = {PassageKind.CHAPTER: 0, PassageKind.CONCLUSION: 1}.get(PassageKind(one.kind), 2)
    return rank, -one.recording.held_on.toordinal(), one.recording_id, one.starts
