"""Finding people: by number, by phone, by a name in any spelling, by an address.

Under row-level security PostgreSQL uses an index only for leakproof operators. `LIKE` and the trigram `%` are not:
with them a search reads the whole hromada. So a prefix is asked as a range of texts (`>=`, `<` are leakproof, the
columns are in collation C), and a misspelt surname is compared with the surnames of the same first letter only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from vikno.applicants import policies, rules
from vikno.applicants.enums import IdentityDocument
from vikno.applicants.models import Applicant, Merge, Representative, Surname
from vikno.applicants.rules import ApplicantFacts, Oddity
from vikno.common import identifiers
from vikno.common.actors import Actor
from vikno.common.text import fold
from vikno.territories import queries as territories

__all__ = [
    "ApplicantFacts",
    "Found",
    "FoundBy",
    "Oddity",
    "find_applicants",
    "merges_of",
    "oddities_of",
    "possible_duplicates",
    "records_of",
    "representatives_ever",
    "representatives_of",
    "surnames_alike",
    "tidied",
]

LIMIT = 50
_LAST = "\U0010ffff"
_ALIKE = 0.3
_LETTERS_APART = 2
# First letters that people mix up when they hear a name.
_CONFUSED = {
    "є": "еє", "е": "еєи", "и": "иіе", "і": "іїий", "ї": "їій", "й": "йії", "щ": "щш", "ш": "шщ", "ж": "жш",
    "о": "оа", "а": "ао", "г": "гх", "х": "хг", "у": "ув", "в": "ву", "с": "сз", "з": "зс", "ю": "юу", "я": "яа",
    "д": "дт", "т": "тд", "б": "бп", "п": "пб",
}  # fmt: skip


class FoundBy(StrEnum):
    RNOKPP = "rnokpp"
    UNZR = "unzr"
    PHONE = "phone"
    EDRPOU = "edrpou"
    DOCUMENT = "document"
    ADDRESS = "address"
    NAME = "name"
    ALIKE = "alike"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Found:
    """People that answer a question, at most `LIMIT`, in alphabetical order; `has_more` when there were more."""

    by: FoundBy
    applicants: tuple[Applicant, ...]
    has_more: bool = False


def find_applicants(actor: Actor, text: str) -> Found:
    """People by РНОКПП, УНЗР, phone, ЄДРПОУ, document, name in any spelling and order, or address.

    What is alike comes last: a street «Садова» is rather the street than somebody called Садовий.
    """
    people = policies.visible(actor).select_related("settlement")
    ways = (_by_number, _by_name, _by_address, _by_likeness)
    answers = (way(people, text, actor=actor) for way in ways)
    return next((found for found in answers if found), Found(by=FoundBy.NOTHING, applicants=()))


def _by_number(people: QuerySet[Applicant], text: str, *, actor: Actor) -> Found | None:
    for by, condition in _numbers_in(text):
        found = list(people.filter(condition).order_by("sort_key", "pk")[: LIMIT + 1])
        if found:
            return _found(by, found)
    return None


def _numbers_in(text: str) -> Iterator[tuple[FoundBy, Q]]:
    digits = identifiers.ungrouped(text)
    if digits.isascii() and digits.isdigit():
        if len(digits) == 10:
            yield FoundBy.RNOKPP, Q(rnokpp=digits)
        if len(digits) == 13:
            yield FoundBy.UNZR, Q(unzr=identifiers.unzr_formatted(digits))
        if len(digits) == 8:
            yield FoundBy.EDRPOU, Q(edrpou=digits)
    phone = identifiers.phone_e164(text)
    if phone is not None:
        yield FoundBy.PHONE, Q(phone=phone)
    if re.fullmatch(r"[^\W\d_]{0,3}[0-9]{6,9}", digits):
        keys = {rules.identity_key(text, kind=kind) for kind in ("", IdentityDocument.PASSPORT_BOOK)}
        yield FoundBy.DOCUMENT, Q(identity_number__in=sorted(keys))


def _by_name(people: QuerySet[Applicant], text: str, *, actor: Actor) -> Found | None:
    for first, rest in _guesses(_words_of_name(text), actor=actor):
        found = list(_beginning(people, first, rest).order_by("search_key")[: LIMIT + 1])
        if found:
            return _found(FoundBy.NAME, found)
    return None


def _by_likeness(people: QuerySet[Applicant], text: str, *, actor: Actor) -> Found | None:
    found = _alike(people, words, actor=actor) if (words := _words_of_name(text)) else []
    return _found(FoundBy.ALIKE, found) if found else None


def _words_of_name(text: str) -> list[str]:
    return [] if any(c.isdigit() for c in text) else fold(text).split()


def _by_address(people: QuerySet[Applicant], text: str, *, actor: Actor) -> Found | None:
    """Who lives there: «Вербівка, Садова 5», «вул. Садова 5», «Садова», «Вербівка»; the whole address before a part."""
    key = rules.address_key(text)
    if not re.search(r"[^\W\d_]{3}", key):
        return None
    for place, street in _addresses(key, hromada_code=actor.hromada_code):
        here = people if place is None else people.filter(settlement_id=place)
        for reach in _reaches(street):
            found = list(here.filter(reach).order_by("address_key", "pk")[: LIMIT + 1])
            if found:
                return _found(FoundBy.ADDRESS, found)
    return None


def _addresses(key: str, *, hromada_code: str) -> Iterator[tuple[str | None, str]]:
    """Settlement (None: any) and street that a key may mean. A name of a settlement is its first words."""
    for unit in territories.settlements_of(hromada_code).order_by("pk"):
        name = fold(unit.name)
        if key == name or key.startswith(f"{name} "):
            yield unit.pk, key[len(name) :].strip()
    yield None, key


def _reaches(street: str) -> Iterator[Q]:
    """The very address and flats in it, then whatever begins so; a settlement alone is everybody there."""
    if not street:
        yield Q()
        return
    yield Q(address_key=street) | Q(address_key__gte=f"{street} ", address_key__lt=f"{street} {_LAST}")
    yield Q(address_key__gte=street, address_key__lt=street + _LAST)


def _guesses(words: list[str], *, actor: Actor) -> Iterator[tuple[str, list[str]]]:
    """What the key may begin with, and words that must follow. A word that is a whole surname narrows best."""
    if len(words) > 1:
        whole = Surname.objects.filter(hromada_id=actor.hromada_code, key__in=words)
        for surname in whole.order_by("key").values_list("key", flat=True):
            rest = [word for word in words if word != surname]
            for place, second in enumerate(rest):
                yield f"{surname} {second}", rest[:place] + rest[place + 1 :]
    for first, *rest in _orders(words):
        yield first, rest


def _orders(words: list[str]) -> Iterator[list[str]]:
    """Each word in turn as the surname: «Марія Іваненко» is found as «Іваненко Марія»."""
    for place in range(min(len(words), 3)):
        yield [words[place], *words[:place], *words[place + 1 :]]


def _beginning(people: QuerySet[Applicant], first: str, rest: list[str]) -> QuerySet[Applicant]:
    people = people.filter(search_key__gte=first, search_key__lt=first + _LAST)
    for word in rest:
        people = people.filter(search_key__contains=f" {word}")
    return people


def _alike(people: QuerySet[Applicant], words: list[str], *, actor: Actor) -> list[Applicant]:
    for first, *rest in _orders(words):
        found: list[Applicant] = []
        for surname in surnames_alike(actor, first):
            exact = people.filter(surname=surname)
            for word in rest:
                exact = exact.filter(search_key__contains=f" {word}")
            found += exact.order_by("sort_key")[: LIMIT + 1 - len(found)]
            if len(found) > LIMIT:
                break
        if found:
            return found
    return []


def surnames_alike(actor: Actor, word: str, *, limit: int = 8) -> list[Surname]:
    """Surnames of the hromada that look like a folded word, most alike first; then those heard with another letter."""
    heard = _CONFUSED.get(word[0], word[0])
    for letters in filter(None, (word[0], heard.replace(word[0], ""))):
        found = list(_alike_from(letters, word, hromada_code=actor.hromada_code)[:limit])
        if found:
            return found
    return []


def _alike_from(letters: str, word: str, *, hromada_code: str) -> QuerySet[Surname]:
    beginning = Q()
    for letter in letters:
        beginning |= Q(key__gte=letter, key__lt=letter + _LAST)
    return (
        Surname.objects.filter(beginning, hromada_id=hromada_code)
        .alias(letters=Length("key"))
        .filter(letters__gte=len(word) - _LETTERS_APART, letters__lte=len(word) + _LETTERS_APART)
        .annotate(likeness=TrigramSimilarity("key", word))
        .filter(likeness__gte=_ALIKE)
        .order_by("-likeness", "key")
    )


def _found(by: FoundBy, found: list[Applicant]) -> Found:
    shown = sorted(found[:LIMIT], key=lambda a: (a.sort_key, a.pk)) if by == FoundBy.NAME else found[:LIMIT]
    return Found(by=by if shown else FoundBy.NOTHING, applicants=tuple(shown), has_more=len(found) > LIMIT)


def oddities_of(facts: ApplicantFacts, *, today: date) -> list[Oddity]:
    """What deserves a second look in what was typed; it never stops anybody."""
    return rules.oddities(rules.tidy(facts), today=today)


def tidied(facts: ApplicantFacts) -> ApplicantFacts:
    """What was typed in the spelling that would be kept."""
    return rules.tidy(facts)


def possible_duplicates(actor: Actor, facts: ApplicantFacts, *, besides: int | None = None) -> list[Applicant]:
    """People already known under one of the numbers, or under the same name with the same birthday or phone."""
    facts = rules.tidy(facts)
    same = Q()
    for name in ("rnokpp", "unzr", "edrpou"):
        if value := getattr(facts, name):
            same |= Q(**{name: value})
    if facts.phone:
        same |= Q(phone=facts.phone, search_key=rules.name_key(facts))
    if facts.born_on:
        same |= Q(search_key=rules.name_key(facts), born_on=facts.born_on)
    if not same:
        return []
    return list(policies.visible(actor).filter(same).exclude(pk=besides or 0).order_by("sort_key", "pk")[:5])


def representatives_of(applicant: Applicant, *, on: date) -> QuerySet[Representative]:
    """Who may act for a person on a day, oldest first."""
    return representatives_ever(applicant).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def representatives_ever(applicant: Applicant) -> QuerySet[Representative]:
    """Who may or might act for a person, oldest first: those whose term is over are told so by name."""
    rows = Representative.objects.filter(hromada_id=applicant.hromada_id, applicant=applicant)
    return rows.select_related("person").order_by("pk")


def merges_of(applicant: Applicant) -> QuerySet[Merge]:
    """Merges into a record that still hold, newest first."""
    rows = Merge.objects.filter(hromada_id=applicant.hromada_id, kept=applicant, undone_at__isnull=True)
    return rows.select_related("gone").order_by("-merged_at", "-pk")


def records_of(applicant: Applicant) -> list[int]:
    """Keys of a person's record and of those joined to it."""
    return [applicant.pk, *(merge.gone_id for merge in merges_of(applicant))]
