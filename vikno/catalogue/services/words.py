"""Words people ask with, and questions to which nothing was found."""

import hashlib
import hmac
import re
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F

from vikno.audit.services import record
from vikno.catalogue import policies
from vikno.catalogue.errors import WordIsEmpty, WordKnown
from vikno.catalogue.models import MissedQuestion, PopularWord, PublicService
from vikno.catalogue.readers.seed import read_popular_words
from vikno.catalogue.rules.search import words_of
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import clean, fold

# Words of a question are kept from this asking on: a name typed once is never written down.
ASKED_TO_BE_READ: Final = 3
# What was not asked again for so long is forgotten.
KEPT_FOR: Final = timedelta(days=90)
_MOST_WORDS: Final = 6
_LETTERS_ONLY: Final = re.compile(r"[^\W\d_]+")


@transaction.atomic
def add_word(*, phrase: str, service: PublicService, actor: Actor, at: datetime) -> PopularWord:
    """From now a question with this word leads to the service. A word taken away before comes back."""
    policies.require_may_publish(actor)
    phrase = clean(phrase)
    if not words_of(phrase):
        raise WordIsEmpty
    word, _is_new = PopularWord.objects.get_or_create(
        key=fold(phrase), service=service, defaults={"phrase": phrase, "changed_at": at, "removed_at": at}
    )
    if word.removed_at is None:
        raise WordKnown(service=service.name)
    word.phrase, word.changed_at, word.removed_at, word.added_by_name = phrase, at, None, actor.name
    word.save()
    MissedQuestion.objects.filter(digest=_digest(phrase)).update(settled_at=at)
    _record(word, "catalogue.word_added", actor, at)
    return word


@transaction.atomic
def remove_word(*, word: PopularWord, actor: Actor, at: datetime) -> None:
    """Take a word away; adding it again brings it back."""
    policies.require_may_publish(actor)
    if PopularWord.objects.filter(pk=word.pk, removed_at=None).update(removed_at=at, changed_at=at):
        _record(word, "catalogue.word_removed", actor, at)


@transaction.atomic
def load_popular_words(*, actor: Actor, at: datetime) -> int:
    """Words of the product that were never here; how many. What a steward took away stays away."""
    policies.require_may_import(actor)
    codes = dict(PublicService.objects.order_by("pk").values_list("code", "pk"))
    known = set(PopularWord.objects.order_by("pk").values_list("key", "service_id"))
    new = [
        PopularWord(phrase=phrase, key=fold(phrase), service_id=codes[code], changed_at=at)
        for phrase, wanted in read_popular_words().items()
        for code in wanted
        if code in codes and (fold(phrase), codes[code]) not in known
    ]
    PopularWord.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def note_missed(*, question: str, at: datetime) -> None:
    """Count a question to which nothing was found. Whoever asked is not kept, nor numbers, nor words before they were
    asked by several."""
    words = _LETTERS_ONLY.findall(clean(question).lower())[:_MOST_WORDS]
    if not words:
        return
    said, day = " ".join(words)[:200], today(at)
    row, is_new = MissedQuestion.objects.get_or_create(digest=_digest(said), defaults={"first_on": day, "last_on": day})
    if is_new:
        _forget(day)
        return
    MissedQuestion.objects.filter(pk=row.pk).update(
        asked=F("asked") + 1, last_on=day, words=said if row.asked + 1 >= ASKED_TO_BE_READ else ""
    )


@transaction.atomic
def settle_missed(*, missed: MissedQuestion, actor: Actor, at: datetime) -> None:
    """Nothing of ours was meant: the question leaves the list."""
    policies.require_may_publish(actor)
    MissedQuestion.objects.filter(pk=missed.pk, settled_at=None).update(settled_at=at)


def _forget(day: date) -> None:
    MissedQuestion.objects.filter(last_on__lt=day - KEPT_FOR).delete()


def _digest(words: str) -> str:
    said = " ".join(_LETTERS_ONLY.findall(fold(words)))
    return hmac.new(settings.SECRET_KEY.encode(), f"missed.{said}".encode(), hashlib.sha256).hexdigest()


def _record(word: PopularWord, action: str, actor: Actor, at: datetime) -> None:
    record(
        actor=actor, action=action, subject=word, at=at, hromada_code=actor.hromada_code,
        facts={"word": word.phrase, "service": word.service.code},
    )  # fmt: skip
