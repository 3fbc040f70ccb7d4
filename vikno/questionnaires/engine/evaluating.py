"""The one evaluator. Total: whatever the answers are, it gives a value or None (unknown) and never an exception."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, TypeGuard

from vikno.questionnaires.engine import tree
from vikno.questionnaires.engine.kinds import day_in, is_empty_text
from vikno.questionnaires.engine.tree import Node

type Value = Decimal | str | bool | date | tuple[str, ...] | None

# No traps: a result out of bounds is a quiet NaN or infinity, which `_kept` makes unknown.
_ARITHMETIC: Final = Context(prec=28, rounding=ROUND_HALF_UP, Emax=999, Emin=-999, traps=[])
_MOST: Final = Decimal(10) ** 18


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What an expression reads. `many`: values of a repeat's question row by row, for those who look from outside."""

    values: Mapping[str, Value]
    many: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    own: Value = None
    columns: Mapping[str, str] = field(default_factory=dict)


def value_of(node: Node, scope: Scope) -> Value:
    """The value of a tree, or None where it is not known."""
    if isinstance(node, tree.Number | tree.Text | tree.Truth):
        return node.value
    if isinstance(node, tree.Ref):
        return scope.values.get(node.name)
    if isinstance(node, tree.Own):
        return scope.own
    if isinstance(node, tree.Column):
        return scope.columns.get(node.name, "")
    if isinstance(node, tree.Negative):
        of = value_of(node.of, scope)
        return _kept(_ARITHMETIC.minus(of)) if _is_number(of) else None
    return _binary(node, scope) if isinstance(node, tree.Binary) else _CALLS[node.name](node.arguments, scope)


def is_true(node: Node | None, scope: Scope) -> bool:
    """Whether a condition is known to hold; an unknown one does not."""
    return node is not None and value_of(node, scope) is True


def is_false(node: Node | None, scope: Scope) -> bool:
    """Whether a condition is known to fail; an unknown one does not."""
    return node is not None and value_of(node, scope) is False


def _binary(node: tree.Binary, scope: Scope) -> Value:
    left, right = value_of(node.left, scope), value_of(node.right, scope)
    if node.operator == tree.OR:
        return True if True in (left, right) else (False if left is False and right is False else None)
    if node.operator == tree.AND:
        return False if left is False or right is False else (True if left is True and right is True else None)
    if node.operator in tree.COMPARISONS:
        if is_empty_text(node.left) or is_empty_text(node.right):
            other = left if is_empty_text(node.right) else right
            return (other in (None, "", ())) == (node.operator == "=")
        return _compared(node.operator, left, right)
    if not (_is_number(left) and _is_number(right)):
        return None
    return _kept(_PRODUCTS[node.operator](left, right))


def _compared(operator: str, left: Value, right: Value) -> bool | None:
    if isinstance(left, date) and isinstance(right, str):
        right = day_in(right)
    elif isinstance(right, date) and isinstance(left, str):
        left = day_in(left)
    if left is None or right is None or type(left) is not type(right):
        return None
    if operator in ("=", "!="):
        return (left == right) == (operator == "=")
    if not (_is_number(left) or isinstance(left, date)):
        return None
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]  # type: ignore[operator]


def _is_number(value: object) -> TypeGuard[Decimal]:
    return isinstance(value, Decimal) and value.is_finite()


def _kept(number: Decimal) -> Decimal | None:
    """A result within bounds; a zero has no sign."""
    return number + 0 if number.is_finite() and abs(number) < _MOST else None


def _divided(left: Decimal, right: Decimal) -> Decimal:
    return _ARITHMETIC.divide(left, right) if right else Decimal("NaN")


def _remainder(left: Decimal, right: Decimal) -> Decimal:
    return _ARITHMETIC.remainder(left, right) if right else Decimal("NaN")


_PRODUCTS: Final[Mapping[str, Callable[..., Decimal]]] = {
    "+": _ARITHMETIC.add, "-": _ARITHMETIC.subtract, "*": _ARITHMETIC.multiply, "div": _divided, "mod": _remainder,
}  # fmt: skip

type _Arguments = tuple[Node, ...]


def _if(given: _Arguments, scope: Scope) -> Value:
    condition = value_of(given[0], scope)
    return None if condition is None else value_of(given[1] if condition is True else given[2], scope)


def _coalesce(given: _Arguments, scope: Scope) -> Value:
    return next((value for one in given if (value := value_of(one, scope)) not in (None, "", ())), None)


def _chosen(node: Node, scope: Scope) -> tuple[str, ...]:
    found = value_of(node, scope)
    if isinstance(found, tuple):
        return found
    return (found,) if isinstance(found, str) and found else ()


def _selected(given: _Arguments, scope: Scope) -> Value:
    """Of nothing chosen nothing is selected: that is known."""
    return value_of(given[1], scope) in _chosen(given[0], scope)


def _count_selected(given: _Arguments, scope: Scope) -> Value:
    return Decimal(len(_chosen(given[0], scope)))


def _each(node: Node, scope: Scope) -> Sequence[Value]:
    if isinstance(node, tree.Ref) and node.name in scope.many:
        return scope.many[node.name]
    return [value_of(node, scope)]


def _count(given: _Arguments, scope: Scope) -> Value:
    return Decimal(sum(1 for one in _each(given[0], scope) if one not in (None, "", ())))


def _known(given: _Arguments, scope: Scope) -> list[Decimal]:
    found = [one for node in given for one in _each(node, scope)]
    return [one for one in found if isinstance(one, Decimal) and one.is_finite()]


def _sum(given: _Arguments, scope: Scope) -> Value:
    """Of those that are known; of none, unknown: no data is not nought."""
    known = _known(given, scope)
    if not known:
        return None
    total: Decimal | None = Decimal(0)
    for one in known:
        total = None if total is None else _kept(_ARITHMETIC.add(total, one))
    return total


def _least(given: _Arguments, scope: Scope) -> Value:
    return min(_known(given, scope), default=None)


def _most(given: _Arguments, scope: Scope) -> Value:
    return max(_known(given, scope), default=None)


def _round(given: _Arguments, scope: Scope) -> Value:
    number = value_of(given[0], scope)
    if not isinstance(number, Decimal) or not number.is_finite():
        return None
    digits = given[1].value if len(given) > 1 and isinstance(given[1], tree.Number) else Decimal(0)
    return _kept(number.quantize(Decimal(1).scaleb(-int(digits)), context=_ARITHMETIC))


def _not(given: _Arguments, scope: Scope) -> Value:
    value = value_of(given[0], scope)
    return not value if isinstance(value, bool) else None


_CALLS: Final[Mapping[str, Callable[[_Arguments, Scope], Value]]] = {
    "if": _if, "coalesce": _coalesce, "selected": _selected, "count-selected": _count_selected, "count": _count,
    "sum": _sum, "min": _least, "max": _most, "round": _round, "not": _not,
}  # fmt: skip
