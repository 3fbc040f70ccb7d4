"""Pages of measures."""

from vikno.indicators.views.around import around
from vikno.indicators.views.country import country, country_indicator, country_map, country_table
from vikno.indicators.views.coverage import coverage, network
from vikno.indicators.views.hours import hours
from vikno.indicators.views.mode import mode
from vikno.indicators.views.own import counting, indicator, indicators, rows, table

__all__ = [
    "around",
    "counting",
    "country",
    "country_indicator",
    "country_map",
    "country_table",
    "coverage",
    "hours",
    "indicator",
    "indicators",
    "mode",
    "network",
    "rows",
    "table",
]
