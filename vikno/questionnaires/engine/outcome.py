"""What answers come to: which questions are asked, what is calculated, what is wrong, what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from vikno.questionnaires.engine import limits, plan, tree
from vikno.questionnaires.engine.answers import EMPTY, Answers, Key, Settled, settle
from vikno.questionnaires.engine.evaluating import Scope, Value, is_false, is_true, value_of
from vikno.questionnaires.engine.parts import (
    NEVER_TYPED,
    Audience,
    Choice,
    Document,
    EvidencePolicy,
    Kind,
    Placed,
    Question,
    Repeat,
    Section,
)
from vikno.questionnaires.engine.tree import Node


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Of one response, for one audience.

    `values`: what is known of relevant questions, calculated ones too; `not_applicable`: answered so; `relevant`: what
    is asked (sections stand under their row); `errors`: code of a problem by place; `missing`: required and empty;
    `needs_evidence`: places where a proof is wanted; `rows`: which rows a repeat has (an empty one is none).
    """

    values: Mapping[Key, Value]
    not_applicable: frozenset[Key]
    relevant: frozenset[Key]
    errors: Mapping[Key, str]
    missing: tuple[Key, ...]
    needs_evidence: tuple[Key, ...]
    rows: Mapping[str, tuple[int, ...]]

    @property
    def is_complete(self) -> bool:
        return not self.errors and not self.missing


@dataclass
class _Work:
    document: Document
    answers: Answers
    plan: plan.Plan
    values: dict[Key, Value] = field(default_factory=dict)
    settled: dict[Key, Settled] = field(default_factory=dict)
    relevant: set[Key] = field(default_factory=set)
    rows: dict[str, tuple[int, ...]] = field(default_factory=dict)
    blank_rows: int = 0

    def keys_of(self, placed: Placed) -> Sequence[Key]:
        """Places of an item: one, or one for each row of its repeat."""
        code, repeat = placed.item.code, placed.repeat
        return [(code, 0)] if repeat is None else [(code, row) for row in self.rows.get(repeat.code, ())]

    def scope(
        self, node: Node, placed: Placed, row: int, own: Value = None, columns: Mapping[str, str] | None = None
    ) -> Scope:
        """What one expression reads, and nothing else."""
        own_repeat = placed.repeat.code if placed.repeat is not None else ""
        many = {code for code in tree.references(node) if self.document.repeated.get(code, own_repeat) != own_repeat}
        return Scope(
            values={code: self._of_row(code, row) for code in tree.references(node) - many},
            many={code: self._of_rows(code) for code in many}, own=own, columns=columns or {},
        )  # fmt: skip

    def _of_row(self, code: str, row: int) -> Value:
        return self.values.get((code, row if code in self.document.repeated else 0))

    def _of_rows(self, code: str) -> Sequence[Value]:
        return [self.values.get((code, row)) for row in self.rows.get(self.document.repeated[code], ())]


def evaluate(
    document: Document, answers: Answers, audience: Audience | None = None, *, blank_rows: int = 0
) -> Evaluation:
    """The outcome of answers. `audience`: whose questions may be missing or wrong; values are the same for all.

    `blank_rows`: so many empty rows at the end of each repeat that counts none itself, for a form to show.

    Answers to questions that are not asked are kept aside: they have no value and no error.
    """
    work = _Work(document, answers, plan.plan_of(document), blank_rows=blank_rows)
    for code in work.plan.order:
        placed = document.by_code[code]
        for key in work.keys_of(placed):
            _reach(work, placed, key)
    seen = [
        (key, one.item)
        for one in document.placed if isinstance(one.item, Question) and one.item.is_for(audience)
        for key in work.keys_of(one) if key in work.relevant
    ]  # fmt: skip
    errors = dict(_errors(work, seen))
    return Evaluation(
        values=work.values,
        not_applicable=frozenset(key for key in work.relevant if work.settled.get(key, EMPTY).is_not_applicable),
        relevant=frozenset(work.relevant), errors=errors, rows=work.rows,
        missing=tuple(key for key, item in seen if key not in errors and _is_missing(work, key, item)),
        needs_evidence=tuple(key for key, item in seen if _needs_evidence(work, key, item)),
    )  # fmt: skip


def choices_shown(document: Document, question: Question, evaluation: Evaluation, row: int = 0) -> list[Choice]:
    """Choices that the filter lets through, as the evaluation stands."""
    work = _Work(document, {}, plan.plan_of(document), values=dict(evaluation.values), rows=dict(evaluation.rows))
    return _open_choices(work, document.by_code[question.code], question, row)


def _reach(work: _Work, placed: Placed, key: Key) -> None:
    """Decide whether an item is asked and, if so, what its value is."""
    item, row = placed.item, key[1]
    if not all(_is_open(work, section, row) for section in placed.path):
        return
    condition = work.plan.tree_of(item, plan.RELEVANT)
    if condition is not None and not is_true(condition, work.scope(condition, placed, row)):
        return
    work.relevant.add(key)
    if isinstance(item, Repeat):
        work.rows[item.code] = _rows(work, placed, item)
    elif isinstance(item, Question):
        _value(work, placed, item, key)


def _is_open(work: _Work, section: Section, row: int) -> bool:
    """A repeat and what is above it stand in row 0; a group inside a repeat in each row."""
    return (section.code, row if section.code in work.document.repeated else 0) in work.relevant


def _rows(work: _Work, placed: Placed, repeat: Repeat) -> tuple[int, ...]:
    node = work.plan.tree_of(repeat, plan.COUNT)
    if node is not None:
        asked = value_of(node, work.scope(node, placed, 0))
        return tuple(range(1, min(int(asked), limits.ROWS) + 1)) if isinstance(asked, Decimal) else ()
    inside = {code for code, of in work.document.repeated.items() if of == repeat.code}
    typed = {row for (code, row), raw in work.answers.items() if code in inside and raw not in (None, "", [])}
    rows = sorted(row for row in typed if 1 <= row <= limits.ROWS)
    last = rows[-1] if rows else 0
    return (*rows, *range(last + 1, min(last + work.blank_rows, limits.ROWS) + 1))


def _value(work: _Work, placed: Placed, question: Question, key: Key) -> None:
    if question.kind == Kind.CALCULATE:
        node = work.plan.tree_of(question, plan.CALCULATION)
        if node is not None:
            work.values[key] = value_of(node, work.scope(node, placed, key[1]))
        return
    if question.kind in NEVER_TYPED:
        return
    settled = settle(work.document, question, work.answers.get(key))
    if question.choice_filter and settled.value is not None:
        settled = _filtered(work, placed, question, key[1], settled)
    work.settled[key] = settled
    if settled.value is not None:
        work.values[key] = settled.value


def _filtered(work: _Work, placed: Placed, question: Question, row: int, settled: Settled) -> Settled:
    shown = {choice.code for choice in _open_choices(work, placed, question, row)}
    chosen = {settled.value} if isinstance(settled.value, str) else set(settled.value or ())  # type: ignore[arg-type]
    return settled if chosen <= shown else Settled(problem="choice_filtered_out")


def _open_choices(work: _Work, placed: Placed, question: Question, row: int) -> list[Choice]:
    listed = list(work.document.choices_of(question))
    node = work.plan.tree_of(question, plan.FILTER)
    if node is None:
        return listed
    scope = work.scope(node, placed, row)
    return [
        one
        for one in listed
        if is_true(node, Scope(values=scope.values, many=scope.many, columns={**one.filter, "name": one.code}))
    ]


def _errors(work: _Work, seen: Sequence[tuple[Key, Question]]) -> Iterator[tuple[Key, str]]:
    for key, question in seen:
        settled = work.settled.get(key, EMPTY)
        if settled.problem:
            yield key, settled.problem
        elif settled.value is not None and _breaks(work, key, question, settled.value):
            yield key, "constraint"


def _breaks(work: _Work, key: Key, question: Question, value: Value) -> bool:
    node = work.plan.tree_of(question, plan.CONSTRAINT)
    if node is None:
        return False
    return is_false(node, work.scope(node, work.document.by_code[question.code], key[1], own=value))


def _is_missing(work: _Work, key: Key, question: Question) -> bool:
    if question.kind in NEVER_TYPED or work.settled.get(key, EMPTY).is_answered:
        return False
    if isinstance(question.required, bool):
        return question.required
    node = work.plan.tree_of(question, plan.REQUIRED)
    return node is not None and is_true(node, work.scope(node, work.document.by_code[question.code], key[1]))


def _needs_evidence(work: _Work, key: Key, question: Question) -> bool:
    if question.evidence != EvidencePolicy.WHEN:
        return question.evidence == EvidencePolicy.REQUIRED
    node = work.plan.tree_of(question, plan.EVIDENCE)
    return node is not None and is_true(
        node, work.scope(node, work.document.by_code[question.code], key[1], own=work.values.get(key))
    )
