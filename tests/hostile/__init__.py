"""Hostile words in every field, and what a page makes of them: see `payloads.txt`."""
