"""A questionnaire as values: questions, groups, repeats, lists of choices. Frozen; expressions are kept as written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

type Labels = Mapping[str, str]  # by language: «uk», «en»
type Plain = str | int | bool | list[str] | dict[str, bool]  # a value as JSON keeps it; a decimal and a date are text

FORMAT: Final = "vikno-questionnaire/1"


class Kind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    NOTE = "note"
    CALCULATE = "calculate"
    FILE = "file"
    IMAGE = "image"


SELECTS: Final = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})
FILES: Final = frozenset({Kind.FILE, Kind.IMAGE})
NEVER_TYPED: Final = frozenset({Kind.NOTE, Kind.CALCULATE})


class Method(StrEnum):
    """How a group makes one score of several."""

    MEAN = "mean"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    ALL_OF = "all_of"


class NotApplicable(StrEnum):
    """What «not applicable» means for the score; without a policy nobody may answer so."""

    EXCLUDE = "exclude"
    ZERO = "zero"
    TARGET = "target"


class PrefillPolicy(StrEnum):
    SUGGEST = "suggest"
    LOCK = "lock"
    COMPARE = "compare"


class EvidencePolicy(StrEnum):
    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"
    WHEN = "when"


class Audience(StrEnum):
    APPLICANT = "applicant"
    REVIEWER = "reviewer"
    PUBLIC = "public"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer of a list. `filter`: columns that a choice filter reads. Without `score` it is no data."""

    code: str
    labels: Labels = field(default_factory=dict)
    score: Decimal | None = None
    filter: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. Expressions: relevant, required (or bool), constraint, choice_filter, calculation, evidence_when.

    `weight` ≥ 0 within its group; `scale`: the numbers that mean 0 and 100 of the score; `target`, `gap_below`: scores
    0–100; `audience` empty: everybody; `extra`: columns of a spreadsheet that mean nothing here and are kept.
    """

    code: str
    kind: Kind
    labels: Labels = field(default_factory=dict)
    hint: Labels = field(default_factory=dict)
    why: Labels = field(default_factory=dict)
    relevant: str = ""
    required: bool | str = False
    required_message: Labels = field(default_factory=dict)
    constraint: str = ""
    constraint_message: Labels = field(default_factory=dict)
    choices: str = ""
    choice_filter: str = ""
    default: Plain | None = None
    read_only: bool = False
    calculation: str = ""
    weight: Decimal = Decimal(1)
    scale: tuple[Decimal, Decimal] | None = None
    indicator: str = ""
    dimension: str = ""
    na: NotApplicable | None = None
    target: Decimal | None = None
    prefill_metric: str = ""
    prefill_period: str = ""
    prefill_policy: PrefillPolicy = PrefillPolicy.SUGGEST
    evidence: EvidencePolicy = EvidencePolicy.NONE
    evidence_when: str = ""
    evidence_valid_months: int | None = None
    quality: tuple[Labels, ...] = ()
    gap_below: Decimal | None = None
    recommendation: Labels = field(default_factory=dict)
    audience: tuple[Audience, ...] = ()
    personal: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)

    def is_for(self, audience: Audience | None) -> bool:
        """Whether somebody of this audience sees it; None sees everything."""
        return audience is None or not self.audience or audience in self.audience


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions under one heading with one score. `dimension`: the heading of a model of assessment."""

    code: str
    labels: Labels = field(default_factory=dict)
    items: "tuple[Item, ...]"
    hint: Labels = field(default_factory=dict)
    relevant: str = ""
    method: Method = Method.MEAN
    weight: Decimal = Decimal(1)
    dimension: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """Questions asked once a row. `count`: an expression that says how many rows; without it as many as are typed."""

    code: str
    labels: Labels = field(default_factory=dict)
    items: "tuple[Item, ...]"
    hint: Labels = field(default_factory=dict)
    relevant: str = ""
    count: str = ""
    method: Method = Method.MEAN
    weight: Decimal = Decimal(1)
    dimension: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


type Section = Group | Repeat
type Item = Question | Group | Repeat


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An item with the sections it stands in, outermost first."""

    item: Item
    path: tuple[Section, ...]

    @property
    def repeat(self) -> Repeat | None:
        return next((one for one in self.path if isinstance(one, Repeat)), None)


@dataclass(frozen=True, kw_only=True)
class Document:
    """One version of a questionnaire. `language`: of labels without a language in a spreadsheet."""

    code: str
    title: Labels = field(default_factory=dict)
    items: tuple[Item, ...]
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    language: str = "uk"
    method: Method = Method.MEAN
    extra: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every item in the order of asking; a section stands before what is in it."""
        return tuple(_walk(self.items, ()))

    @cached_property
    def by_code(self) -> Mapping[str, Placed]:
        return {one.item.code: one for one in self.placed}

    @cached_property
    def repeated(self) -> Mapping[str, str]:
        """Items inside a repeat, with its code."""
        return {one.item.code: one.repeat.code for one in self.placed if one.repeat is not None}

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(one.item for one in self.placed if isinstance(one.item, Question))

    def question(self, code: str) -> Question | None:
        found = self.by_code.get(code)
        return found.item if found is not None and isinstance(found.item, Question) else None

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        return self.choices.get(question.choices, ())


def _walk(items: tuple[Item, ...], path: tuple[Section, ...]) -> Iterator[Placed]:
    for item in items:
        yield Placed(item=item, path=path)
        if not isinstance(item, Question):
            yield from _walk(item.items, (*path, item))
