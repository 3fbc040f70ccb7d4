"""Which services a person means by their own words: forms of words, slips of the keyboard, misspellings.

An index is made once of everything services are called by. A *text* is one name of a service: its own name, a phrase
people ask with, an event of life. Words of a question are told apart by how surely they are words of the index:
a form of the same word, the same word on a wrong keyboard, the same word by ear, a beginning, one or two wrong
letters, the same root. The rarer the word, the more it says.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vikno.common.language import skeleton, slips_of
from vikno.common.text import fold

_WORD: Final = re.compile(r"\w+")
_TOKEN: Final = re.compile(r"\S+")
# Words that say nothing of the service a person looks for: Ukrainian, Russian, English.
_SAID_ANYWHERE: Final = """
    як що де коли чи чому хто про для на та або із зі до від по за при під над без через але якщо то так не ні у в з і
    й а я ми ви він вона мій моя моє мої мені мене нам нас свій своя треба потрібно потрібен потрібна потрібні хочу
    хотів можна можу отримати одержати робити маю зробити зробить оформити оформлення подати взяти дати видати послуга
    послуги допоможіть підкажіть скажіть будь ласка добрий день цнап
    как где что кто мне нужно надо хочу можно получить сделать оформить подать для или если
    the a an and for how get to of in my i need want where
"""
EMPTY_WORDS: Final = frozenset(fold(word) for word in _SAID_ANYWHERE.split())

SAME: Final = 1.0
SLIP: Final = 0.95
BY_EAR: Final = 0.9
BEGINNING: Final = 0.75
ONE_WRONG: Final = 0.8
TWO_WRONG: Final = 0.6
SAME_ROOT: Final = 0.45
_SHORTEST_BEGINNING: Final = 4
_SHORTEST_MISSPELT: Final = 5
_ROOT: Final = 5
_LONGEST_ENDING: Final = 6
_LONG_WORD: Final = 7
_CANDIDATES: Final = 40
# A question is answered when at least this share of what it says was understood.
_ENOUGH: Final = 0.34
# What is far behind the best answer is noise.
_BEHIND_BEST: Final = 0.5
MOST_FOUND: Final = 100


@dataclass(frozen=True, slots=True)
class Text:
    """One thing a service is called by; `weight` says how much it is the service's own."""

    service: int
    words: str
    weight: float


@dataclass(slots=True)
class Index:
    """Texts by word. Make it by `make_index`."""

    texts: list[tuple[int, frozenset[str], float]] = field(default_factory=list)
    lemmas_of: dict[str, frozenset[str]] = field(default_factory=dict)
    by_ear: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_root: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_pair: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    texts_with: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    rarity: dict[str, float] = field(default_factory=dict)


type Forms = Callable[[Iterable[str]], Mapping[str, Mapping[str, frozenset[str]]]]


def words_of(text: str) -> list[str]:
    """Folded words that say something, in order."""
    found = _WORD.findall(fold(text))
    return [word for word in found if word not in EMPTY_WORDS] or found


def make_index(texts: Sequence[Text], *, forms_of: Forms) -> Index:
    """The index of texts. `forms_of`: words → their dictionary forms with all their forms (`common.language`)."""
    index = Index()
    said = [(text, words_of(text.words)) for text in texts]
    # The dictionary knows «обʼєкт» with its apostrophe only, so it is asked with words as they were written.
    raw = (word for text in texts for word in re.findall(r"[\w'’ʼ]+", text.words))
    forms = forms_of(raw)
    forms = {**forms_of(word for _text, words in said for word in words if word not in forms), **forms}
    lemmas: dict[str, set[str]] = defaultdict(set)
    for text, words in said:
        meant = {lemma for word in words for lemma in forms[word]}
        for lemma in meant:
            index.texts_with[lemma].append(len(index.texts))
        index.texts.append((text.service, frozenset(words), text.weight))
    for word in {word for _text, words in said for word in words}:
        for lemma, all_forms in forms[word].items():
            for form in all_forms:
                lemmas[form].add(lemma)
    _fill(index, lemmas)
    _weigh(index, said, forms)
    return index


def _fill(index: Index, lemmas: Mapping[str, set[str]]) -> None:
    for form, meant in lemmas.items():
        index.lemmas_of[form] = frozenset(meant)
        bone = skeleton(form)
        if bone not in index.by_ear:
            for pair in _pairs(bone):
                index.by_pair[pair].append(bone)
        index.by_ear[bone] |= meant
        if len(bone) >= _ROOT:
            index.by_root[bone[:_ROOT]].add(bone)


def _weigh(index: Index, said: Sequence[tuple[Text, list[str]]], forms: Mapping[str, Mapping[str, object]]) -> None:
    services = len({text.service for text, _words in said}) or 1
    seen: dict[str, set[int]] = defaultdict(set)
    for text, words in said:
        for word in words:
            for lemma in forms[word]:
                seen[lemma].add(text.service)
    index.rarity = {lemma: math.log(1 + services / len(whose)) for lemma, whose in seen.items()}


@dataclass(slots=True)
class _Score:
    best: float = 0.0
    words: dict[int, float] = field(default_factory=dict)


def search(index: Index, question: str) -> list[int]:
    """Services that a question may mean, the likeliest first; empty when too little of it was understood."""
    asked = understood(index, question)
    if not asked or not any(asked):
        return []
    weights = [max((index.rarity.get(lemma, 0.0) for lemma in meant), default=2.0) for meant in asked]
    total = sum(weights)
    scores = _score(index, asked, weights, total)
    best = max((score for score, _pk in scores), default=0.0)
    kept = [(score, pk) for score, pk in scores if score >= max(_ENOUGH, best * _BEHIND_BEST)]
    return [pk for _score_, pk in sorted(kept, key=lambda one: (-one[0], one[1]))[:MOST_FOUND]]


def understood(index: Index, question: str) -> list[dict[str, float]]:
    """For each telling word of a question: which words of the index it may be, and how surely."""
    found = []
    for token in _TOKEN.findall(question):
        meant = _word(index, token)
        if meant is not None:
            found.extend(meant)
    return found


def _word(index: Index, token: str) -> list[dict[str, float]] | None:
    words = [word for word in _WORD.findall(fold(token)) if word not in EMPTY_WORDS]
    surely = [_surely(index, word) for word in words]
    if words and all(surely):
        return surely
    for slip in slips_of(token):
        guessed = [word for word in _WORD.findall(fold(slip)) if word not in EMPTY_WORDS]
        meant = [_surely(index, word) or _likely(index, word) for word in guessed]
        if guessed and all(meant):
            return [{lemma: sure * SLIP for lemma, sure in one.items()} for one in meant]
    return [sure or _likely(index, word) for word, sure in zip(words, surely, strict=True)] or None


def _surely(index: Index, word: str) -> dict[str, float]:
    """The same word in any form, or as it is heard; words of its root beside it."""
    meant = dict.fromkeys(index.lemmas_of.get(word, ()), SAME)
    bone = skeleton(word)
    if not meant and len(bone) > 1:
        meant = dict.fromkeys(index.by_ear.get(bone, ()), BY_EAR)
    return _with_root(index, bone, meant) if meant else {}


def _likely(index: Index, word: str) -> dict[str, float]:
    """A beginning of a word, a word with one or two wrong letters, a word of the same root."""
    bone = skeleton(word)
    if len(bone) < _SHORTEST_BEGINNING or bone.isdigit():
        return {}
    meant: dict[str, float] = {}
    allowed = 1 if len(bone) < _LONG_WORD else 2
    for other in _alike(index, bone):
        if other.startswith(bone):
            _raise(meant, index.by_ear[other], BEGINNING)
            continue
        far = distance(bone, other, most=allowed)
        if far <= allowed and len(bone) >= _SHORTEST_MISSPELT:
            _raise(meant, index.by_ear[other], ONE_WRONG if far <= 1 else TWO_WRONG)
    return _with_root(index, bone, meant)


def _with_root(index: Index, bone: str, meant: dict[str, float]) -> dict[str, float]:
    """«народилась» is near «народження»: the beginning is the same and the endings are short."""
    for other in index.by_root.get(bone[:_ROOT], ()) if len(bone) >= _ROOT else ():
        same = _shared(bone, other)
        if max(len(bone), len(other)) - same <= _LONGEST_ENDING and same >= min(len(bone), len(other)) - 3:
            _raise(meant, index.by_ear[other], SAME_ROOT)
    return meant


def _raise(meant: dict[str, float], lemmas: Iterable[str], sure: float) -> None:
    for lemma in lemmas:
        meant[lemma] = max(meant.get(lemma, 0.0), sure)


def _alike(index: Index, bone: str) -> list[str]:
    """Words that share the most pairs of letters."""
    counted: Counter[str] = Counter()
    for pair in _pairs(bone):
        counted.update(index.by_pair.get(pair, ()))
    return [other for other, _count in counted.most_common(_CANDIDATES)]


def _score(
    index: Index, asked: Sequence[Mapping[str, float]], weights: Sequence[float], total: float
) -> list[tuple[float, int]]:
    hits: dict[int, dict[int, float]] = defaultdict(dict)  # text → word of the question → how surely
    for place, meant in enumerate(asked):
        for lemma, sure in meant.items():
            for text in index.texts_with.get(lemma, ()):
                hits[text][place] = max(hits[text].get(place, 0.0), sure)
    services: dict[int, _Score] = defaultdict(_Score)
    for text, words in hits.items():
        service, own, weight = index.texts[text]
        covered = sum(weights[place] * sure for place, sure in words.items()) / total
        whole = min(1.0, len(words) / len(own)) if own else 0.0
        score = services[service]
        score.best = max(score.best, weight * (0.75 * covered + 0.25 * whole * covered))
        for place, sure in words.items():
            score.words[place] = max(score.words.get(place, 0.0), sure * weight)
    return [
        (0.75 * score.best + 0.25 * sum(weights[place] * sure for place, sure in score.words.items()) / total, service)
        for service, score in services.items()
    ]


def _pairs(bone: str) -> set[str]:
    framed = f" {bone} "
    return {framed[place : place + 2] for place in range(len(framed) - 1)}


def _shared(one: str, other: str) -> int:
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def distance(one: str, other: str, *, most: int) -> int:
    """Wrong, missing, extra or swapped letters between two words; `most` + 1 when there are more.

    >>> distance("відсрочка", "відстрочка", most=2), distance("паспрот", "паспорт", most=2)
    (1, 1)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
