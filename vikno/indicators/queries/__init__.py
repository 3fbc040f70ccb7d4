"""Reads of measures: values, what they are made of, the records behind them."""

from vikno.indicators.queries.labels import labels_of
from vikno.indicators.queries.months import LAID_APART, Sum, months_counted, sums_of_month
from vikno.indicators.queries.rows import Behind, cases_behind, list_behind, may_be_asked
from vikno.indicators.queries.spans import Span, earlier, month_span, span_of, year_before
from vikno.indicators.queries.values import Line, Scope, Value, are_counted, counted_at, lines, value, values

__all__ = [
    "LAID_APART",
    "Behind",
    "Line",
    "Scope",
    "Span",
    "Sum",
    "Value",
    "are_counted",
    "cases_behind",
    "counted_at",
    "earlier",
    "labels_of",
    "lines",
    "list_behind",
    "may_be_asked",
    "month_span",
    "months_counted",
    "span_of",
    "sums_of_month",
    "value",
    "values",
    "year_before",
]
