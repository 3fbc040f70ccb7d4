"""What became of each question from one version to a later one, and what may be compared across them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from vikno.questionnaires.engine.answers import Answers
from vikno.questionnaires.engine.parts import SELECTS, Document, Question
from vikno.questionnaires.engine.problems import Problem
from vikno.questionnaires.engine.scoring import Score, is_scored, scores

SAME, RENAMED, RESCALED, SPLIT, MERGED, DROPPED, ADDED = (
    "same", "renamed", "rescaled", "split", "merged", "dropped", "added",
)  # fmt: skip
# How many codes of the older and of the newer version a line of a kind names; None: two or more.
_SIZES: Final[Mapping[str, tuple[int | None, int | None]]] = {
    SAME: (1, 1), RENAMED: (1, 1), RESCALED: (1, 1), SPLIT: (1, None), MERGED: (None, 1), DROPPED: (1, 0),
    ADDED: (0, 1),
}  # fmt: skip
COMPARED: Final = frozenset({SAME, RESCALED})


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """One line. `table`: for a rescaled question, its older choices in the newer ones."""

    kind: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    table: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Scores of one question in both versions; of a rescaled one, the older answer on the newer scale."""

    old: str
    new: str
    kind: str
    before: Score
    after: Score


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`lines`: what may be compared; `of`: scored questions of the newer version, `left_out`: of the older."""

    lines: tuple[Compared, ...]
    of: int
    left_out: int


def suggested(older: Document, newer: Document) -> list[Crossing]:
    """A first crosswalk: what can be told without a person. Split and merged cannot be."""
    made, taken = [], set()
    for question in older.questions:
        found = newer.question(question.code)
        if found is not None and found.kind == question.kind:
            made.append(_kept(older, newer, question, found))
            taken.add(found.code)
            continue
        alike = _alike(older, newer, question, taken)
        made.append(
            Crossing(kind=RENAMED, old=(question.code,), new=(alike,)) if alike
            else Crossing(kind=DROPPED, old=(question.code,))
        )  # fmt: skip
        taken |= {alike} if alike else set()
    return [*made, *(Crossing(kind=ADDED, new=(one.code,)) for one in newer.questions if one.code not in taken)]


def wrong_lines(lines: Sequence[Crossing], older: Document, newer: Document) -> list[Problem]:
    """What does not hold: every question of both versions stands in one line, and the line is of its kind."""
    found = [problem for line in lines for problem in _wrong(line, older, newer)]
    for side, document in (("old", older), ("new", newer)):
        told = [code for line in lines for code in getattr(line, side)]
        asked = [question.code for question in document.questions]
        found += [Problem(code="not_told", where=code, slot=side) for code in asked if code not in told]
        found += [
            Problem(code="told_twice", where=code, slot=side) for code in sorted(set(told)) if told.count(code) > 1
        ]
        found += [Problem(code="unknown_question", where=code, slot=side) for code in told if code not in asked]
    return found


def compared(
    lines: Sequence[Crossing], older: Document, before: Answers, newer: Document, after: Answers
) -> Comparison:
    """Scores of what is the same and of what was rescaled, nothing else, with how many questions that is."""
    first = scores(older, before).by_code
    carried = {
        (line.old[0], row): line.table.get(str(value), "") for line in lines if line.kind == RESCALED and line.table
        for (code, row), value in before.items() if code == line.old[0] and isinstance(value, str)
    }  # fmt: skip
    renewed = {(code, row): value for (code, row), value in carried.items() if value}
    rescaled = scores(newer, renewed).by_code
    second = scores(newer, after).by_code
    told = tuple(
        Compared(
            old=line.old[0], new=line.new[0], kind=line.kind,
            before=_score(rescaled if line.kind == RESCALED and line.table else first, line.old[0]),
            after=_score(second, line.new[0]),
        )
        for line in lines if line.kind in COMPARED and _may_be_scored(newer, line.new[0])
    )  # fmt: skip
    scored = [question for question in newer.questions if is_scored(newer, question)]
    left = [one for one in older.questions if is_scored(older, one) and one.code not in {line.old for line in told}]
    return Comparison(lines=told, of=len(scored), left_out=len(left))


def as_json(lines: Sequence[Crossing]) -> list[dict[str, Any]]:
    return [
        {"kind": one.kind, "old": list(one.old), "new": list(one.new), "table": dict(one.table)} for one in lines
    ]  # fmt: skip


def from_json(raw: Sequence[Mapping[str, Any]]) -> list[Crossing]:
    return [
        Crossing(kind=one["kind"], old=tuple(one["old"]), new=tuple(one["new"]), table=dict(one["table"]))
        for one in raw
    ]


def _kept(older: Document, newer: Document, before: Question, after: Question) -> Crossing:
    if _scale(older, before) == _scale(newer, after):
        return Crossing(kind=SAME, old=(before.code,), new=(after.code,))
    known = [choice.code for choice in newer.choices_of(after)]
    table = {choice.code: choice.code for choice in older.choices_of(before) if choice.code in known}
    return Crossing(kind=RESCALED, old=(before.code,), new=(after.code,), table=table)


def _scale(document: Document, question: Question) -> Any:
    """What an answer is worth: choices with their scores, or the two ends of a scale."""
    return question.scale, tuple((choice.code, choice.score) for choice in document.choices_of(question))


def _alike(older: Document, newer: Document, question: Question, taken: set[str]) -> str:
    """A question of the newer version alone with the same words, kind and worth."""
    for one in newer.questions:
        is_free = one.code not in taken and older.question(one.code) is None
        if is_free and one.kind == question.kind and dict(one.labels) == dict(question.labels) and one.labels:
            return one.code if _scale(older, question) == _scale(newer, one) else ""
    return ""


def _wrong(line: Crossing, older: Document, newer: Document) -> Iterator[Problem]:
    where = "+".join([*line.old, *line.new])
    if line.kind not in _SIZES:
        yield Problem(code="unknown_kind", where=where)
        return
    for codes, size in zip((line.old, line.new), _SIZES[line.kind], strict=True):
        if (size is None and len(codes) < 2) or (size is not None and len(codes) != size):
            yield Problem(code="wrong_size", where=where)
    before = older.question(line.old[0]) if line.old else None
    after = newer.question(line.new[0]) if line.new else None
    if line.kind in (SAME, RENAMED, RESCALED) and before is not None and after is not None:
        yield from _wrong_pair(line, older, newer, before, after)


def _wrong_pair(
    line: Crossing, older: Document, newer: Document, before: Question, after: Question
) -> Iterator[Problem]:
    if line.kind != RENAMED and before.code != after.code:
        yield Problem(code="code_changed", where=before.code)
    if line.kind == SAME and (before.kind != after.kind or _scale(older, before) != _scale(newer, after)):
        yield Problem(code="not_the_same", where=before.code)
    if line.kind == RESCALED and (before.kind in SELECTS) != (after.kind in SELECTS):
        yield Problem(code="not_rescaled", where=before.code)
    elif line.kind == RESCALED and before.kind in SELECTS:
        wanted = {choice.code for choice in older.choices_of(before)}
        known = {choice.code for choice in newer.choices_of(after)}
        if set(line.table) != wanted or not set(line.table.values()) <= known:
            yield Problem(code="table_incomplete", where=before.code)


def _may_be_scored(document: Document, code: str) -> bool:
    question = document.question(code)
    return question is not None and is_scored(document, question)


def _score(found: Mapping[str, Score], code: str) -> Score:
    return found.get(code, Score(value=None, known=0, asked=0))
