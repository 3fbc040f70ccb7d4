"""Reads of measures: values, what they are made of, the records behind them."""

from vikno.indicators.hours import hours_of_days
from vikno.indicators.queries.around import Around, around, ready_on
from vikno.indicators.queries.coverage import (
    CLASSES,
    Class,
    Matrix,
    Reach,
    classes,
    coverage,
    floor_of,
    offered,
    people_of,
    reaches,
)
from vikno.indicators.queries.days import planned_days
from vikno.indicators.queries.during import During, Times, during, spans_of
from vikno.indicators.queries.labels import labels_of
from vikno.indicators.queries.months import LAID_APART, Sum, months_counted, sums_of_month
from vikno.indicators.queries.rows import Behind, cases_behind, list_behind, may_be_asked
from vikno.indicators.queries.spans import Span, earlier, month_span, span_of, year_before
from vikno.indicators.queries.values import (
    Line,
    Scope,
    Value,
    are_counted,
    counted_at,
    is_of_services,
    lines,
    value,
    values,
)

__all__ = [
    "CLASSES",
    "LAID_APART",
    "Around",
    "Behind",
    "Class",
    "During",
    "Line",
    "Matrix",
    "Reach",
    "Scope",
    "Span",
    "Sum",
    "Times",
    "Value",
    "are_counted",
    "around",
    "cases_behind",
    "classes",
    "counted_at",
    "coverage",
    "during",
    "earlier",
    "floor_of",
    "hours_of_days",
    "is_of_services",
    "labels_of",
    "lines",
    "list_behind",
    "may_be_asked",
    "month_span",
    "months_counted",
    "offered",
    "people_of",
    "planned_days",
    "reaches",
    "ready_on",
    "span_of",
    "spans_of",
    "sums_of_month",
    "value",
    "values",
    "year_before",
]
