"""The same expressions over named facts instead of answers: rules of calls and conditions of other rooms."""

from collections.abc import Mapping
from dataclasses import dataclass

from vikno.questionnaires.engine import tree
from vikno.questionnaires.engine.evaluating import Scope, Value, value_of
from vikno.questionnaires.engine.grammar import Unreadable, parse
from vikno.questionnaires.engine.kinds import Setting, Sort, sort_of
from vikno.questionnaires.engine.problems import DocumentRefused, Problem
from vikno.questionnaires.engine.tree import Node


@dataclass(frozen=True, kw_only=True)
class Predicate:
    """A condition that was understood: `reads` are the facts it names as `${name}`."""

    text: str
    node: Node
    reads: frozenset[str]

    def holds(self, facts: Mapping[str, Value]) -> bool | None:
        """Whether it holds; None: some fact is not known, so a person decides."""
        found = value_of(self.node, Scope(values=facts))
        return found if isinstance(found, bool) else None


def predicate(text: str, sorts: Mapping[str, Sort]) -> Predicate:
    """A condition over facts of known sorts. Raises `DocumentRefused` with one problem."""
    try:
        node = parse(text)
        found = sort_of(node, Setting(sorts=sorts))
    except Unreadable as wrong:
        raise DocumentRefused([Problem(code=wrong.code, facts=wrong.facts)]) from None
    if found != Sort.TRUTH:
        raise DocumentRefused([Problem(code="wrong_sort", facts={"wanted": Sort.TRUTH, "found": found})])
    return Predicate(text=text, node=node, reads=tree.references(node))
