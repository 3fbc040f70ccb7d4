"""Compiled queries: written with the ORM, put into SQL once, asked with new values ever after.

Building the text of a small query takes longer than its answer, and a page asks a dozen of them (ADR 0011). `@compiled`
keeps the text. The function gives the queryset and decides nothing: not by its parameters, which are the only values
that change, each beside a column as the database takes it (a key, not a thing that has one), nor by the language or
the day. Nothing is prefetched.

    @compiled
    def _waiting(point_id: int, day: date) -> QuerySet[Ticket]:
        return Ticket.objects.filter(point_id=point_id, day=day)

    rows: list[Ticket] = _waiting(7, today)
"""

from collections.abc import Callable, Iterable
from copy import copy
from functools import wraps
from inspect import signature
from typing import Any

from django.db import connections
from django.db.models import BooleanField, Expression, Func, QuerySet
from django.db.transaction import TransactionManagementError


class Given(Expression):
    """The place of a value in the text."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A mark among the parameters; the value takes its place when the query is asked."""
        return "%s", [self]


class Among(Func):
    """Whether a column is one of a list: `Among(F("point_id"), point_ids)`. The text is the same for any length."""

    arg_joiner, template, output_field = " = ANY(", "%(expressions)s)", BooleanField()


class _Kept:
    """A queryset with its text; nothing of it is changed by an asking, so threads do not meet."""

    def __init__(self, asked: QuerySet[Any, Any]) -> None:
        self.asked: Any = asked
        self.compiler: Any = asked.query.get_compiler(using=asked.db)
        self.text, self.marks = self.compiler.as_sql()

    def rows(self, given: dict[str, Any]) -> Iterable[Any]:
        """A copy of the compiler, with the text, the values and a connection of the thread, reads as it always does."""
        values = tuple(given[mark.name] if isinstance(mark, Given) else mark for mark in self.marks)
        compiler, query = copy(self.compiler), copy(self.asked.query)
        compiler.connection = connections[self.asked.db]
        if query.select_for_update and not compiler.connection.in_atomic_block:
            raise TransactionManagementError("rows are held in a transaction")
        compiler.as_sql = lambda *_, **__: (self.text, values)
        query.get_compiler = lambda *_, **__: compiler
        asked = type(self.asked)(model=self.asked.model, query=query, using=self.asked.db)
        read: Iterable[Any] = self.asked._iterable_class(asked)
        return read


def compiled[**Values, Row](build: Callable[Values, QuerySet[Any, Row]]) -> Callable[Values, list[Row]]:
    """The rows of a query whose text is built at the first asking.

    Errors: TransactionManagementError for a query that holds its rows, outside a transaction.
    """
    names, kept = signature(build), list[_Kept]()
    by_marks: Callable[..., QuerySet[Any, Row]] = build

    @wraps(build)
    def ask(*args: Values.args, **kwargs: Values.kwargs) -> list[Row]:
        if not kept:
            kept.append(_Kept(by_marks(**{name: Given(name) for name in names.parameters})))
        return list(kept[0].rows(names.bind(*args, **kwargs).arguments))

    return ask
