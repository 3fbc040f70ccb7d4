"""Leaving out single rows of a file, each with its line and reason, while the rest is taken."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.text import format_lazy

from vikno.common.errors import Words
from vikno.common.tables import Problem, Row


class RowRejected(Exception):
    """The row is left out; `{name}` in the reason is filled from the facts."""

    def __init__(self, reason: Words, **facts: Any) -> None:
        super().__init__()
        self.reason = format_lazy(reason, **facts)


def sifted[Source, Result](
    sources: Iterable[Source], row_of: Callable[[Source], Row], read: Callable[[Source], Result]
) -> tuple[list[Result], list[Problem]]:
    """What could be read, and the problems of rows that were rejected."""
    results, problems = [], []
    for source in sources:
        try:
            results.append(read(source))
        except RowRejected as rejected:
            problems.append(Problem(row_of(source).line, rejected.reason))
    return results, problems
