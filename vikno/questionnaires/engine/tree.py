"""Nodes of a parsed expression. Frozen, so a tree is a value; the same tree may be read by any other evaluator."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Number:
    value: Decimal


@dataclass(frozen=True)
class Text:
    value: str


@dataclass(frozen=True)
class Truth:
    value: bool


@dataclass(frozen=True)
class Own:
    """«.»: the answer to the question that carries the expression."""


@dataclass(frozen=True)
class Ref:
    """«${name}»: the answer to another question."""

    name: str


@dataclass(frozen=True)
class Column:
    """A bare name: a column of the list of choices, in a choice filter only."""

    name: str


@dataclass(frozen=True)
class Negative:
    of: "Node"


@dataclass(frozen=True)
class Binary:
    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Call:
    name: str
    arguments: "tuple[Node, ...]"


type Node = Number | Text | Truth | Own | Ref | Column | Negative | Binary | Call

OR, AND = "or", "and"
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
SUMS = ("+", "-")
PRODUCTS = ("*", "div", "mod")


def walk(node: Node) -> Iterator[Node]:
    """The node and everything under it."""
    waiting: list[Node] = [node]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, Negative):
            waiting.append(one.of)
        elif isinstance(one, Binary):
            waiting += [one.left, one.right]
        elif isinstance(one, Call):
            waiting += one.arguments


def references(node: Node) -> frozenset[str]:
    """Codes of other questions that an expression reads."""
    return frozenset(one.name for one in walk(node) if isinstance(one, Ref))
