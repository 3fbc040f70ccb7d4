"""The index of words of the whole catalogue, kept in memory, and questions put to it."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, IntegerField, QuerySet, Value

from vikno.catalogue.models import MissedQuestion, PopularWord, PublicService
from vikno.catalogue.rules import search as rules
from vikno.common.language import forms_of

_OWN: Final = 1.0
_NAME: Final = 0.9
_EVENT: Final = 0.75
# What the index is made of: any change of it is a new line of history, a new row or a changed word.
_STAMP: Final = """
    SELECT (SELECT max(id) FROM catalogue_servicechange), (SELECT max(id) FROM catalogue_catalogueimport),
           (SELECT max(id) FROM catalogue_publicservice), (SELECT max(changed_at) FROM catalogue_popularword)
"""

type Stamp = tuple[int | None, int | None, int | None, datetime | None]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    index: rules.Index


_kept: _Kept | None = None
_making = Lock()


def search_services(text: str, *, among: QuerySet[PublicService]) -> QuerySet[PublicService]:
    """Services by ordinary words, the nearest first.

    Other forms, misspellings, a keyboard switched wrongly and events of life are understood. An empty question
    leaves `among` as it is. Digits are a code: a neighbour of it is another service.
    """
    question = text.strip()
    if not rules.words_of(question):
        return among
    if question.isdigit():
        return among.filter(code__startswith=question).order_by("code", "pk")
    return in_order(rules.search(_index(), question), among=among)


def in_order(found: list[int], *, among: QuerySet[PublicService]) -> QuerySet[PublicService]:
    """These services of `among` in the order found."""
    numbers = Value(found, output_field=ArrayField(IntegerField()))
    place = Func(numbers, F("pk"), function="array_position", output_field=IntegerField())
    return among.filter(pk__in=found).order_by(place)


def popular_words() -> QuerySet[PopularWord]:
    """Words in use, in alphabetical order of their keys."""
    return PopularWord.objects.filter(removed_at=None).select_related("service").order_by("key", "service_id")


def missed_questions() -> QuerySet[MissedQuestion]:
    """Questions asked often enough to be read and not settled yet, the most asked first."""
    return MissedQuestion.objects.filter(settled_at=None).exclude(words="").order_by("-asked", "-last_on", "digest")


def _index() -> rules.Index:
    global _kept
    stamp = _stamp()
    if _kept is None or _kept.stamp != stamp:
        with _making:
            if _kept is None or _kept.stamp != stamp:
                _kept = _Kept(stamp, rules.make_index(_texts(), forms_of=forms_of))
    return _kept.index


def _stamp() -> Stamp:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp: Stamp = cursor.fetchone()
        return stamp


def _texts() -> list[rules.Text]:
    texts = []
    services = PublicService.objects.order_by("pk").values_list("pk", "code", "name", "name_en", "keywords")
    for pk, code, name, name_en, keywords in services:
        texts += [rules.Text(pk, code, _OWN), rules.Text(pk, name, _NAME), rules.Text(pk, name_en, _NAME)]
        texts += [rules.Text(pk, phrase, _OWN) for phrase in keywords.split(",")]
    said = PopularWord.objects.filter(removed_at=None).order_by("pk").values_list("service_id", "phrase")
    texts += [rules.Text(pk, phrase, _OWN) for pk, phrase in said]
    events = PublicService.life_events.through.objects.order_by("pk")
    for pk, name, name_en in events.values_list("publicservice_id", "lifeevent__name", "lifeevent__name_en"):
        texts += [rules.Text(pk, name, _EVENT), rules.Text(pk, name_en, _EVENT)]
    return [text for text in texts if text.words.strip()]
