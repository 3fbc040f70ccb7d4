"""Scores 0–100 of answers. What is not known lowers nothing: it is counted apart as asked and not known."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from vikno.questionnaires.engine.answers import Answers, Key
from vikno.questionnaires.engine.evaluating import Value
from vikno.questionnaires.engine.outcome import Evaluation, evaluate
from vikno.questionnaires.engine.parts import (
    SELECTS,
    Document,
    Group,
    Item,
    Kind,
    Method,
    NotApplicable,
    Question,
    Repeat,
)

HUNDRED: Final = Decimal(100)
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Score:
    """`value` 0–100 with two digits, None: no data. `known` of `asked` scored questions have data."""

    value: Decimal | None
    known: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class Scores:
    """`by_place`: of questions by place; `by_code`: of questions (mean of rows) and sections."""

    total: Score
    by_place: Mapping[Key, Score]
    by_code: Mapping[str, Score]
    by_indicator: Mapping[str, Score]
    by_dimension: Mapping[str, Score]


@dataclass(frozen=True)
class _Part:
    """An unrounded score on its way up."""

    value: Decimal | None
    weight: Decimal
    known: int
    asked: int


@dataclass
class _Work:
    document: Document
    evaluation: Evaluation
    parts: dict[Key, _Part] = field(default_factory=dict)
    sections: dict[Key, _Part] = field(default_factory=dict)


def scores(document: Document, answers: Answers, evaluation: Evaluation | None = None) -> Scores:
    """Scores of answers; of audiences it knows nothing: whoever shows them decides what to show."""
    work = _Work(document, evaluation or evaluate(document, answers))
    total = _joined(document.method, _parts(work, document.items, 0), Decimal(1))
    asked = [question for question in document.questions if is_scored(document, question)]
    by_question = {question.code: list(_of(work, question.code)) for question in asked}
    sections = {code for code, _row in work.sections}
    of_section = {code: [part for key, part in work.sections.items() if key[0] == code] for code in sections}
    by_code = {code: _told(_mean(parts)) for code, parts in {**by_question, **of_section}.items() if parts}
    return Scores(
        total=_told(total), by_place={key: _told(part) for key, part in work.parts.items()}, by_code=by_code,
        by_indicator=_by(asked, by_question, lambda question: question.indicator),
        by_dimension=_by(asked, by_question, lambda question: dimension_of(document, question)),
    )  # fmt: skip


def is_scored(document: Document, question: Question) -> bool:
    """Whether answers to a question can have a score at all."""
    if question.kind in SELECTS:
        return any(choice.score is not None for choice in document.choices_of(question))
    return question.scale is not None


def dimension_of(document: Document, question: Question) -> str:
    """Its own, or that of the nearest section that names one."""
    if question.dimension:
        return question.dimension
    path = document.by_code[question.code].path
    return next((section.dimension for section in reversed(path) if section.dimension), "")


def score_of(document: Document, question: Question, value: Value) -> Decimal | None:
    """0–100 of one answer, None where it says nothing."""
    if question.kind == Kind.SELECT_ONE:
        return _of_choice(document, question, value)
    if question.kind == Kind.SELECT_MULTIPLE:
        return _of_choices(document, question, value)
    if question.scale is None or not isinstance(value, Decimal):
        return None
    low, high = question.scale
    return _clamped((value - low) / (high - low) * HUNDRED)


def _of_choice(document: Document, question: Question, value: Value) -> Decimal | None:
    """The lowest score of the list is 0, the highest 100; a list of one score tells only that it was chosen."""
    listed = {choice.code: choice.score for choice in document.choices_of(question) if choice.score is not None}
    found = listed.get(value) if isinstance(value, str) else None
    if found is None:
        return None
    low, high = min(listed.values()), max(listed.values())
    return HUNDRED if low == high else _clamped((found - low) / (high - low) * HUNDRED)


def _of_choices(document: Document, question: Question, value: Value) -> Decimal | None:
    """The sum of what was chosen, of the sum of all that adds."""
    listed = {choice.code: choice.score for choice in document.choices_of(question) if choice.score is not None}
    most = sum((score for score in listed.values() if score > 0), Decimal(0))
    known = [listed[code] for code in value if code in listed] if isinstance(value, tuple) else []
    return _clamped(sum(known, Decimal(0)) / most * HUNDRED) if known and most else None


def _clamped(value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), HUNDRED)


def _parts(work: _Work, items: Sequence[Item], row: int) -> list[_Part]:
    return [part for item in items for part in _item(work, item, row)]


def _item(work: _Work, item: Item, row: int) -> Iterator[_Part]:
    key = (item.code, row)
    if isinstance(item, Repeat):
        rows = work.evaluation.rows.get(item.code, ())
        made = [_joined(item.method, _parts(work, item.items, number), Decimal(1)) for number in rows]
        yield from _section(work, key, [part for part in made if part.asked], item.weight, Method.MEAN)
    elif isinstance(item, Group):
        yield from _section(work, key, _parts(work, item.items, row), item.weight, item.method)
    elif key in work.evaluation.relevant and is_scored(work.document, item):
        part = _question(work, item, key)
        if part is not None:
            work.parts[key] = part
            yield part


def _section(work: _Work, key: Key, parts: list[_Part], weight: Decimal, method: Method) -> Iterator[_Part]:
    if parts:
        work.sections[key] = _joined(method, parts, weight)
        yield work.sections[key]


def _question(work: _Work, question: Question, key: Key) -> _Part | None:
    """None: not applicable and excluded, so it is as if it were not asked."""
    if key in work.evaluation.not_applicable:
        if question.na == NotApplicable.ZERO:
            return _Part(Decimal(0), question.weight, 1, 1)
        return _Part(question.target, question.weight, 1, 1) if question.na == NotApplicable.TARGET else None
    value = score_of(work.document, question, work.evaluation.values.get(key))
    return _Part(value, question.weight, 0 if value is None else 1, 1)


def _joined(method: Method, parts: Sequence[_Part], weight: Decimal) -> _Part:
    known, asked = sum(part.known for part in parts), sum(part.asked for part in parts)
    return _Part(_METHODS[method](parts), weight, known, asked)


def _weighted(parts: Sequence[_Part]) -> Decimal | None:
    """Σ weight × score of Σ weight, over what is known."""
    told = [(part.value, part.weight) for part in parts if part.value is not None and part.weight]
    whole = sum((weight for _value, weight in told), Decimal(0))
    return sum((value * weight for value, weight in told), Decimal(0)) / whole if whole else None


def _sum(parts: Sequence[_Part]) -> Decimal | None:
    """A sum with an unknown part is not known."""
    return None if any(part.value is None and part.weight for part in parts) else _weighted(parts)


def _values(parts: Sequence[_Part]) -> list[Decimal]:
    return [part.value for part in parts if part.value is not None and part.weight]


def _all_of(parts: Sequence[_Part]) -> Decimal | None:
    known = _values(parts)
    if any(value < HUNDRED for value in known):
        return Decimal(0)
    return HUNDRED if known and not any(part.value is None and part.weight for part in parts) else None


_METHODS: Final[Mapping[Method, Callable[[Sequence[_Part]], Decimal | None]]] = {
    Method.MEAN: _weighted, Method.SUM: _sum, Method.ALL_OF: _all_of,
    Method.MIN: lambda parts: min(_values(parts), default=None),
    Method.MAX: lambda parts: max(_values(parts), default=None),
}  # fmt: skip


def _of(work: _Work, code: str) -> Iterator[_Part]:
    yield from (part for key, part in work.parts.items() if key[0] == code)


def _mean(parts: Sequence[_Part]) -> _Part:
    return _joined(Method.MEAN, parts, Decimal(1))


def _by(
    asked: Sequence[Question], parts: Mapping[str, list[_Part]], name_of: Callable[[Question], str]
) -> dict[str, Score]:
    """Weighted means of questions under one name."""
    named: dict[str, list[_Part]] = {}
    for question in asked:
        if name := name_of(question):
            named.setdefault(name, []).extend(parts[question.code])
    return {name: _told(_mean(found)) for name, found in named.items() if found}


def _told(part: _Part) -> Score:
    value = None if part.value is None else part.value.quantize(_CENT, rounding=ROUND_HALF_EVEN)
    return Score(value=value, known=part.known, asked=part.asked)
