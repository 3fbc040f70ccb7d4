"""Which sort of value an expression gives, checked before anybody is asked anything."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from vikno.questionnaires.engine import tree
from vikno.questionnaires.engine.grammar import Unreadable
from vikno.questionnaires.engine.parts import Kind
from vikno.questionnaires.engine.tree import Node


class Sort(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TRUTH = "truth"
    CHOICES = "choices"  # of a select_multiple


SORT_OF: Final[Mapping[Kind, Sort]] = {
    Kind.TEXT: Sort.TEXT, Kind.INTEGER: Sort.NUMBER, Kind.DECIMAL: Sort.NUMBER, Kind.DATE: Sort.DATE,
    Kind.SELECT_ONE: Sort.TEXT, Kind.SELECT_MULTIPLE: Sort.CHOICES, Kind.FILE: Sort.TEXT, Kind.IMAGE: Sort.TEXT,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What an expression may read. `many`: questions of a repeat seen from outside it, one value a row."""

    sorts: Mapping[str, Sort]
    many: Collection[str] = ()
    own: Sort | None = None
    columns: Collection[str] = ()


def sort_of(node: Node, setting: Setting) -> Sort:
    """The sort of an expression's value. Raises `Unreadable` naming what does not fit."""
    return _CHECKS[type(node)](node, setting)


def is_empty_text(node: Node) -> bool:
    """«''»: compared with anything it asks whether there is an answer."""
    return isinstance(node, tree.Text) and node.value == ""


def _ref(node: tree.Ref, setting: Setting) -> Sort:
    if node.name not in setting.sorts:
        raise Unreadable("unknown_reference", name=node.name)
    if node.name in setting.many:
        raise Unreadable("many_values", name=node.name)
    return setting.sorts[node.name]


def _own(node: tree.Own, setting: Setting) -> Sort:
    if setting.own is None:
        raise Unreadable("no_own_value")
    return setting.own


def _column(node: tree.Column, setting: Setting) -> Sort:
    if node.name not in setting.columns:
        raise Unreadable("unknown_name", name=node.name)
    return Sort.TEXT


def _negative(node: tree.Negative, setting: Setting) -> Sort:
    return _require(node.of, Sort.NUMBER, setting)


def _binary(node: tree.Binary, setting: Setting) -> Sort:
    if node.operator in (tree.OR, tree.AND):
        _require(node.left, Sort.TRUTH, setting)
        return _require(node.right, Sort.TRUTH, setting)
    if node.operator in tree.COMPARISONS:
        return _comparison(node, setting)
    _require(node.left, Sort.NUMBER, setting)
    return _require(node.right, Sort.NUMBER, setting)


def _comparison(node: tree.Binary, setting: Setting) -> Sort:
    sorts = sort_of(node.left, setting), sort_of(node.right, setting)
    is_equality = node.operator in ("=", "!=")
    if is_equality and (is_empty_text(node.left) or is_empty_text(node.right)):
        return Sort.TRUTH
    if set(sorts) == {Sort.DATE, Sort.TEXT}:
        literal = node.left if sorts[0] == Sort.TEXT else node.right
        if not isinstance(literal, tree.Text) or day_in(literal.value) is None:
            raise Unreadable("date_wanted", found=getattr(literal, "value", ""))
        return Sort.TRUTH
    if sorts[0] != sorts[1]:
        raise Unreadable("different_sorts", left=sorts[0], right=sorts[1], operator=node.operator)
    if Sort.CHOICES in sorts or (not is_equality and sorts[0] not in (Sort.NUMBER, Sort.DATE)):
        raise Unreadable("not_compared", sort=sorts[0], operator=node.operator)
    return Sort.TRUTH


def day_in(text: str) -> date | None:
    """A day written as 2026-03-02, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _call(node: tree.Call, setting: Setting) -> Sort:
    return _CALLS[node.name](node, setting)


def _if(node: tree.Call, setting: Setting) -> Sort:
    _require(node.arguments[0], Sort.TRUTH, setting)
    return _alike(node, node.arguments[1:], setting)


def _coalesce(node: tree.Call, setting: Setting) -> Sort:
    return _alike(node, node.arguments, setting)


def _alike(node: tree.Call, given: tuple[Node, ...], setting: Setting) -> Sort:
    sorts = [sort_of(one, setting) for one in given]
    if len(set(sorts)) > 1:
        raise Unreadable("different_sorts", left=sorts[0], right=sorts[1], operator=node.name)
    return sorts[0]


def _selected(node: tree.Call, setting: Setting) -> Sort:
    of, code = node.arguments
    if sort_of(of, setting) not in (Sort.CHOICES, Sort.TEXT):
        raise Unreadable("choices_wanted", name=node.name)
    _require(code, Sort.TEXT, setting)
    return Sort.TRUTH


def _count_selected(node: tree.Call, setting: Setting) -> Sort:
    if sort_of(node.arguments[0], setting) not in (Sort.CHOICES, Sort.TEXT):
        raise Unreadable("choices_wanted", name=node.name)
    return Sort.NUMBER


def _count(node: tree.Call, setting: Setting) -> Sort:
    of = node.arguments[0]
    if not isinstance(of, tree.Ref) or of.name not in setting.sorts:
        raise Unreadable("question_wanted", name=node.name)
    return Sort.NUMBER


def _numbers(node: tree.Call, setting: Setting) -> Sort:
    for one in node.arguments:
        if isinstance(one, tree.Ref) and one.name in setting.many:
            if setting.sorts[one.name] != Sort.NUMBER:
                raise Unreadable("wrong_sort", wanted=Sort.NUMBER, found=setting.sorts[one.name])
        else:
            _require(one, Sort.NUMBER, setting)
    return Sort.NUMBER


def _round(node: tree.Call, setting: Setting) -> Sort:
    if len(node.arguments) == 2 and not _is_digits(node.arguments[1]):
        raise Unreadable("digits_wanted", name=node.name)
    return _require(node.arguments[0], Sort.NUMBER, setting)


def _is_digits(node: Node) -> bool:
    return isinstance(node, tree.Number) and node.value in range(7)


def _not(node: tree.Call, setting: Setting) -> Sort:
    return _require(node.arguments[0], Sort.TRUTH, setting)


def _require(node: Node, wanted: Sort, setting: Setting) -> Sort:
    found = sort_of(node, setting)
    if found != wanted:
        raise Unreadable("wrong_sort", wanted=wanted, found=found)
    return found


_CALLS: Final[Mapping[str, Callable[[tree.Call, Setting], Sort]]] = {
    "if": _if, "coalesce": _coalesce, "selected": _selected, "count-selected": _count_selected, "count": _count,
    "sum": _numbers, "min": _numbers, "max": _numbers, "round": _round, "not": _not,
}  # fmt: skip
_CHECKS: Final[Mapping[type, Callable[..., Sort]]] = {
    tree.Number: lambda node, setting: Sort.NUMBER,
    tree.Text: lambda node, setting: Sort.TEXT,
    tree.Truth: lambda node, setting: Sort.TRUTH,
    tree.Own: _own,
    tree.Ref: _ref,
    tree.Column: _column,
    tree.Negative: _negative,
    tree.Binary: _binary,
    tree.Call: _call,
}
