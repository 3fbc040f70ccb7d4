"""Reads of reports."""

from vikno.reporting.queries.quality import Found, asked_of, check_named, found_in, rows_of

__all__ = ["Found", "asked_of", "check_named", "found_in", "rows_of"]
