"""Measures with names: what is counted, over which records, for whom, as of when."""
