"""Words of a text in their dictionary forms. The dictionary is opened here, when a text is taken in, and let go."""

from collections.abc import Iterable, Sequence
from typing import Final

from vikno.common.language import forms_of
from vikno.common.text import fold
from vikno.practices.models import WordForm
from vikno.practices.rules import LONGEST_WORD, words_of

_BATCH: Final = 5_000


def take_words(texts: Sequence[str]) -> list[list[str]]:
    """Dictionary forms of each text, sorted; all forms of new words are kept, so that questions find them."""
    listed = [words_of(text) for text in texts]
    known = forms_of(word for words in listed for word in words)
    _keep(known.values())
    return [sorted({lemma[:LONGEST_WORD] for word in words for lemma in known.get(fold(word), ())}) for words in listed]


def _keep(readings: Iterable[dict[str, frozenset[str]]]) -> None:
    """In one order everywhere: two texts taken in at once never wait for each other in a ring."""
    pairs = {(form, lemma) for found in readings for lemma, forms in found.items() for form in forms}
    lemmas = {lemma for _form, lemma in pairs}
    kept = set(WordForm.objects.filter(lemma__in=lemmas).values_list("form", "lemma"))
    rows = [WordForm(form=form, lemma=lemma) for form, lemma in sorted(pairs - kept) if len(form) <= LONGEST_WORD]
    WordForm.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH)
