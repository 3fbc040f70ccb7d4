"""Booked time: who comes to which point when, for what; nobody's place is given twice."""
