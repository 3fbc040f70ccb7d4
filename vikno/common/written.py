"""A column of a few known words that stand in the text of a statement, not beside it.

A connection plans a statement anew five times, then keeps one plan for any values (ADR 0011). That plan does not know
the values, so it cannot use an index that holds «open» rows alone, and reads every row there ever was. Where the words
stand in the text, the plan for any values is a plan for these words. Their texts are few: as many as our code asks.
"""

import re
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.db.models.lookups import Exact, In

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    _CharField = models.CharField[Any, Any]
else:
    _CharField = models.CharField

# Nothing of these can end a quotation or be taken for a place of a value.
_WORD: Final = re.compile(r"[a-z][a-z0-9_]*")


class WrittenField(_CharField):
    """A text with choices; a choice that is asked for is written into the statement, anything else is sent beside it.

    In the database, and so in migrations, it is a CharField. ValueError where a choice is not a plain word.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = frozenset(str(value) for value, _label in self.flatchoices)
        if odd := sorted(word for word in self.words if not _WORD.fullmatch(word)):
            raise ValueError(f"not written into statements: {odd}")

    def deconstruct(self) -> "tuple[str, str, Sequence[Any], dict[str, Any]]":
        name, _path, given, named = super().deconstruct()
        return name, "django.db.models.CharField", given, named


def _written(words: "Collection[str]", sql: str, value: object) -> tuple[str, list[Any]]:
    return (f"'{value}'", []) if sql == "%s" and isinstance(value, str) and value in words else (sql, [value])


@WrittenField.register_lookup
class _Exactly(Exact):
    def process_rhs(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql, values = super().process_rhs(compiler, connection)
        return _written(_words_of(self), sql, values[0]) if len(values) == 1 else (sql, values)


@WrittenField.register_lookup
class _OneOf(In):
    def resolve_expression_parameter(self, compiler: Any, connection: Any, sql: str, param: Any) -> tuple[str, Any]:
        sql, values = super().resolve_expression_parameter(compiler, connection, sql, param)
        return _written(_words_of(self), sql, values[0]) if len(values) == 1 else (sql, values)


def _words_of(lookup: Any) -> "Collection[str]":
    found: Collection[str] = getattr(lookup.lhs.output_field, "words", ())
    return found
