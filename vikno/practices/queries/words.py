"""A question in dictionary forms, by what was kept when texts were taken in: the dictionary stays closed."""

from collections import defaultdict

from django.db.models import Q

from vikno.common.text import fold
from vikno.practices.models import WordForm
from vikno.practices.rules import words_of

MOST_WORDS = 12


def asked_lemmas(text: str) -> list[list[str]]:
    """For each word of a question the dictionary forms it may be of; a word nobody said stays itself. One query."""
    words = list(dict.fromkeys(fold(word) for word in words_of(text)))[:MOST_WORDS]
    found: dict[str, list[str]] = defaultdict(list)
    for form, lemma in WordForm.objects.filter(form__in=words).order_by("form", "lemma").values_list("form", "lemma"):
        found[form].append(lemma)
    return [found.get(word) or [word] for word in words]


def with_words(text: str, column: str) -> Q | None:
    """All words of a question in any form; None for a question without words."""
    lemmas = asked_lemmas(text)
    if not lemmas:
        return None
    condition = Q()
    for readings in lemmas:
        condition &= Q(**{f"{column}__overlap": readings})
    return condition
