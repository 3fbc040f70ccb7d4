"""A model of assessment as values: dimensions, questions with anchored levels, profiles by size.

Ours is in data/framework.toml; another one comes from a published questionnaire (`imported.py`). What was published is
kept as JSON and never read from the file again.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language

_DATA: Final = Path(__file__).parent / "data" / "framework.toml"
MOST_LEVEL: Final = 3


@dataclass(frozen=True)
class Text:
    """The same words in both languages; a text without English is shown in Ukrainian."""

    uk: str = ""
    en: str = ""

    def __str__(self) -> str:
        return self.en if self.en and (get_language() or "uk").startswith("en") else self.uk

    def __bool__(self) -> bool:
        return bool(self.uk)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Hromadas of fewer than `until` people; 0: of any number."""

    code: str
    until: int
    title: Text


@dataclass(frozen=True, kw_only=True)
class Dimension:
    code: str
    title: Text
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Question:
    """`levels`: what each from 0 to 3 means. `profiles` empty: asked of everybody. `months`: evidence is good for."""

    code: str
    dimension: str
    title: Text
    levels: tuple[Text, ...]
    why: Text = Text()
    top: Text = Text()
    proof: Text = Text()
    advice: Text = Text()
    weight: Decimal = Decimal(1)
    evidence: str = "none"
    months: int = 0
    profiles: tuple[str, ...] = ()
    metric: str = ""
    below: int = 2
    due: int = 6

    def is_asked_of(self, profile: str) -> bool:
        return not self.profiles or profile in self.profiles

    def anchor(self, level: int | None) -> str:
        return str(self.levels[level]) if level is not None and level < len(self.levels) else ""


@dataclass(frozen=True, kw_only=True)
class Framework:
    code: str
    edition: int
    title: Text
    dimensions: tuple[Dimension, ...]
    questions: tuple[Question, ...]
    profiles: tuple[Profile, ...] = ()
    licence: str = ""

    @cached_property
    def by_code(self) -> Mapping[str, Question]:
        return {one.code: one for one in self.questions}

    @cached_property
    def dimension_by_code(self) -> Mapping[str, Dimension]:
        return {one.code: one for one in self.dimensions}

    def asked(self, profile: str) -> list[Question]:
        return [one for one in self.questions if one.is_asked_of(profile)]

    def profile_of(self, people: int | None) -> str:
        """By how many people a hromada has. Where it is not known, the smallest: it is asked the least."""
        for one in self.profiles:
            if not one.until or people is None or people < one.until:
                return one.code
        return ""

    def profile_title(self, code: str) -> str:
        return next((str(one.title) for one in self.profiles if one.code == code), "")


@cache
def own() -> Framework:
    """Our own open model as the file has it now."""
    return framework_of(tomllib.loads(_DATA.read_text("utf-8")))


def framework_of(raw: Mapping[str, Any]) -> Framework:
    """Of the file or of kept JSON. Raises KeyError and ValueError for what is not a framework."""
    dimensions = tuple(
        Dimension(code=one["code"], title=_text(one["title"]), weight=Decimal(str(one.get("weight", 1))))
        for one in raw["dimension"]
    )
    known, questions = {one.code for one in dimensions}, tuple(_question(one) for one in raw["question"])
    if len({one.code for one in questions}) != len(questions):
        raise ValueError("a code of a question twice")
    if strange := [one.code for one in questions if one.dimension not in known or len(one.levels) != MOST_LEVEL + 1]:
        raise ValueError(f"without a dimension or four levels: {', '.join(strange)}")
    return Framework(
        code=raw["code"], edition=raw["edition"], title=_text(raw["title"]), dimensions=dimensions,
        questions=questions, licence=raw.get("licence", ""),
        profiles=tuple(
            Profile(code=one["code"], until=one["until"], title=_text(one["title"])) for one in raw.get("profile", ())
        ),
    )  # fmt: skip


def as_json(framework: Framework) -> dict[str, Any]:
    """What is kept of a published edition; `framework_of` reads it back."""
    return {
        "code": framework.code, "edition": framework.edition, "title": _pair(framework.title),
        "licence": framework.licence,
        "profile": [{"code": one.code, "until": one.until, "title": _pair(one.title)} for one in framework.profiles],
        "dimension": [
            {"code": one.code, "title": _pair(one.title), "weight": str(one.weight)} for one in framework.dimensions
        ],
        "question": [_question_json(one) for one in framework.questions],
    }  # fmt: skip


def canonical(raw: object) -> bytes:
    """The one way to write a JSON value, for hashing."""
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(raw: object) -> str:
    return hashlib.sha256(canonical(raw)).hexdigest()


def _question(raw: Mapping[str, Any]) -> Question:
    texts = {name: _text(raw.get(name, ())) for name in ("title", "why", "top", "proof", "advice")}
    return Question(
        code=raw["code"], dimension=raw["dimension"], levels=tuple(_text(one) for one in raw["levels"]),
        weight=Decimal(str(raw.get("weight", 1))), evidence=raw.get("evidence", "none"), months=raw.get("months", 0),
        profiles=tuple(raw.get("profiles", ())), metric=raw.get("metric", ""), below=raw.get("below", 2),
        due=raw.get("due", 6), **texts,
    )  # fmt: skip


def _question_json(one: Question) -> dict[str, Any]:
    texts = {name: _pair(getattr(one, name)) for name in ("title", "why", "top", "proof", "advice")}
    return texts | {
        "code": one.code, "dimension": one.dimension, "levels": [_pair(level) for level in one.levels],
        "weight": str(one.weight), "evidence": one.evidence, "months": one.months, "profiles": list(one.profiles),
        "metric": one.metric, "below": one.below, "due": one.due,
    }  # fmt: skip


def _text(said: Iterable[str]) -> Text:
    return Text(*tuple(said)[:2])


def _pair(text: Text) -> list[str]:
    return [text.uk, text.en]
