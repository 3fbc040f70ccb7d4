"""The book: what each act does, what lies where on a day, and what a period did to it.

A number is moved from one account to another; nothing is made or lost on the way. What lies on an account is the
sum of what came minus what went, so a balance is never kept, only counted.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from vikno.blanks.enums import Act, Spot
from vikno.blanks.rules.spans import Span, Spans, cut, join, size
from vikno.common.text import clean, fold

# The one table of allowed acts: from where to where. Screens and services read it, nothing else decides.
MOVES: Final[Mapping[tuple[Act, Spot], Spot]] = MappingProxyType(
    {
        (Act.RECEIVED, Spot.OUTSIDE): Spot.STORE,
        (Act.ISSUED, Spot.STORE): Spot.HOLDER,
        (Act.HANDED_OVER, Spot.HOLDER): Spot.HOLDER,
        (Act.HANDED_OVER, Spot.SPOILED): Spot.SPOILED,
        (Act.GIVEN_BACK, Spot.HOLDER): Spot.STORE,
        (Act.GIVEN_BACK, Spot.SPOILED): Spot.SPOILED,
        (Act.USED, Spot.HOLDER): Spot.USED,
        (Act.SPOILED, Spot.HOLDER): Spot.SPOILED,
        (Act.SPOILED, Spot.STORE): Spot.SPOILED,
        (Act.RETURNED, Spot.STORE): Spot.RETURNED,
        (Act.DESTROYED, Spot.SPOILED): Spot.DESTROYED,
        (Act.MISSING, Spot.STORE): Spot.MISSING,
        (Act.MISSING, Spot.HOLDER): Spot.MISSING,
        (Act.MISSING, Spot.SPOILED): Spot.MISSING,
        (Act.FOUND, Spot.MISSING): Spot.STORE,
    }
)
# Accounts that name a person; spoiled blanks may also lie in the store, with nobody named.
PERSONAL: Final = frozenset({Spot.HOLDER})


@dataclass(frozen=True, order=True)
class Account:
    """A spot, and whose (0: nobody's, the hromada's)."""

    spot: Spot
    holder: int = 0

    @classmethod
    def of(cls, holder: int) -> "Account":
        """Good blanks of a person; the store for 0."""
        return cls(Spot.HOLDER, holder) if holder else cls(Spot.STORE)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A line of the book."""

    kind: str
    series: str
    span: Span
    act: Act
    origin: Account
    target: Account
    on: dt.date
    is_reversal: bool = False


def target_of(act: Act, origin: Account, *, to: int = 0) -> Account | None:
    """Where an act leads from an account; None when it is not allowed. `to`: the person who takes."""
    spot = MOVES.get((act, origin.spot))
    if spot is None:
        return None
    if spot == Spot.HOLDER:
        return Account(spot, to) if to else None
    if spot == Spot.SPOILED:
        return Account(spot, origin.holder if act == Act.SPOILED else to)
    return Account(spot)


def balance(moves: Iterable[Moved], account: Account, *, on: dt.date) -> int:
    """How many lie on an account at the end of a day: the plain sum of movements."""
    return sum(
        ((move.target == account) - (move.origin == account)) * len(move.span) for move in moves if move.on <= on
    )


Stock = dict[tuple[str, str], Spans]


def held(moves: Iterable[Moved], accounts: Iterable[Account], *, on: dt.date) -> Stock:
    """Numbers on these accounts at the end of a day, by kind and series. `moves` in the order they were written."""
    wanted, stock = frozenset(accounts), Stock()
    for move in moves:
        if move.on > on:
            continue
        key = (move.kind, move.series)
        if move.origin in wanted:
            stock[key] = cut(stock.get(key, ()), (move.span,))
        if move.target in wanted:
            stock[key] = join(stock.get(key, ()), (move.span,))
    return {key: spans for key, spans in stock.items() if spans}


@dataclass(frozen=True)
class Scope:
    """Whose period: a person's, or the whole hromada's (holder 0: the store and every person)."""

    holder: int = 0

    def counts(self, account: Account) -> bool:
        """Whether good blanks on this account are in the scope."""
        if self.holder:
            return account == Account(Spot.HOLDER, self.holder)
        return account.spot in (Spot.STORE, Spot.HOLDER)

    def keeps_spoiled(self, account: Account) -> bool:
        return account.spot == Spot.SPOILED and (not self.holder or account.holder == self.holder)


_NONE: Final[Spans] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind and series over a period. `corrected` is what reversing rows brought in minus what they took out.

    opening + received + found − used − spoiled − returned − missing + corrected = closing.
    """

    kind: str
    series: str
    opening: Spans = _NONE
    received: Spans = _NONE
    found: Spans = _NONE
    used: Spans = _NONE
    spoiled: Spans = _NONE
    returned: Spans = _NONE
    missing: Spans = _NONE
    corrected_in: Spans = _NONE
    corrected_out: Spans = _NONE
    closing: Spans = _NONE
    destroyed: Spans = _NONE
    spoiled_kept: Spans = _NONE
    # Sums of movements: a number that went and came back in one period is counted each time.
    counts: Mapping[str, int] = field(default_factory=dict)

    def count(self, column: str) -> int:
        if column in ("opening", "closing", "spoiled_kept"):
            return size(getattr(self, column))
        return self.counts.get(column, 0)

    @property
    def agrees(self) -> bool:
        came = sum(self.count(name) for name in ("opening", "received", "found", "corrected_in"))
        went = sum(self.count(name) for name in ("used", "spoiled", "returned", "missing", "corrected_out"))
        return came - went == self.count("closing")


_OUT: Final = {Act.USED: "used", Act.SPOILED: "spoiled", Act.MISSING: "missing"}


def period_lines(moves: Iterable[Moved], *, since: dt.date, until: dt.date, scope: Scope) -> list[Line]:
    """What a period did to a scope, by kind and series, both days inside. `moves` in the order they were written."""
    lines: dict[tuple[str, str], Line] = {}
    listed = [move for move in moves if move.on <= until]
    for move in listed:
        line = lines.get((move.kind, move.series), Line(kind=move.kind, series=move.series))
        lines[move.kind, move.series] = _noted(line, move, scope=scope, is_before=move.on < since)
    return [line for _key, line in sorted(lines.items()) if _says_something(line)]


def _noted(line: Line, move: Moved, *, scope: Scope, is_before: bool) -> Line:
    """The line with one movement more."""
    comes, goes = scope.counts(move.target), scope.counts(move.origin)
    changes: dict[str, Any] = {}
    if comes != goes:
        for column in ("opening", "closing") if is_before else ("closing",):
            spans: Spans = getattr(line, column)
            changes[column] = join(spans, (move.span,)) if comes else cut(spans, (move.span,))
    if scope.keeps_spoiled(move.target) or scope.keeps_spoiled(move.origin):
        kept = cut(line.spoiled_kept, (move.span,))
        changes["spoiled_kept"] = join(kept, (move.span,)) if scope.keeps_spoiled(move.target) else kept
    column = "" if is_before else _column(move, scope=scope, comes=comes, goes=goes)
    counts = dict(line.counts)
    if column:
        changes[column] = join(getattr(line, column), (move.span,))
        counts[column] = counts.get(column, 0) + len(move.span)
    return replace(line, counts=counts, **changes)


def _column(move: Moved, *, scope: Scope, comes: bool, goes: bool) -> str:
    """Which column of a period a movement belongs to; empty: it changes nothing in the scope."""
    if move.act == Act.DESTROYED and scope.keeps_spoiled(move.origin) and not move.is_reversal:
        return "destroyed"
    if comes == goes:
        return ""
    if move.is_reversal:
        return "corrected_in" if comes else "corrected_out"
    if comes:
        return "found" if move.act == Act.FOUND else "received"
    return _OUT.get(move.act, "returned")


def _says_something(line: Line) -> bool:
    return bool(line.opening or line.closing or line.spoiled_kept or line.counts)


def commission_read(text: str) -> list[str]:
    """People of a commission, a line each, each once."""
    found: dict[str, str] = {}
    for row in text.splitlines():
        name = clean(row)
        if name:
            found.setdefault(fold(name), name)
    return list(found.values())
