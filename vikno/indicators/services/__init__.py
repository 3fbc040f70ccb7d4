"""Counting anew."""

from vikno.indicators.services.counting import hromadas_to_count, mark_everything, refresh
from vikno.indicators.services.summing import follow_codifier, hromadas_that_moved, sum_country

__all__ = [
    "follow_codifier", "hromadas_that_moved", "hromadas_to_count", "mark_everything", "refresh", "sum_country",
]  # fmt: skip
