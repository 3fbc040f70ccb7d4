"""A document made ready for evaluation: trees, sorts, an order in which everything read is known before its reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from vikno.questionnaires.engine import tree
from vikno.questionnaires.engine.grammar import Unreadable, parse
from vikno.questionnaires.engine.kinds import SORT_OF, Setting, Sort, sort_of
from vikno.questionnaires.engine.parts import Document, Item, Placed, Question, Repeat
from vikno.questionnaires.engine.problems import Problem
from vikno.questionnaires.engine.tree import Node

RELEVANT, REQUIRED, CONSTRAINT = "relevant", "required", "constraint"
FILTER, CALCULATION, EVIDENCE, COUNT = "choice_filter", "calculation", "evidence_when", "count"
# What decides an answer's value or whether it is asked: these may not go in a circle.
DECIDING: Final = (RELEVANT, FILTER, CALCULATION, COUNT)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`trees`: by code of an item and slot. `order`: codes of items so that what is read stands before its reader."""

    trees: Mapping[tuple[str, str], Node]
    order: tuple[str, ...]
    sorts: Mapping[str, Sort]
    problems: tuple[Problem, ...]

    def tree_of(self, item: Item, slot: str) -> Node | None:
        return self.trees.get((item.code, slot))


@dataclass
class _Making:
    document: Document
    trees: dict[tuple[str, str], Node] = field(default_factory=dict)
    sorts: dict[str, Sort] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, where: str, slot: str = "", **facts: str) -> None:
        self.problems.append(Problem(code=code, where=where, slot=slot, facts=facts))


def plan_of(document: Document) -> Plan:
    """The plan of a document; kept with it. A document with problems has a plan that must not be evaluated."""
    kept: Plan | None = document.__dict__.get("_plan")
    if kept is None:
        kept = _planned(document)
        document.__dict__["_plan"] = kept
    return kept


def _planned(document: Document) -> Plan:
    making = _Making(document)
    for placed in document.placed:
        for slot, text in expressions_of(placed.item):
            _parse(making, placed.item.code, slot, text)
    order = _ordered(making)
    for code in order:
        _check(making, document.by_code[code], DECIDING)
    # What decides nothing may read what comes later: it is checked when every sort is known.
    for code in order:
        _check(making, document.by_code[code], (REQUIRED, CONSTRAINT, EVIDENCE))
    return Plan(trees=making.trees, order=order, sorts=making.sorts, problems=tuple(making.problems))


def expressions_of(item: Item) -> Iterator[tuple[str, str]]:
    """Slots of an item that carry an expression, with its text."""
    names = [RELEVANT]
    if isinstance(item, Question):
        names += [FILTER, CALCULATION, CONSTRAINT, EVIDENCE]
        if isinstance(item.required, str) and item.required:
            yield REQUIRED, item.required
    elif isinstance(item, Repeat):
        names.append(COUNT)
    yield from ((name, text) for name in names if (text := getattr(item, name)))


def _parse(making: _Making, code: str, slot: str, text: str) -> None:
    try:
        making.trees[code, slot] = parse(text)
    except Unreadable as wrong:
        making.wrong(wrong.code, code, slot, **wrong.facts)


def _ordered(making: _Making) -> tuple[str, ...]:
    """Kahn's order, steady in the order of asking; items of a circle are named and left out."""
    reads = {one.item.code: _reads(making, one) for one in making.document.placed}
    done: dict[str, None] = {}
    waiting = list(reads)
    while waiting:
        ready = [code for code in waiting if reads[code] <= done.keys()]
        if not ready:
            circle = _circle(waiting[0], {code: reads[code] - done.keys() for code in waiting})
            making.wrong("circle", circle[0], path=" → ".join([*circle, circle[0]]))
            break
        done |= dict.fromkeys(ready)
        waiting = [code for code in waiting if code not in done]
    return tuple(done)


def _reads(making: _Making, placed: Placed) -> frozenset[str]:
    """What decides an item: its sections and every question its deciding expressions name."""
    code = placed.item.code
    found = {section.code for section in placed.path}
    for slot in DECIDING:
        node = making.trees.get((code, slot))
        found |= tree.references(node) if node is not None else frozenset()
    return frozenset(found & making.document.by_code.keys())


def _circle(start: str, reads: Mapping[str, frozenset[str]]) -> list[str]:
    """One circle among items of which each reads another."""
    path: dict[str, None] = {}
    at = start
    while at not in path:
        path[at] = None
        at = min(reads[at] & reads.keys())
    codes = list(path)
    return codes[codes.index(at) :]


def _check(making: _Making, placed: Placed, slots: tuple[str, ...]) -> None:
    item = placed.item
    if isinstance(item, Question) and item.kind in SORT_OF:
        making.sorts[item.code] = SORT_OF[item.kind]
    for slot in slots:
        _check_slot(making, placed, slot)


def _check_slot(making: _Making, placed: Placed, slot: str) -> None:
    item = placed.item
    node = making.trees.get((item.code, slot))
    if node is None:
        return
    setting = _setting(making, placed, slot)
    try:
        found = sort_of(node, setting)
    except Unreadable as wrong:
        making.wrong(wrong.code, item.code, slot, **wrong.facts)
        return
    if slot == CALCULATION:
        making.sorts[item.code] = found
    elif found != (Sort.NUMBER if slot == COUNT else Sort.TRUTH):
        wanted = Sort.NUMBER if slot == COUNT else Sort.TRUTH
        making.wrong("wrong_sort", item.code, slot, wanted=wanted, found=found)


def _setting(making: _Making, placed: Placed, slot: str) -> Setting:
    item, document = placed.item, making.document
    columns: set[str] = set()
    if isinstance(item, Question) and slot == FILTER:
        columns = {"name", *(name for choice in document.choices_of(item) for name in choice.filter)}
    own = making.sorts.get(item.code) if slot in (CONSTRAINT, EVIDENCE) else None
    return Setting(sorts=making.sorts, many=many_for(document, placed), own=own, columns=columns)


def many_for(document: Document, placed: Placed) -> frozenset[str]:
    """Questions of repeats the item does not stand in: it sees all their rows."""
    own = placed.repeat.code if placed.repeat is not None else ""
    return frozenset(code for code, repeat in document.repeated.items() if repeat != own)
