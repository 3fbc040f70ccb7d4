"""Spans of numbers: sets of whole numbers written as disjoint ranges in order."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """From `first` to `last`, both inside."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last:
            raise ValueError(f"no span from {self.first} to {self.last}")

    def __len__(self) -> int:
        return self.last - self.first + 1


Spans = tuple[Span, ...]


def merged(spans: Iterable[Span]) -> Spans:
    """The same numbers, each once, in as few spans as possible, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.first <= found[-1].last + 1:
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return tuple(found)


def join(spans: Spans, more: Iterable[Span]) -> Spans:
    return merged((*spans, *more))


def cut(spans: Iterable[Span], away: Iterable[Span]) -> Spans:
    """Numbers of the first that are not in the second."""
    left = list(merged(spans))
    for span in merged(away):
        left = [piece for each in left for piece in _without(each, span)]
    return tuple(left)


def overlap(spans: Iterable[Span], others: Iterable[Span]) -> Spans:
    """Numbers that are in both."""
    found = merged(spans)
    return cut(found, cut(found, others))


def covers(spans: Iterable[Span], wanted: Iterable[Span]) -> bool:
    return not cut(wanted, spans)


def size(spans: Iterable[Span]) -> int:
    return sum(len(span) for span in spans)


def _without(span: Span, away: Span) -> list[Span]:
    if away.last < span.first or span.last < away.first:
        return [span]
    pieces = []
    if span.first < away.first:
        pieces.append(Span(span.first, away.first - 1))
    if away.last < span.last:
        pieces.append(Span(away.last + 1, span.last))
    return pieces
