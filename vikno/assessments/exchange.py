"""A model as a questionnaire and back: programmes write their own in a table or a spreadsheet, or begin from ours.

A question of a model is a choice of four answers with scores 0, 1, 2, 3 inside a dimension. What a questionnaire has
besides (texts, files, notes) is no question of a model and is refused by name.
"""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from vikno.assessments.framework import MOST_LEVEL, Framework, Question, Text
from vikno.questionnaires.engine import (
    Choice,
    Document,
    EvidencePolicy,
    Group,
    Kind,
    Labels,
    NotApplicable,
    PrefillPolicy,
)
from vikno.questionnaires.engine import Question as Asked
from vikno.questionnaires.engine.crosswalk import RESCALED, SAME, Crossing

_STEP: Final = Decimal(100) / MOST_LEVEL  # of the score of a questionnaire, 0–100, for one level


def questionnaire_of(framework: Framework) -> Document:
    """The same model as a document of questionnaires; `framework_json` reads it back."""
    return Document(
        code=framework.code, title=_labels(framework.title),
        items=tuple(
            Group(
                code=f"dimension_{one.code}", labels=_labels(one.title), weight=one.weight, dimension=one.code,
                items=tuple(_asked(each) for each in framework.questions if each.dimension == one.code),
            )
            for one in framework.dimensions
        ),
        choices={f"levels_{one.code}": _choices(one) for one in framework.questions},
        extra={
            "assessment::licence": framework.licence,
            "assessment::profiles": json.dumps(
                [[one.code, one.until, one.title.uk, one.title.en] for one in framework.profiles], ensure_ascii=False
            ),
        },
    )  # fmt: skip


def framework_json(document: Document, *, code: str, edition: int) -> dict[str, Any]:
    """The JSON of a framework. Raises ValueError that names the first thing a model cannot have."""
    sections = [one for one in document.items if isinstance(one, Group)]
    if not sections or len(sections) != len(document.items):
        raise ValueError("questions outside a dimension")
    profiles = json.loads(document.extra.get("assessment::profiles", "[]"))
    return {
        "code": code, "edition": edition, "title": _pair(document.title),
        "licence": document.extra.get("assessment::licence", ""),
        "profile": [{"code": one[0], "until": one[1], "title": one[2:]} for one in profiles],
        "dimension": [
            {"code": one.dimension or one.code, "title": _pair(one.labels), "weight": str(one.weight)}
            for one in sections
        ],
        "question": [question for section in sections for question in _questions(document, section)],
    }  # fmt: skip


def crosswalk_json(lines: Iterable[Crossing], *, older: Document, newer: Document) -> dict[str, Any]:
    """{code before: {"to": code, "levels": [level for each level before, None where there is none]}}.

    Only what is the same or rescaled with a table: the rest is not compared.
    """
    found = {}
    for line in lines:
        if line.kind == SAME or (line.kind == RESCALED and line.table):
            levels = _carried(line, older, newer)
            if levels:
                found[line.old[0]] = {"to": line.new[0], "levels": levels}
    return found


def _carried(line: Crossing, older: Document, newer: Document) -> list[int | None]:
    before, after = _levels_by_choice(older, line.old[0]), _levels_by_choice(newer, line.new[0])
    if len(before) != MOST_LEVEL + 1 or len(after) != MOST_LEVEL + 1:
        return []
    if line.kind == SAME:
        return list(range(MOST_LEVEL + 1))
    return [after.get(line.table.get(choice, "")) for choice, _level in sorted(before.items(), key=lambda one: one[1])]


def _levels_by_choice(document: Document, code: str) -> dict[str, int]:
    question = document.question(code)
    choices = document.choices_of(question) if question else ()
    return {choice.code: int(choice.score) for choice in choices if choice.score is not None}


def _questions(document: Document, section: Group) -> Iterator[dict[str, Any]]:
    for one in section.items:
        if not isinstance(one, Asked) or one.kind != Kind.SELECT_ONE:
            raise ValueError(f"not a choice of one: {one.code}")
        levels = {choice.score: _pair(choice.labels) for choice in document.choices_of(one)}
        if set(levels) != {Decimal(level) for level in range(MOST_LEVEL + 1)}:
            raise ValueError(f"scores are not 0, 1, 2, 3: {one.code}")
        yield {
            "code": one.code, "dimension": section.dimension or section.code, "title": _pair(one.labels),
            "why": _pair(one.why), "advice": _pair(one.recommendation), "weight": str(one.weight),
            "top": _pair(one.quality[0]) if one.quality else [],
            "proof": [one.extra.get("assessment::proof", ""), one.extra.get("assessment::proof_en", "")],
            "levels": [levels[Decimal(level)] for level in range(MOST_LEVEL + 1)], "metric": one.prefill_metric,
            "evidence": "optional" if one.evidence == EvidencePolicy.WHEN else one.evidence.value,
            "months": one.evidence_valid_months or 0, "due": int(one.extra.get("assessment::due", "6")),
            "profiles": one.extra.get("assessment::profiles", "").split(),
            "below": MOST_LEVEL - 1 if one.gap_below is None else round(one.gap_below / _STEP),
        }  # fmt: skip


def _asked(one: Question) -> Asked:
    extra = {
        "assessment::proof": one.proof.uk, "assessment::proof_en": one.proof.en, "assessment::due": str(one.due),
        "assessment::profiles": " ".join(one.profiles),
    }  # fmt: skip
    return Asked(
        code=one.code, kind=Kind.SELECT_ONE, labels=_labels(one.title), why=_labels(one.why),
        choices=f"levels_{one.code}", weight=one.weight, dimension=one.dimension, na=NotApplicable.EXCLUDE,
        prefill_metric=one.metric, prefill_policy=PrefillPolicy.COMPARE, evidence=EvidencePolicy(one.evidence),
        evidence_valid_months=one.months or None, quality=(_labels(one.top),) if one.top else (),
        gap_below=round(one.below * _STEP, 2), recommendation=_labels(one.advice),
        extra={name: value for name, value in extra.items() if value},
    )  # fmt: skip


def _choices(one: Question) -> tuple[Choice, ...]:
    return tuple(
        Choice(code=f"l{level}", labels=_labels(words), score=Decimal(level)) for level, words in enumerate(one.levels)
    )


def _labels(text: Text) -> Labels:
    return {name: words for name, words in (("uk", text.uk), ("en", text.en)) if words}


def _pair(labels: Labels) -> list[str]:
    return [labels.get("uk") or next(iter(labels.values()), ""), labels.get("en", "")]
