"""Conditions of a call over named facts: understood once, then pass, fail, or «a person decides»."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vikno.programmes.enums import Fit
from vikno.programmes.facts import SORTS, FactShown, values_of
from vikno.questionnaires.engine import DocumentRefused, Predicate, Value, predicate


@dataclass(frozen=True, kw_only=True)
class Fitting:
    """What comes of one condition for one hromada, and the facts that it read."""

    code: str
    sentence: str
    sentence_en: str
    fit: Fit
    facts: list[FactShown]


@lru_cache(maxsize=1000)
def understood(text: str) -> Predicate:
    """The condition of a text. Raises DocumentRefused naming what is not understood."""
    return predicate(text, SORTS)


def problems_of(text: str) -> list[str]:
    """Codes of what is wrong with a condition; an empty one is left to a person and is right."""
    if not text.strip():
        return []
    try:
        understood(text)
    except DocumentRefused as refused:
        return [f"{one.code} {' '.join(map(str, one.facts.values()))}".strip() for one in refused.problems]
    return []


def fit_of(text: str, values: Mapping[str, Value]) -> Fit:
    """What comes of a condition; without one, or without a fact that it reads, a person decides."""
    if problems_of(text) or not text.strip():
        return Fit.PERSON
    holds = understood(text).holds(values)
    return Fit.PERSON if holds is None else Fit.PASS if holds else Fit.FAIL


def facts_read(text: str) -> frozenset[str]:
    """Names of facts that a condition reads."""
    return frozenset() if problems_of(text) or not text.strip() else understood(text).reads


def with_problems(rules: Mapping[str, Any]) -> dict[str, Any]:
    """Canonical rules, each condition with what is wrong with it: for `rules.lacks`."""
    marked = {
        kind: [{**one, "problems": problems_of(one["predicate"])} for one in rules[kind]]
        for kind in ("eligibility", "advantages")
    }
    return {**rules, **marked}


def rules_for(rules: Mapping[str, Any], track: str, kind: str = "eligibility") -> list[dict[str, Any]]:
    """Rules of a kind that concern a track, in their order."""
    return [one for one in rules[kind] if one["track"] in (None, track)]


def fittings(rules: Mapping[str, Any], track: str, facts: Mapping[str, FactShown]) -> list[Fitting]:
    """Every condition of a track over facts: pass, fail or a person, each with its sentence and what it read."""
    values = values_of(facts)
    return [
        Fitting(
            code=one["code"], sentence=one["sentence"], sentence_en=one["sentence_en"],
            fit=fit_of(one["predicate"], values),
            facts=[facts[code] for code in sorted(facts_read(one["predicate"])) if code in facts],
        )
        for one in rules_for(rules, track)
    ]  # fmt: skip
