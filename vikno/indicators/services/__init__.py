"""Counting anew."""

from vikno.indicators.services.counting import hromadas_to_count, mark_everything, refresh

__all__ = ["hromadas_to_count", "mark_everything", "refresh"]
