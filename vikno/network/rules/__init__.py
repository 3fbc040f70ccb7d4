"""Decisions about places: values in, a value or a named doubt out. No Django, no clock, no database."""
