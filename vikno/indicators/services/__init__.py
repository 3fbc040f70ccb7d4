"""Counting anew."""

from vikno.indicators.services.counting import hromadas_to_count, mark_everything, refresh
from vikno.indicators.services.summing import sum_country

__all__ = ["hromadas_to_count", "mark_everything", "refresh", "sum_country"]
