"""Decisions about territories: values in, values or faults out. No Django, no clock, no files."""
