"""Doors of open data: anybody may read, nothing changes."""
