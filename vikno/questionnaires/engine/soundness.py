"""What must hold in a document besides its shape. Everything that does not is named."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from vikno.questionnaires.engine.answers import settle
from vikno.questionnaires.engine.kinds import Sort
from vikno.questionnaires.engine.parts import (
    SELECTS,
    Document,
    EvidencePolicy,
    Kind,
    Labels,
    NotApplicable,
    Placed,
    Question,
    Repeat,
)
from vikno.questionnaires.engine.plan import plan_of
from vikno.questionnaires.engine.problems import Problem

NAMED: Final = re.compile(r"\$\{\s*([^}\s]*)\s*\}")
_SCALED: Final = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.CALCULATE})


def problems_of(document: Document) -> list[Problem]:
    """Everything wrong with a document that has the right shape."""
    twice = list(_twice(document))
    if twice:
        return twice  # references mean nothing while a code means two questions
    found = [
        *_choices(document),
        *(problem for one in document.placed for problem in _placed(document, one)),
        *plan_of(document).problems,
    ]
    return [*found, *([] if found else _scaled(document))]


def _twice(document: Document) -> Iterator[Problem]:
    seen = Counter(one.item.code for one in document.placed)
    yield from (Problem(code="code_twice", where=code, slot="code") for code, times in seen.items() if times > 1)


def _choices(document: Document) -> Iterator[Problem]:
    used = {question.choices for question in document.questions if question.choices}
    for name, listed in document.choices.items():
        if name not in used:
            yield Problem(code="list_not_used", where=name, slot="choices")
        # Two of one code are told apart by their filter columns alone, as in a cascade of places.
        seen = Counter((one.code, tuple(sorted(one.filter.items()))) for one in listed)
        for (code, _filter), times in seen.items():
            if times > 1:
                yield Problem(code="choice_twice", where=f"{name}/{code}", slot="code")
        for one in listed:
            if not one.labels:
                yield Problem(code="label_missing", where=f"{name}/{one.code}", slot="labels")


def _placed(document: Document, placed: Placed) -> Iterator[Problem]:
    item = placed.item
    yield from _named(document, item.code, item.labels)
    if isinstance(item, Repeat) and placed.repeat is not None:
        yield Problem(code="repeat_in_repeat", where=item.code)
    if isinstance(item, Question):
        yield from (Problem(code=code, where=item.code, slot=slot) for code, slot in _question(document, item))


def _named(document: Document, code: str, labels: Labels) -> Iterator[Problem]:
    """A label may say the answer to another question as `${name}`."""
    for name in {name for said in labels.values() for name in NAMED.findall(said)}:
        if document.question(name) is None:
            yield Problem(code="unknown_reference", where=code, slot="labels", facts={"name": name})


def _question(document: Document, question: Question) -> Iterator[tuple[str, str]]:
    kind = question.kind
    if not question.labels and kind != Kind.CALCULATE:
        yield "label_missing", "labels"
    if kind in SELECTS and not document.choices_of(question):
        yield "choices_missing", "choices"
    if kind not in SELECTS and question.choices:
        yield "choices_not_wanted", "choices"
    if kind not in SELECTS and question.choice_filter:
        yield "choices_not_wanted", "choice_filter"
    if (kind == Kind.CALCULATE) != bool(question.calculation):
        yield ("calculation_missing" if kind == Kind.CALCULATE else "calculation_not_wanted"), "calculation"
    if question.default is not None and not _fits(document, question):
        yield "wrong_default", "default"
    if question.scale is not None and kind not in _SCALED:
        yield "scale_not_wanted", "scale"
    if question.na == NotApplicable.TARGET and question.target is None:
        yield "target_missing", "target"
    if (question.evidence == EvidencePolicy.WHEN) != bool(question.evidence_when):
        yield "evidence_condition", "evidence"


def _fits(document: Document, question: Question) -> bool:
    settled = settle(document, question, question.default)
    return not settled.problem and settled.is_answered


def _scaled(document: Document) -> Iterator[Problem]:
    """A calculation is scored only when it gives a number."""
    sorts = plan_of(document).sorts
    for one in document.questions:
        if one.kind == Kind.CALCULATE and one.scale is not None and sorts.get(one.code) != Sort.NUMBER:
            yield Problem(code="scale_not_wanted", where=one.code, slot="scale")
